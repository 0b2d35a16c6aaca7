package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Targets;
import io.github.zlpr.loss.ZLPR;
import java.util.Arrays;
import org.tribuo.multilabel.sgd.MultiLabelObjective;

/**
 * The biases that are best when no feature is known: one score b_l for each label, the same for all
 * examples, with the least mean loss. Training that starts from them need not first push every rare
 * label below the threshold.
 *
 * <p>At the optimum, what pulls a label up is in balance with what pulls it down. With G⁺_l the sum
 * of the examples' update directions for label l where they are positive, and G⁻_l the sum of those
 * that are negative, each weighted, every step moves
 *
 * <pre>
 *   b_l ← b_l + η_l log(G⁺_l / G⁻_l)
 * </pre>
 *
 * with η_l = ½ at first, halved whenever the step of the label changes its sign. For binary
 * cross-entropy b_l = log(p_l / (1 − p_l)), for any loss that is a sum over labels each label is on
 * its own. For {@link ZLPR} the sums are known in closed form: with
 *
 * <pre>
 *   A_e = 1 + Σ_i (1 − t_ei) e^{γ(b_i − s0 + m)}     B_e = 1 + Σ_i t_ei e^{−γ(b_i − s0)}
 *   b_l ← s0 − m/2 + 1/(2γ) log( Σ_e t_el/B_e ÷ Σ_e (1 − t_el)/A_e )
 * </pre>
 *
 * half a step at a time, where one sum over all labels serves the A of every example: O(Σ|P_e| + L)
 * for each step instead of O(nL).
 *
 * <ul>
 *   <li>A label that no example has, or all have, has no finite optimum. Biases stay within log(2n
 *       + 1) of the loss's threshold, or of 0 if it has none; n is the number of examples. That is
 *       the log-odds of a label that half an example has.
 *   <li>Examples of weight 0 count for nothing.
 *   <li>Losses that only compare labels leave a constant open; then it is near that of the start.
 * </ul>
 *
 * <p>References: for the starting point of the last layer, Karpathy, <a
 * href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks</a>
 * (2019), "init well"; for ZLPR see its class.
 */
public final class Prior {

  private static final int MOST_STEPS = 500;
  private static final double PRECISION = 1e-7;

  /** Steps that cost a pass over all examples and labels: near the optimum is near enough. */
  private static final int MOST_FULL_STEPS = 100;

  private static final double FULL_PRECISION = 1e-6;

  private final Targets[] targets;
  private final double[] weights;
  private final int labels;
  private final double center;
  private final double bound;

  private Prior(Targets[] targets, double[] weights, int labels, double threshold) {
    this.targets = targets;
    this.weights = weights;
    this.labels = labels;
    center = Double.isFinite(threshold) ? threshold : 0.0;
    bound = StrictMath.log1p(2.0 * targets.length);
  }

  /**
   * Finds the best biases.
   *
   * @param objective the loss.
   * @param targets the targets of the n examples.
   * @param weights the weights of the n examples, each at least 0.
   * @param labels the number of labels L.
   * @return L biases.
   * @throws IllegalArgumentException naming the example whose targets the loss is not defined for.
   */
  public static double[] of(
      MultiLabelObjective objective, Targets[] targets, double[] weights, int labels) {
    Prior prior = new Prior(targets, weights, labels, RawThreshold.of(objective));
    if (objective instanceof ZLPR zlpr) {
      return prior.ofZlpr(zlpr);
    }
    return prior.ofAny(ArrayObjective.of(objective));
  }

  private double clip(double bias) {
    return Math.max(center - bound, Math.min(center + bound, bias));
  }

  /** The sum of the targets of each label. */
  private double[] positives(double share) {
    double[] sums = new double[labels];
    for (int e = 0; e < targets.length; e++) {
      int[] ids = targets[e].ids();
      double[] values = targets[e].values();
      for (int k = 0; k < ids.length; k++) {
        sums[ids[k]] += weights[e] * share * (values == null ? 1.0 : values[k]);
      }
    }
    return sums;
  }

