package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.Exp;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Sums;
import io.github.zlpr.core.Targets;

/**
 * The zero-bounded log-sum-exp and pairwise rank-based loss (ZLPR): every positive label above
 * every negative one, positives above the threshold, negatives below it.
 *
 * <pre>
 *   loss = log(1 + Σ (1 − t_i) e^{γ(s_i − s0 + m)}) + log(1 + Σ t_i e^{−γ(s_i − s0)})
 * </pre>
 *
 * where s are the n raw scores, t the targets, s0 the threshold, γ the scale and m the margin. With
 * targets of 0 and 1 the first sum runs over the negative and the second over the positive labels,
 * and γ = 1, m = 0 gives log(e^{s0} + Σ_N e^{s_i}) + log(e^{−s0} + Σ_P e^{−s_j}).
 *
 * <p>Prediction: the labels with s_i &gt; s0. There is nothing to tune: neither class weights nor a
 * cut. In a linear model with a bias per label s0 only shifts the biases, so it is a constant.
 *
 * <ul>
 *   <li>Convex in s; the 1-norm of the gradient is below 2γ for any number of labels.
 *   <li>No positive label: the second term is 0, with zero gradient. All labels positive: likewise
 *       the first term. Neither is an error.
 *   <li>Soft targets: the minimum is at s_i = s0 + logit(t_i)/(2γ) when m = 0; see {@link
 *       #divergence} and {@link #targetProbability}.
 *   <li>Hard labels with noise: scores are not calibrated, neither as σ(s) nor as σ(2s). Rank by
 *       them and compare them with s0.
 *   <li>Smoothing ε applies to the <em>positives only</em>: t ↦ (1 − ε)t. Uniform smoothing would
 *       give every negative label a share of the second sum, in which few positives drown among
 *       many labels.
 *   <li>Scores of any finite size are safe: each sum is shifted by its largest exponent, and terms
 *       with weight zero are left out instead of clipped.
 * </ul>
 *
 * Cost: O(n), one exponential for each label and one more for each target above 0.
 *
 * <p>Source: 苏剑林, 将“Softmax+交叉熵”推广到多标签分类问题 (2020), and its sequel on soft labels; Su et al., <a
 * href="https://arxiv.org/abs/2208.02955">ZLPR: A Novel Loss for Multi-label Classification</a>
 * (2022). Scale and margin: Sun et al., <a href="https://arxiv.org/abs/2002.10857">Circle Loss</a>,
 * equation 1.
 */
public final class ZLPR implements MultiLabelLoss {

  @Config(description = "Threshold s0: a label is predicted when its score is above it.")
  private double threshold = 0.0;

  @Config(description = "Scale γ of the scores, above 0.")
  private double scale = 1.0;

  @Config(description = "Margin m added to the scores of the negative labels.")
  private double margin = 0.0;

  @Config(description = "Label smoothing ε of the positives only, t ↦ (1 − ε)t, in [0, 0.5).")
  private double smoothing = 0.0;

  /** ZLPR with threshold 0, scale 1, margin 0 and no smoothing. */
  public ZLPR() {}

