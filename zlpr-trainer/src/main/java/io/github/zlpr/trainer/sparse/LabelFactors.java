package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;

/**
 * How much larger the steps of a label's weights are than those of another: √({@value #TYPICAL} /
 * n_l) for a label of n_l examples. So a rare label, which has few steps, learns from them, and a
 * frequent one, which has many, is not thrown about.
 */
final class LabelFactors {

  /** A label of so many examples has the factor 1. */
  static final int TYPICAL = 20;

  private LabelFactors() {}

  /**
   * The factors.
   *
   * @param examples the examples.
   * @param order the numbers of those that count.
   * @return by label, above 0; that of a label without an example is as that of one with one.
   */
  static float[] of(CompressedRows examples, int[] order) {
    int[] counts = new int[examples.labelCount()];
    for (int example : order) {
      for (int label : examples.targets(example).ids()) {
        counts[label]++;
      }
    }
    float[] factors = new float[counts.length];
    for (int label = 0; label < factors.length; label++) {
      factors[label] = (float) Math.sqrt(TYPICAL / (double) Math.max(1, counts[label]));
    }
    return factors;
  }
}
