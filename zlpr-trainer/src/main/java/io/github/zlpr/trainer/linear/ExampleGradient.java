package io.github.zlpr.trainer.linear;

/**
 * What one example of a minibatch wants changed: the components of its update direction, the small
 * ones thinned out.
 *
 * <p>A component g with |g| below the cutoff c is kept with probability |g|/c and then has size c,
 * otherwise it is left out. So its expected value is g: to leave out all small components instead
 * would save the same work but move every score's balance, and with it what is above the threshold.
 * With ‖g‖₁ &lt; 2, as for ZLPR, at most about 2/c components remain of any number of labels.
 *
 * <p>Where g is kept, its square is taken as |g|c, so that the expected value of the squares is
 * that of g² too.
 *
 * <p>The random number of label l is the fractional part of u + lφ, with u uniform for each example
 * and φ the golden ratio: uniform for each label, and spread evenly over neighbouring labels, which
 * keeps the number of components that remain nearly constant.
 *
 * <p>References: Wangni et al., <a href="https://arxiv.org/abs/1710.09854">Gradient Sparsification
 * for Communication-Efficient Distributed Optimization</a> (2018), for keeping with a probability
 * in proportion to size; Weyl's equidistribution theorem for multiples of φ.
 */
final class ExampleGradient {

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** The least cutoff, so that squares are above 0 as floats. */
  private static final double LEAST_CUTOFF = 1e-15;

  private static final long BITS_OF_ONE = Double.doubleToRawLongBits(1.0);

  /** A 64-bit fraction, shifted by this, is the mantissa of a double. */
  private static final int TO_MANTISSA = 12;

  /** The scores of the labels. */
  final float[] scores;

  /** The labels with a component that is kept, increasing. */
  final int[] labels;

  /** The components. */
  final float[] components;

  /** The expected squares of the components. */
  final float[] squares;

  /** The number of components. */
  int size;

  /** The sum of the squares of all components, before thinning. */
  double squaredNorm;

  /** The example's loss times its weight. */
  double loss;

  /** Why there is no gradient, or null. */
  RuntimeException failure;

  ExampleGradient(int labelCount) {
    scores = new float[labelCount];
    labels = new int[labelCount + 1];
    components = new float[labelCount];
    squares = new float[labelCount];
  }

  /**
   * Takes an update direction over.
   *
   * @param direction the components for all labels, to be multiplied by the weight.
   * @param weight the example's weight, at least 0.
   * @param cutoff components below it are thinned out.
   * @param random u as a 64-bit fraction.
   */
  void set(double[] direction, double weight, double cutoff, long random) {
    double unit = Math.max(cutoff, LEAST_CUTOFF);
    double relative = weight / unit;
    long fraction = random;
    int kept = 0;
    // Kept if |g|/c is above the fraction, compared as the bits of 1 + |g|/c and 1 + fraction.
    // Every
    // label is written and only those kept are counted, by the sign of a difference: which are kept
    // is random, and a branch would be mispredicted.
    for (int l = 0; l < direction.length; l++) {
      long bits = Double.doubleToRawLongBits(1.0 + relative * Math.abs(direction[l]));
      labels[kept] = l;
      kept += (int) ((BITS_OF_ONE + (fraction >>> TO_MANTISSA) - bits) >>> 63);
      fraction += GOLDEN_RATIO;
    }
    for (int k = 0; k < kept; k++) {
      double component = weight * direction[labels[k]];
      double magnitude = Math.abs(component);
      double raised = Math.max(magnitude, unit);
      components[k] = (float) Math.copySign(raised, component);
      squares[k] = (float) (magnitude * raised);
    }
    size = kept;
    squaredNorm = weight * weight * squaredNorm(direction);
  }

  /** In four sums, for each addition waits for the one before it. */
  private static double squaredNorm(double[] direction) {
    double sum0 = 0.0;
    double sum1 = 0.0;
    double sum2 = 0.0;
    double sum3 = 0.0;
    int l = 0;
    for (; l + 4 <= direction.length; l += 4) {
      sum0 += direction[l] * direction[l];
      sum1 += direction[l + 1] * direction[l + 1];
      sum2 += direction[l + 2] * direction[l + 2];
      sum3 += direction[l + 3] * direction[l + 3];
    }
    for (; l < direction.length; l++) {
      sum0 += direction[l] * direction[l];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}