  /**
   * ZLPR with all its parameters.
   *
   * @param threshold s0, finite.
   * @param scale γ, finite and above 0.
   * @param margin m, finite.
   * @param smoothing ε of the positives, in [0, 0.5): at 0.5 a positive label's best score would be
   *     the threshold itself.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a parameter is outside its
   *     range.
   */
  public ZLPR(double threshold, double scale, double margin, double smoothing) {
    this.threshold = threshold;
    this.scale = scale;
    this.margin = margin;
    this.smoothing = smoothing;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.checkFinite("threshold", threshold);
    Settings.checkPositive("scale", scale);
    Settings.checkFinite("margin", margin);
    Settings.check(smoothing >= 0.0 && smoothing < 0.5, "smoothing", smoothing, "in [0, 0.5)");
  }

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.check(scores.length, targets, values);
    double[] smoothed = smoothing == 0.0 ? values : smooth(values, targets.length);
    PositiveNegativeSums sums =
        new PositiveNegativeSums(scores, targets, smoothed, threshold, scale, margin);
    sums.toDirection(
        LogSumExp.divisor(sums.negativeShift, sums.negativeSum),
        LogSumExp.divisor(sums.positiveShift, sums.positiveSum));
    return LogSumExp.logOnePlus(sums.negativeShift, sums.negativeSum)
        + LogSumExp.logOnePlus(sums.positiveShift, sums.positiveSum);
  }

  private double[] smooth(double[] values, int length) {
    double[] smoothed = new double[length];
    for (int j = 0; j < length; j++) {
      smoothed[j] = (1.0 - smoothing) * (values == null ? 1.0 : values[j]);
    }
    return smoothed;
  }

  /**
   * The divergence D(t‖s) = loss(s, t) − min_s loss(s, t): how far scores are from the best ones
   * for soft targets.
   *
   * <p>With a_i and b_i the shares of label i in the two sums (1 and the terms in each logarithm,
   * divided by their sum), it is −2 log Σ √(a_i b_i), twice the Bhattacharyya distance of a and b:
   * never negative, and 0 only where a = b. With m = 0 and 0 &lt; t &lt; 1 that is at s_i = s0 +
   * logit(t_i)/(2γ), where the loss is 2 log(1 + Σ √(t_i(1 − t_i))). For a target of 0 or 1 the
   * infimum is approached as the score goes to −∞ or ∞.
   *
   * <p>Threshold, scale and margin are those of this loss. With smoothing it is the divergence from
   * the smoothed targets (1 − ε)t, to which training pulls.
   *
   * @param scores the n raw scores; not changed.
   * @param targets the n targets, each in [0, 1].
   * @return the divergence, at least 0.
   * @throws IllegalArgumentException if the lengths differ or a target is outside [0, 1].
   */
  public double divergence(double[] scores, double[] targets) {
    Targets.checkDense(scores.length, targets);
    double[] negatives = scores.clone();
    double[] positives = new double[targets.length];
    double overlap = 0.0;
    for (int i = 0; i < targets.length; i++) {
      double target = (1.0 - smoothing) * targets[i];
      negatives[i] = exponent(1.0 - target, scale * (scores[i] - threshold + margin));
      positives[i] = exponent(target, scale * (threshold - scores[i]));
      overlap += Math.sqrt(target * (1.0 - target));
    }
    double logNegatives = logOnePlusSum(negatives);
    double logPositives = logOnePlusSum(positives);
    double distance = squaredDistance(-0.5 * logNegatives, -0.5 * logPositives);
    for (int i = 0; i < targets.length; i++) {
      distance +=
          squaredDistance(0.5 * (negatives[i] - logNegatives), 0.5 * (positives[i] - logPositives));
    }
    if (distance < 1.0) {
      // Near the minimum the difference of the two losses would cancel.
      return -2.0 * StrictMath.log1p(-0.5 * distance);
    }
    return logNegatives + logPositives - 2.0 * LogSumExp.logOnePlus(0.5 * scale * margin, overlap);
  }

  private static double exponent(double weight, double exponent) {
    return weight == 0.0 ? Double.NEGATIVE_INFINITY : StrictMath.log(weight) + exponent;
  }

  private static double logOnePlusSum(double[] exponents) {
    double[] terms = exponents.clone();
    double shift = LogSumExp.shift(terms);
    LogSumExp.exponentiate(terms, shift);
    return LogSumExp.logOnePlus(shift, Sums.sum(terms));
  }

  private static double squaredDistance(double logA, double logB) {
    double difference = Exp.exp(logA) - Exp.exp(logB);
    return difference * difference;
  }

  /**
   * The soft target t whose best score is the given one: σ(2γ(s − s0) + γm), the inverse of s = s0
   * + (logit(t)/γ − m)/2. With smoothing it is the smoothed target (1 − ε)t.
   *
   * <p>This recovers a <em>soft target</em> the model was fitted to. It is not a calibrated
   * probability of a label: trained on noisy hard labels, neither this nor σ(s) is: the loss then
   * ranks labels and does not count how often each is right.
   *
   * @param score a raw score.
   * @return the target, in [0, 1].
   */
  public double targetProbability(double score) {
    return Logistic.sigmoid(scale * (2.0 * (score - threshold) + margin));
  }

  @Override
  public PredictionRule rule() {
    return PredictionRule.above(threshold);
  }

  /**
   * The scale of the scores.
   *
   * @return γ.
   */
  public double scale() {
    return scale;
  }

  /**
   * The margin of the negative labels.
   *
   * @return m.
   */
  public double margin() {
    return margin;
  }

  /**
   * The smoothing of the positives.
   *
   * @return ε.
   */
  public double smoothing() {
    return smoothing;
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
