package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Sums;

/**
 * Leaves out small components of an update direction, so that the others cost less to apply.
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
final class GradientSparsification {

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** The least cutoff, so that squares are above 0 as floats. */
  private static final double LEAST_CUTOFF = 1e-15;

  /** A 64-bit fraction, shifted by this, is a whole multiple of 2^−53. */
  private static final int TO_MANTISSA = 11;

  private final double cutoff;
  private final double[] multiples;
  private final double[] scratch;

  /**
   * Thins directions for a number of labels.
   *
   * @param labelCount the number of labels.
   * @param cutoff components below it are thinned out, at least 0.
   */
  GradientSparsification(int labelCount, double cutoff) {
    this.cutoff = Math.max(cutoff, LEAST_CUTOFF);
    multiples = new double[labelCount];
    for (int l = 0; l < labelCount; l++) {
      multiples[l] = fraction(l * GOLDEN_RATIO);
    }
    scratch = new double[labelCount];
  }

  private static double fraction(long bits) {
    return (bits >>> TO_MANTISSA) * 0x1p-53;
  }

  /**
   * Thins an update direction.
   *
   * @param direction the components for all labels, to be multiplied by the weight.
   * @param weight the example's weight, at least 0.
   * @param random u as a 64-bit fraction.
   * @param gradient gets the components that are kept, and the squared norm of all.
   */
  void sparsify(double[] direction, double weight, long random, ExampleGradient gradient) {
    double start = fraction(random);
    double relative = weight / cutoff;
    for (int l = 0; l < scratch.length; l++) {
      double turned = start + multiples[l];
      scratch[l] = (turned - Math.floor(turned)) - relative * Math.abs(direction[l]);
    }
    // Kept where that is negative. Every label is written and only those kept are counted, by the
    // sign: which are kept is random, and a branch would be mispredicted.
    int kept = 0;
    for (int l = 0; l < scratch.length; l++) {
      gradient.labels[kept] = l;
      kept += (int) (Double.doubleToRawLongBits(scratch[l]) >>> 63);
    }
    for (int k = 0; k < kept; k++) {
      double component = weight * direction[gradient.labels[k]];
      double magnitude = Math.abs(component);
      double raised = Math.max(magnitude, cutoff);
      gradient.components[k] = (float) Math.copySign(raised, component);
      gradient.squares[k] = (float) (magnitude * raised);
    }
    gradient.size = kept;
    gradient.squaredNorm = weight * weight * Sums.squaredNorm(direction);
  }
}
