package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Targets;

/**
 * Softmax over all subsets of at most K labels: each is padded to K with a label 0 of constant
 * score s0, and the score of a subset is the sum of its labels' scores.
 *
 * <pre>
 *   loss = log Z − (Σ_P s_j + (K − |P|) s0),   Z = Σ_{j ≤ K} e^{(K − j) s0} e_j(e^{s_1}, …, e^{s_n})
 * </pre>
 *
 * where s are the n raw scores, P the positive labels and e_j the elementary symmetric polynomials
 * (Z_K = e_K + e^{s0} Z_{K−1}, Z_0 = 1). It depends on s − s0 only, and equals binary cross-entropy
 * of s − s0 given that there are at most K positives; for K ≥ n it is binary cross-entropy.
 *
 * <p>Prediction: of the labels with s_i &gt; s0 the K with the highest scores, which are the most
 * probable subset.
 *
 * <ul>
 *   <li>Convex in s.
 *   <li>No positive or no negative label is an example like any other.
 *   <li>An example with more than K positives is refused.
 *   <li>Targets of 0 and 1 only.
 *   <li>Scores up to 1e15 in size are safe; see {@link ElementarySymmetricPolynomials}.
 * </ul>
 *
 * Cost: O(nK) time and memory, n log n for a sort, and some n exponentials.
 *
 * <p>Source: 苏剑林, 将“Softmax+交叉熵”推广到多标签分类问题 (2020), the case of a number of labels that varies.
 */
public final class PaddedSubsetSoftmax implements MultiLabelLoss {

  @Config(description = "Largest number K of labels, at least 1.")
  private int maxLabels = 1;

  @Config(description = "Threshold s0, the score of the padding.")
  private double threshold = 0.0;

  /** The padded subset softmax for at most one label, with threshold 0. */
  public PaddedSubsetSoftmax() {}

  /**
   * The padded subset softmax with its parameters.
   *
   * @param maxLabels K, at least 1.
   * @param threshold s0, finite.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a parameter is outside its
   *     range.
   */
  public PaddedSubsetSoftmax(int maxLabels, double threshold) {
    this.maxLabels = maxLabels;
    this.threshold = threshold;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.checkCount("maxLabels", maxLabels);
    Settings.checkFinite("threshold", threshold);
  }

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.checkHard(getClass(), scores.length, targets, values);
    if (targets.length > maxLabels) {
      throw new IllegalArgumentException(
          "an example has "
              + targets.length
              + " positive labels, more than maxLabels "
              + maxLabels);
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] -= threshold;
    }
    return ElementarySymmetricPolynomials.atMost(scores, maxLabels)
        .lossAndDirection(scores, targets);
  }

  @Override
  public PredictionRule rule() {
    return new PredictionRule(threshold, maxLabels);
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