  private double totalWeight() {
    double total = 0.0;
    for (double weight : weights) {
      total += weight;
    }
    return total;
  }

  private double[] logOdds(double[] positives, double factor) {
    double total = totalWeight();
    double[] biases = new double[labels];
    for (int l = 0; l < labels; l++) {
      biases[l] =
          clip(
              center
                  + factor * (StrictMath.log(positives[l]) - StrictMath.log(total - positives[l])));
    }
    return biases;
  }

  private double[] ofZlpr(ZLPR zlpr) {
    double scale = zlpr.scale();
    double share = 1.0 - zlpr.smoothing();
    double[] positives = positives(share);
    double total = totalWeight();
    double[] biases = logOdds(positives, 0.5 / scale);
    if (total == 0.0) {
      return new double[labels];
    }
    ZlprBalance balance = new ZlprBalance(targets, weights, labels, share);
    double[] negativeTerms = new double[labels];
    double[] positiveTerms = new double[labels];
    for (int step = 0; step < MOST_STEPS; step++) {
      for (int l = 0; l < labels; l++) {
        double score = scale * (biases[l] - center);
        negativeTerms[l] = StrictMath.exp(score + scale * zlpr.margin());
        positiveTerms[l] = StrictMath.exp(-score);
      }
      balance.pull(negativeTerms, positiveTerms);
      double largest = 0.0;
      for (int l = 0; l < labels; l++) {
        // Without rest of weight, the difference of the sums is only what rounding left.
        double rest = total - positives[l] > 1e-12 * total ? balance.down(l) : 0.0;
        double best =
            clip(
                center
                    - 0.5 * zlpr.margin()
                    + 0.5 / scale * (StrictMath.log(balance.up(l)) - StrictMath.log(rest)));
        double change = 0.5 * (best - biases[l]);
        biases[l] += change;
        largest = Math.max(largest, Math.abs(change));
      }
      if (largest < PRECISION) {
        break;
      }
    }
    return biases;
  }

  private double[] ofAny(ArrayObjective objective) {
    double[] biases = logOdds(positives(1.0), 1.0);
    if (totalWeight() == 0.0) {
      return new double[labels];
    }
    double[] stepSizes = new double[labels];
    Arrays.fill(stepSizes, 0.5);
    double[] previous = new double[labels];
    double[] up = new double[labels];
    double[] down = new double[labels];
    double[] scores = new double[labels];
    for (int step = 0; step < MOST_FULL_STEPS; step++) {
      Arrays.fill(up, 0.0);
      Arrays.fill(down, 0.0);
      for (int e = 0; e < targets.length; e++) {
        System.arraycopy(biases, 0, scores, 0, labels);
        computeDirection(objective, scores, e);
        for (int l = 0; l < labels; l++) {
          double pull = weights[e] * scores[l];
          up[l] += Math.max(0.0, pull);
          down[l] += Math.max(0.0, -pull);
        }
      }
      double largest = 0.0;
      for (int l = 0; l < labels; l++) {
        if (up[l] == 0.0 && down[l] == 0.0) {
          continue;
        }
        double log = StrictMath.log(up[l]) - StrictMath.log(down[l]);
        if (log * previous[l] < 0.0) {
          stepSizes[l] *= 0.5;
        }
        previous[l] = log;
        double next = clip(biases[l] + stepSizes[l] * log);
        largest = Math.max(largest, Math.abs(next - biases[l]));
        biases[l] = next;
      }
      if (largest < FULL_PRECISION) {
        break;
      }
    }
    return biases;
  }

  private void computeDirection(ArrayObjective objective, double[] scores, int example) {
    try {
      objective.lossAndDirection(scores, targets[example].ids(), targets[example].values());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("example " + example + ": " + e.getMessage(), e);
    }
  }
}
