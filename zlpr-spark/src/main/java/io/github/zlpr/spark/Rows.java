package io.github.zlpr.spark;

/**
 * The inner loop over the labels, all weights of a feature in a row.
 *
 * <p>The loops of the linear trainer work on floats. Near the optimum, L-BFGS needs the precision
 * of doubles.
 */
final class Rows {

  private Rows() {}

  /**
   * target[targetOffset + l] += factor · source[sourceOffset + l], for 0 ≤ l &lt; length: scores
   * from weights, or gradient from update direction.
   */
  static void add(
      double[] target,
      int targetOffset,
      double factor,
      double[] source,
      int sourceOffset,
      int length) {
    for (int l = 0; l < length; l++) {
      target[targetOffset + l] += factor * source[sourceOffset + l];
    }
  }
}
