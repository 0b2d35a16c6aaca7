package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.Config;

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
 *   <li>Soft targets: the minimum is at s_i = s0 + logit(t_i)/(2γ) when m = 0.
 *   <li>Smoothing ε applies to the <em>positives only</em>: t ↦ (1 − ε)t. Uniform smoothing would
 *       give every negative label a share of the second sum, in which few positives drown among
 *       many labels.
 *   <li>Scores of any finite size are safe: each sum is shifted by its largest exponent, and terms
 *       with weight zero are left out instead of clipped.
 * </ul>
 *
 * Cost: O(n), n exponentials (one more for each label with a target between 0 and 1).
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
    Parameters.check(Double.isFinite(threshold), "threshold", threshold, "a finite number");
    Parameters.check(scale > 0.0 && Double.isFinite(scale), "scale", scale, "finite and above 0");
    Parameters.check(Double.isFinite(margin), "margin", margin, "a finite number");
    Parameters.check(smoothing >= 0.0 && smoothing < 0.5, "smoothing", smoothing, "in [0, 0.5)");
  }

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.check(scores.length, targets, values);
    double negativeShift = 0.0;
    double positiveShift = 0.0;
    int next = 0;
    for (int i = 0; i < scores.length; i++) {
      double u = scale * (scores[i] - threshold);
      double target = 0.0;
      if (next < targets.length && targets[next] == i) {
        target = target(values, next++);
        positiveShift = Math.max(positiveShift, -u);
      }
      if (target < 1.0) {
        negativeShift = Math.max(negativeShift, u + scale * margin);
      }
    }

    double negatives = 0.0;
    double positives = 0.0;
    double[] positiveTerms = new double[targets.length];
    next = 0;
    for (int i = 0; i < scores.length; i++) {
      double u = scale * (scores[i] - threshold);
      double target = 0.0;
      if (next < targets.length && targets[next] == i) {
        target = target(values, next);
        positiveTerms[next] = target * Math.exp(-u - positiveShift);
        positives += positiveTerms[next++];
      }
      scores[i] =
          target < 1.0 ? (1.0 - target) * Math.exp(u + scale * margin - negativeShift) : 0.0;
      negatives += scores[i];
    }

    double negativeWeight = -scale / (Math.exp(-negativeShift) + negatives);
    double positiveWeight = scale / (Math.exp(-positiveShift) + positives);
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= negativeWeight;
    }
    for (int j = 0; j < targets.length; j++) {
      scores[targets[j]] += positiveWeight * positiveTerms[j];
    }
    return LogSumExp.logOnePlus(negativeShift, negatives)
        + LogSumExp.logOnePlus(positiveShift, positives);
  }

  private double target(double[] values, int index) {
    return (values == null ? 1.0 : values[index]) * (1.0 - smoothing);
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public String toString() {
    return "ZLPR(threshold="
        + threshold
        + ",scale="
        + scale
        + ",margin="
        + margin
        + ",smoothing="
        + smoothing
        + ")";
  }
}
