package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Targets;
import java.util.Arrays;

/**
 * The unified pair loss (Circle Loss, equation 1): every positive label above every negative one,
 * by a margin, and nothing about where either lies.
 *
 * <pre>
 *   loss = log(1 + Σ_N e^{γ(s_i + m)} · Σ_P e^{−γ s_j}) = log(1 + Σ_N Σ_P e^{γ(s_i − s_j + m)})
 * </pre>
 *
 * where s are the n raw scores, N the negative and P the positive labels, γ the scale and m the
 * margin. With one positive, γ = 1 and m = 0 it is softmax cross-entropy.
 *
 * <p>Prediction: the k labels with the highest scores. The loss does not change when all scores
 * move by the same amount, so no threshold belongs to it; where the number of labels varies use
 * {@link ZLPR}, which adds one.
 *
 * <ul>
 *   <li>Convex in s; the gradient sums to 0 and its 1-norm is below 2γ.
 *   <li>No positive or no negative label: there is no pair, the loss is 0 with zero gradient.
 *   <li>Targets of 0 and 1 only.
 *   <li>Scores of any finite size are safe: the two sums stay in logarithms, also their product.
 * </ul>
 *
 * Cost: O(n), one exponential for each label and one more for each positive.
 *
 * <p>Source: Sun et al., <a href="https://arxiv.org/abs/2002.10857">Circle Loss: A Unified
 * Perspective of Pair Similarity Optimization</a> (2020); 苏剑林, 将“Softmax+交叉熵”推广到多标签分类问题 (2020).
 */
public final class PairwiseLogSumExp implements MultiLabelLoss {

  @Config(description = "Scale γ of the scores, above 0.")
  private double scale = 1.0;

  @Config(description = "Margin m added to the scores of the negative labels.")
  private double margin = 0.0;

  @Config(description = "Number of labels that are predicted, at least 1.")
  private int k = 1;

  /** The pair loss with scale 1 and margin 0, for one label. */
  public PairwiseLogSumExp() {}

  /**
   * The pair loss with all its parameters.
   *
   * @param scale γ, finite and above 0.
   * @param margin m, finite.
   * @param k how many labels are predicted, at least 1.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a parameter is outside its
   *     range.
   */
  public PairwiseLogSumExp(double scale, double margin, int k) {
    this.scale = scale;
    this.margin = margin;
    this.k = k;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.checkPositive("scale", scale);
    Settings.checkFinite("margin", margin);
    Settings.checkCount("k", k);
  }

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.checkHard(getClass(), scores.length, targets, values);
    if (targets.length == 0 || targets.length == scores.length) {
      Arrays.fill(scores, 0.0);
      return 0.0;
    }
    PositiveNegativeSums sums = new PositiveNegativeSums(scores, targets, null, 0.0, scale, margin);
    double logPairs =
        sums.negativeShift
            + sums.positiveShift
            + StrictMath.log(sums.negativeSum)
            + StrictMath.log(sums.positiveSum);
    double weight = Logistic.sigmoid(logPairs);
    sums.toDirection(sums.negativeSum / weight, sums.positiveSum / weight);
    return Logistic.softplus(logPairs);
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
