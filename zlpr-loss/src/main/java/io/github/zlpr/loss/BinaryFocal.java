package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Targets;

/**
 * Focal loss: binary cross-entropy in which labels that are already right count less.
 *
 * <pre>
 *   loss = −Σ α_i (1 − p_i)^γ log p_i,   p_i = σ(s_i) for a positive, σ(−s_i) for a negative label
 * </pre>
 *
 * where s are the n raw scores, γ the focusing parameter and α_i = α for a positive and 1 − α for a
 * negative label. α = −1 switches that weighting off, as in torchvision. γ = 0 is binary
 * cross-entropy.
 *
 * <p>Prediction: the labels with s_i &gt; 0, that is σ(s_i) &gt; 0.5.
 *
 * <ul>
 *   <li>Not convex in s when γ &gt; 0. The gradient grows like n, as that of binary cross-entropy.
 *   <li>No positive or no negative label: that part is absent. Neither is an error.
 *   <li>Targets of 0 and 1 only.
 *   <li>Scores of any finite size are safe, for every γ: no logarithm of a rounded probability is
 *       taken.
 * </ul>
 *
 * Cost: O(n), two exponentials, a logarithm and a power for each label.
 *
 * <p>Source: Lin et al., <a href="https://arxiv.org/abs/1708.02002">Focal Loss for Dense Object
 * Detection</a> (2017).
 */
public final class BinaryFocal implements MultiLabelLoss {

  @Config(description = "Focusing parameter γ, at least 0.")
  private double gamma = 2.0;

  @Config(description = "Weight α of positives, 1 − α of negatives, in (0, 1); −1 for none.")
  private double alpha = -1.0;

  /** Focal loss with γ = 2 and no weighting. */
  public BinaryFocal() {}

  /**
   * Focal loss with its parameters.
   *
   * @param gamma γ, finite and at least 0.
   * @param alpha α, in (0, 1), or −1 for no weighting.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a parameter is outside its
   *     range.
   */
  public BinaryFocal(double gamma, double alpha) {
    this.gamma = gamma;
    this.alpha = alpha;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(gamma >= 0.0 && Double.isFinite(gamma), "gamma", gamma, "finite and at least 0");
    Settings.check(
        (alpha > 0.0 && alpha < 1.0) || alpha == -1.0,
        "alpha",
        alpha,
        "in (0, 1), or -1 for no weighting");
  }

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.checkHard(getClass(), scores.length, targets, values);
    double loss = 0.0;
    int next = 0;
    for (int i = 0; i < scores.length; i++) {
      boolean positive = next < targets.length && targets[next] == i;
      double sign = positive ? 1.0 : -1.0;
      double weight = alpha < 0.0 ? 1.0 : positive ? alpha : 1.0 - alpha;
      double right = sign * scores[i];
      double crossEntropy = Logistic.softplus(-right);
      double wrong = Logistic.sigmoid(-right);
      double modulated = weight * StrictMath.pow(wrong, gamma);
      loss += modulated * crossEntropy;
      scores[i] = sign * modulated * (gamma * (1.0 - wrong) * crossEntropy + wrong);
      if (positive) {
        next++;
      }
    }
    return loss;
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
