package io.github.zlpr.trainer.sparse;

/**
 * How much larger the steps of a label's weights are than those of another: ({@value #TYPICAL} /
 * n_l)^a for a label of n_l examples.
 *
 * <p>With a = ½ a rare label, which has few steps, learns from them, and a frequent one, which has
 * many, is not thrown about: best where all labels are rare, such as the subjects of a library.
 * With a = 0 all steps are alike: best where some labels are on a large part of the examples, such
 * as the topmost ones of a hierarchy. They would hardly move with ½.
 */
final class LabelFactors {

  /** A label of so many examples has the factor 1. */
  static final int TYPICAL = 20;

  private LabelFactors() {}

  /**
   * The factors.
   *
   * @param counts the number of examples by label.
   * @param power a, at least 0.
   * @return by label, above 0; that of a label without an example is as that of one with one.
   */
  static float[] of(int[] counts, double power) {
    float[] factors = new float[counts.length];
    for (int label = 0; label < factors.length; label++) {
      factors[label] = (float) StrictMath.pow(TYPICAL / (double) Math.max(1, counts[label]), power);
    }
    return factors;
  }
}
