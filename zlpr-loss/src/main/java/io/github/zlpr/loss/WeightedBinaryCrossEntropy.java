package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Targets;
import java.util.Arrays;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;

/**
 * Binary cross-entropy with a weight on the positives, the usual remedy for few positives among
 * many labels.
 *
 * <pre>
 *   loss = −Σ (w_i t_i log σ(s_i) + (1 − t_i) log σ(−s_i))
 * </pre>
 *
 * where s are the n raw scores, t the targets and w_i the weight of label i when it is positive:
 * one number for all labels, or one for each.
 *
 * <p>Prediction: the labels with s_i &gt; 0, that is σ(s_i) &gt; 0.5.
 *
 * <ul>
 *   <li>Convex in s. The gradient grows like n, so its learning rate is not that of {@link ZLPR}.
 *   <li>No positive or no negative label: that part is absent. Neither is an error.
 *   <li>Soft targets: the minimum is at σ(s_i) = w_i t_i / (w_i t_i + 1 − t_i).
 *   <li>Scores of any finite size are safe: no logarithm of a rounded probability is taken.
 * </ul>
 *
 * Cost: O(n), two exponentials and a logarithm for each label.
 *
 * <p>Source: {@code pos_weight} of PyTorch's {@code BCEWithLogitsLoss}; weights by frequency, as
 * {@link #byLabelFrequency}, are its documentation's example.
 */
public final class WeightedBinaryCrossEntropy implements MultiLabelLoss {

  @Config(description = "Weight of every positive label, above 0.")
  private double positiveWeight = 1.0;

  @Config(description = "Weight of each label id when it is positive, instead of one for all.")
  private double[] positiveWeights = new double[0];

  /** Binary cross-entropy, every weight 1. */
  public WeightedBinaryCrossEntropy() {}

  /**
   * Binary cross-entropy with one weight for all labels.
   *
   * @param positiveWeight the weight of every positive label, finite and above 0.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if the weight is outside its range.
   */
  public WeightedBinaryCrossEntropy(double positiveWeight) {
    this.positiveWeight = positiveWeight;
    postConfig();
  }

  /**
   * Binary cross-entropy with a weight for each label.
   *
   * @param positiveWeights the weight of each label id when it is positive, finite and above 0;
   *     copied.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a weight is outside its range.
   */
  public WeightedBinaryCrossEntropy(double[] positiveWeights) {
    this.positiveWeights = positiveWeights.clone();
    postConfig();
  }

  /**
   * Weights each label by (examples without it) / (examples with it), so that both sides of every
   * label weigh the same in training.
   *
   * <p>Label ids are those of this output info: use it with the data set it comes from. A label
   * that every example has counts as missing from one, since weights are above 0.
   *
   * @param labels the labels with their counts, from {@code Dataset.getOutputIDInfo}.
   * @param examples the number of examples they were counted in.
   * @return the loss.
   * @throws IllegalArgumentException if a label has no example, or more than there are.
   */
  public static WeightedBinaryCrossEntropy byLabelFrequency(
      ImmutableOutputInfo<MultiLabel> labels, int examples) {
    ImmutableMultiLabelInfo counts = (ImmutableMultiLabelInfo) labels;
    double[] weights = new double[counts.size()];
    for (int i = 0; i < weights.length; i++) {
      long with = counts.getLabelCount(i);
      if (with < 1 || with > examples) {
        throw new IllegalArgumentException(
            "label "
                + counts.getOutput(i).getLabelString()
                + " has "
                + with
                + " of "
                + examples
                + " examples, expected at least 1 and not more than all");
      }
      weights[i] = (double) Math.max(1L, examples - with) / with;
    }
    return new WeightedBinaryCrossEntropy(weights);
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.checkPositive("positiveWeight", positiveWeight);
    for (double weight : positiveWeights) {
      Settings.checkPositive("positiveWeights", weight);
    }
    Settings.check(
        positiveWeights.length == 0 || positiveWeight == 1.0,
        "positiveWeight",
        positiveWeight,
        "1 when positiveWeights are given");
  }

  @Override
  public double lossAndDirection(double[] scores, int[] targets, double[] values) {
    Targets.check(scores.length, targets, values);
    if (positiveWeights.length != 0 && positiveWeights.length != scores.length) {
      throw new IllegalArgumentException(
          "found " + positiveWeights.length + " positiveWeights for " + scores.length + " labels");
    }
    double loss = 0.0;
    int next = 0;
    for (int i = 0; i < scores.length; i++) {
      double score = scores[i];
      double positive = 0.0;
      double negative = 1.0;
      if (next < targets.length && targets[next] == i) {
        double target = values == null ? 1.0 : values[next];
        positive = target * (positiveWeights.length == 0 ? positiveWeight : positiveWeights[i]);
        negative = 1.0 - target;
        next++;
      }
      double direction = 0.0;
      if (positive > 0.0) {
        loss += positive * Logistic.softplus(-score);
        direction = positive * Logistic.sigmoid(-score);
      }
      if (negative > 0.0) {
        loss += negative * Logistic.softplus(score);
        direction -= negative * Logistic.sigmoid(score);
      }
      scores[i] = direction;
    }
    return loss;
  }

  @Override
  public String toString() {
    return positiveWeights.length == 0
        ? "WeightedBinaryCrossEntropy(positiveWeight=" + positiveWeight + ")"
        : "WeightedBinaryCrossEntropy(positiveWeights=" + Arrays.toString(positiveWeights) + ")";
  }
}
