package io.github.zlpr.loss;

import io.github.zlpr.core.Sums;

/**
 * The two sums that ZLPR and its relatives are made of, the negative half A and the positive half
 * B, with their gradients.
 *
 * <pre>
 *   A = Σ (1 − t_i) e^{γ(s_i − s0 + m)}      B = Σ t_i e^{−γ(s_i − s0)}
 * </pre>
 *
 * Each is held as e^shift · sum, where shift is its largest exponent, so that scores of any size
 * are safe. A term with weight zero is left out of its sum; a sum without terms is 0.
 */
final class PositiveNegativeSums {

  final double negativeShift;
  final double negativeSum;
  final double positiveShift;
  final double positiveSum;

  private final double[] negativeTerms;
  private final double[] positiveTerms;
  private final int[] targets;
  private final double scale;

  /**
   * Computes both sums.
   *
   * @param scores the n raw scores s; overwritten, and from here on owned by this object.
   * @param targets the ids of the labels with a target above zero.
   * @param values their targets, or null when all of them are 1.
   * @param threshold s0.
   * @param scale γ.
   * @param margin m.
   */
  PositiveNegativeSums(
      double[] scores,
      int[] targets,
      double[] values,
      double threshold,
      double scale,
      double margin) {
    this.negativeTerms = scores;
    this.positiveTerms = new double[targets.length];
    this.targets = targets;
    this.scale = scale;
    for (int j = 0; j < targets.length; j++) {
      positiveTerms[j] = scale * (threshold - scores[targets[j]]);
    }
    double offset = margin - threshold;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scale * (scores[i] + offset);
    }
    for (int j = 0; j < targets.length; j++) {
      if (values == null || values[j] == 1.0) {
        scores[targets[j]] = Double.NEGATIVE_INFINITY;
      }
    }
    negativeShift = LogSumExp.shift(negativeTerms);
    positiveShift = LogSumExp.shift(positiveTerms);
    LogSumExp.exponentiate(negativeTerms, negativeShift);
    LogSumExp.exponentiate(positiveTerms, positiveShift);
    if (values != null) {
      for (int j = 0; j < targets.length; j++) {
        negativeTerms[targets[j]] *= 1.0 - values[j];
        positiveTerms[j] *= values[j];
      }
    }
    negativeSum = Sums.sum(negativeTerms);
    positiveSum = Sums.sum(positiveTerms);
  }

  /**
   * Replaces the scores by the update direction of a loss f(A, B).
   *
   * @param negativeDivisor e^−shift / (∂f/∂A), shift that of A.
   * @param positiveDivisor e^−shift / (∂f/∂B), shift that of B.
   */
  void toDirection(double negativeDivisor, double positiveDivisor) {
    double negativeWeight = -scale / negativeDivisor;
    double positiveWeight = scale / positiveDivisor;
    for (int i = 0; i < negativeTerms.length; i++) {
      negativeTerms[i] *= negativeWeight;
    }
    for (int j = 0; j < targets.length; j++) {
      negativeTerms[targets[j]] += positiveWeight * positiveTerms[j];
    }
  }
}
