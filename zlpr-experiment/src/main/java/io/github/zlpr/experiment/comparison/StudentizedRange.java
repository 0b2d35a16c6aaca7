package io.github.zlpr.experiment.comparison;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The studentized range with infinitely many degrees of freedom: the range of k independent
 * standard normal values.
 *
 * <pre>
 *   P(range ≤ q) = k ∫ φ(z) (Φ(z) − Φ(z − q))^(k−1) dz
 * </pre>
 *
 * where z is the largest value. The integral is a sum over equidistant points, whose error falls
 * faster than any power of their distance, because the integrand is smooth and vanishes at both
 * ends.
 *
 * <p>Example: for k = 3 the 95 percent quantile is 3.3145; divided by √2 it is the 2.343 of
 * Demšar's table 5a.
 */
final class StudentizedRange {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0.0, 1.0);
  private static final double STEP = 1.0 / 64.0;
  private static final double FAR = 9.0;

  private StudentizedRange() {}

  /**
   * The chance that the range is at most q.
   *
   * @param q at least 0.
   * @param k the number of values, at least 2.
   */
  static double cumulativeProbability(double q, int k) {
    double sum = 0.0;
    for (double z = -FAR; z <= FAR + q; z += STEP) {
      sum += NORMAL.density(z) * Math.pow(NORMAL.probability(z - q, z), k - 1.0);
    }
    return k * sum * STEP;
  }

  /**
   * The value that the range does not exceed with a given chance, by bisection.
   *
   * @param p the chance, above 0 and below 1.
   * @param k the number of values, at least 2.
   */
  static double quantile(double p, int k) {
    double low = 0.0;
    double high = 2.0 * FAR;
    for (double middle = FAR; low < middle && middle < high; middle = 0.5 * (low + high)) {
      if (cumulativeProbability(middle, k) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
