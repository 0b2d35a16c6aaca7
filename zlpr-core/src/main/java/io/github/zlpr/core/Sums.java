package io.github.zlpr.core;

/**
 * Sums over arrays with the same bits on every machine, and fast.
 *
 * <p>They are made of eight partial sums, each over every eighth element, because a single one
 * would make each addition wait for the one before it. The partial sums are then added in a fixed
 * order.
 */
public final class Sums {

  private Sums() {}

  /**
   * Adds up.
   *
   * @param x the numbers.
   * @return Σ x_i.
   */
  public static double sum(double[] x) {
    double sum0 = 0.0;
    double sum1 = 0.0;
    double sum2 = 0.0;
    double sum3 = 0.0;
    double sum4 = 0.0;
    double sum5 = 0.0;
    double sum6 = 0.0;
    double sum7 = 0.0;
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      sum0 += x[i];
      sum1 += x[i + 1];
      sum2 += x[i + 2];
      sum3 += x[i + 3];
      sum4 += x[i + 4];
      sum5 += x[i + 5];
      sum6 += x[i + 6];
      sum7 += x[i + 7];
    }
    for (; i < x.length; i++) {
      sum0 += x[i];
    }
    return ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
  }

  /**
   * Adds up squares.
   *
   * @param x the numbers.
   * @return Σ x_i².
   */
  public static double squaredNorm(double[] x) {
    double sum0 = 0.0;
    double sum1 = 0.0;
    double sum2 = 0.0;
    double sum3 = 0.0;
    double sum4 = 0.0;
    double sum5 = 0.0;
    double sum6 = 0.0;
    double sum7 = 0.0;
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      sum0 += x[i] * x[i];
      sum1 += x[i + 1] * x[i + 1];
      sum2 += x[i + 2] * x[i + 2];
      sum3 += x[i + 3] * x[i + 3];
      sum4 += x[i + 4] * x[i + 4];
      sum5 += x[i + 5] * x[i + 5];
      sum6 += x[i + 6] * x[i + 6];
      sum7 += x[i + 7] * x[i + 7];
    }
    for (; i < x.length; i++) {
      sum0 += x[i] * x[i];
    }
    return ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
  }
}
