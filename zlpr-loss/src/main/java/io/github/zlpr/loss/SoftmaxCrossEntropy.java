package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Sums;
import io.github.zlpr.core.Targets;
import java.util.Arrays;

/**
 * Softmax cross-entropy, the single-label loss that the others of this package generalise. An
 * example with several positive labels counts as so many examples with one label each.
 *
 * <pre>
 *   loss = Σ_P (log Σ e^{s_i} − s_j), or its mean over P
 * </pre>
 *
 * where s are the n raw scores and P the positive labels. The inner sum runs over all n labels, so
 * the positives of one example also push each other down: a share of 1/|P| each is the best they
 * can reach.
 *
 * <p>Prediction: the label with the highest score.
 *
 * <ul>
 *   <li>Convex in s; the gradient sums to 0.
 *   <li>No positive label: the loss is 0 with zero gradient.
 *   <li>Targets of 0 and 1 only.
 *   <li>Scores of any finite size are safe: the sum is shifted by its largest exponent.
 * </ul>
 *
 * Cost: O(n), one exponential for each label.
 *
 * <p>Source: any textbook; the sum over several positives is a reader's proposal below 苏剑林,
 * 将“Softmax+交叉熵”推广到多标签分类问题 (2020).
 */
public final class SoftmaxCrossEntropy implements MultiLabelLoss {

  @Config(description = "Average over the positive labels of an example instead of summing.")
  private boolean average = false;

  /** Softmax cross-entropy, summed over the positive labels of an example. */
  public SoftmaxCrossEntropy() {}

  /**
   * Softmax cross-entropy.
   *
   * @param average whether to average over the positive labels of an example instead of summing.
   */
  public SoftmaxCrossEntropy(boolean average) {
    this.average = average;
  }

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.checkHard(getClass(), scores.length, targets, values);
    if (targets.length == 0) {
      Arrays.fill(scores, 0.0);
      return 0.0;
    }
    double weight = average ? 1.0 / targets.length : 1.0;
    double shift = LogSumExp.shift(scores);
    double below = 0.0;
    for (int target : targets) {
      below += shift - scores[target];
    }
    LogSumExp.exponentiate(scores, shift);
    double sum = Sums.sum(scores);
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= -weight * targets.length / sum;
    }
    for (int target : targets) {
      scores[target] += weight;
    }
    return weight * (below + targets.length * StrictMath.log(sum));
  }

  @Override
  public PredictionRule rule() {
    return PredictionRule.top(1);
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
