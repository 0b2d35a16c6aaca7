package io.github.zlpr.loss;

import io.github.zlpr.core.Exp;
import io.github.zlpr.core.Targets;

/**
 * The joint form of ZLPR: one logarithm over negatives, positives and the threshold.
 *
 * <pre>
 *   loss = log(1 + Σ (1 − t_i) e^{s_i} + Σ t_i e^{−s_i})
 * </pre>
 *
 * where s are the n raw scores and t the targets; with targets of 0 and 1 the first sum runs over
 * the negative and the second over the positive labels. It is {@link ZLPR} without the product of
 * the two sums, that is without the comparisons of positives with negatives: each label is compared
 * with the threshold 0 alone, and the worst ones share the gradient.
 *
 * <p>Prediction: the labels with s_i &gt; 0.
 *
 * <ul>
 *   <li>Convex in s; the 1-norm of the gradient is below 1 for any number of labels.
 *   <li>No positive or no negative label: that sum is 0. Neither is an error.
 *   <li>Soft targets weigh the terms by t and 1 − t, and the minimum is at s_i = ½ logit(t_i), as
 *       for ZLPR.
 *   <li>Scores of any finite size are safe: the sum is shifted by its largest exponent.
 * </ul>
 *
 * Cost: O(n), one exponential for each label and one more for each target above 0.
 *
 * <p>Source: the discussion below 苏剑林, 将“Softmax+交叉熵”推广到多标签分类问题 (2020).
 */
public final class JointLogSumExp implements MultiLabelLoss {

  /** The joint form; it has no parameters. */
  public JointLogSumExp() {}

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.check(scores.length, targets, values);
    PositiveNegativeSums sums = new PositiveNegativeSums(scores, targets, values, 0.0, 1.0, 0.0);
    double shift = Math.max(sums.negativeShift, sums.positiveShift);
    double negativeFactor = Exp.exp(sums.negativeShift - shift);
    double positiveFactor = Exp.exp(sums.positiveShift - shift);
    double sum = negativeFactor * sums.negativeSum + positiveFactor * sums.positiveSum;
    double divisor = LogSumExp.divisor(shift, sum);
    sums.toDirection(divisor / negativeFactor, divisor / positiveFactor);
    return LogSumExp.logOnePlus(shift, sum);
  }

  @Override
  public String toString() {
    return "JointLogSumExp";
  }
}
