package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Targets;
import java.util.Arrays;

/**
 * Softmax over all subsets of a given size: the classes are the C(n, k) ways to choose k of n
 * labels, and the score of a subset is the sum of its labels' scores.
 *
 * <pre>
 *   loss = log e_k(e^{s_1}, …, e^{s_n}) − Σ_P s_j,   k = |P|
 * </pre>
 *
 * where s are the n raw scores, P the positive labels and e_k the k-th elementary symmetric
 * polynomial. In training k is the example's own number of positives. The gradient is P(i is in the
 * subset) − t_i. It equals binary cross-entropy given the number of positives; with one positive it
 * is softmax cross-entropy.
 *
 * <p>Prediction: the k labels with the highest scores, which are the most probable subset of that
 * size; this k is the property.
 *
 * <ul>
 *   <li>Convex in s; the gradient sums to 0.
 *   <li>No positive or no negative label: there is one subset, the loss is 0 with zero gradient.
 *   <li>Targets of 0 and 1 only.
 *   <li>Scores up to 1e15 in size are safe; see {@link ElementarySymmetricPolynomials}.
 * </ul>
 *
 * Cost: O(nk) time and memory for an example with k positives, n log n for a sort, and some n
 * exponentials. More than half of the labels positive: as for k negatives.
 *
 * <p>Source: 苏剑林, 将“Softmax+交叉熵”推广到多标签分类问题 (2020), the case of a fixed number of labels.
 */
public final class SubsetSoftmax implements MultiLabelLoss {

  @Config(description = "Number of labels that are predicted, at least 1.")
  private int k = 1;

  /** The subset softmax, one label is predicted. */
  public SubsetSoftmax() {}

  /**
   * The subset softmax.
   *
   * @param k how many labels are predicted, at least 1.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if k is below 1.
   */
  public SubsetSoftmax(int k) {
    this.k = k;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.checkCount("k", k);
  }

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.checkHard(getClass(), scores.length, targets, values);
    if (targets.length == 0 || targets.length == scores.length) {
      Arrays.fill(scores, 0.0);
      return 0.0;
    }
    return ElementarySymmetricPolynomials.exactly(scores, targets.length)
        .lossAndDirection(scores, targets);
  }

  @Override
  public PredictionRule rule() {
    return PredictionRule.top(k);
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
