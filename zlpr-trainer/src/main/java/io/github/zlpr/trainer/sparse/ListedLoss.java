package io.github.zlpr.trainer.sparse;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.Exp;
import io.github.zlpr.core.Settings;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.loss.ZLPR;
import java.util.Arrays;
import java.util.Map;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;

/**
 * A loss over all labels, few of which are listed: those that an example has or whose weights it
 * touches. All others have the score of their bias, and come in by one number, the sum over them of
 * a term of the bias. So the loss is exact, and its gradient too, at the cost of the labels listed.
 */
interface ListedLoss {

  /**
   * What a label adds to the sum if its score is its bias and it is no target.
   *
   * @param bias the bias.
   * @return the term, at least 0.
   */
  double term(double bias);

  /**
   * The derivative of {@link #term}.
   *
   * @param bias the bias.
   * @return the slope, at least 0.
   */
  double slope(double bias);

  /**
   * A good score for a label whose frequency alone is known.
   *
   * @param logit the log odds of the label.
   * @return the score.
   */
  double bias(double logit);

  /**
   * Computes the loss of an example and replaces the scores by the update direction.
   *
   * @param scores the scores of the labels listed; overwritten by the negative gradient.
   * @param targets their targets, in [0, 1]; every label with a target above 0 is listed.
   * @param size the number of labels listed.
   * @param rest the sum of the terms of all other labels.
   * @param unlisted gets, in its first element, the factor of {@link #slope} in the gradient of
   *     each label that is not listed.
   * @return the loss.
   */
  double lossAndDirection(
      double[] scores, double[] targets, int size, double rest, double[] unlisted);

  /**
   * The form of an objective.
   *
   * @param objective the objective.
   * @return the same loss over listed labels.
   * @throws PropertyException if this objective has no such form.
   */
  static ListedLoss of(MultiLabelObjective objective) {
    if (objective instanceof ZLPR zlpr) {
      Map<String, Object> properties = Settings.of(zlpr);
      return new ListedZlpr(
          (double) properties.get("threshold"),
          (double) properties.get("scale"),
          (double) properties.get("margin"),
          (double) properties.get("smoothing"));
    }
    if (objective instanceof SoftmaxCrossEntropy softmax) {
      return new ListedSoftmax((boolean) Settings.of(softmax).get("average"));
    }
    if (objective instanceof WeightedBinaryCrossEntropy weighted) {
      Map<String, Object> properties = Settings.of(weighted);
      if (((double[]) properties.get("positiveWeights")).length == 0) {
        return new ListedCrossEntropy((double) properties.get("positiveWeight"));
      }
    }
    if (objective instanceof BinaryCrossEntropy) {
      return new ListedCrossEntropy(1.0);
    }
    throw new PropertyException(
        "",
        "objective",
        "objective must be ZLPR, SoftmaxCrossEntropy or a binary cross-entropy with one weight, for"
            + " these can be computed exactly from few labels; found "
            + objective);
  }

  /** ZLPR, with all its properties. */
  record ListedZlpr(double threshold, double scale, double margin, double smoothing)
      implements ListedLoss {

    @Override
    public double term(double bias) {
      return Exp.exp(scale * (bias - threshold + margin));
    }

    @Override
    public double slope(double bias) {
      return scale * term(bias);
    }

    /** The score at which a soft target of this probability has its minimum. */
    @Override
    public double bias(double logit) {
      return threshold + (0.5 * logit / scale) - 0.5 * margin;
    }

    @Override
    public double lossAndDirection(
        double[] scores, double[] targets, int size, double rest, double[] unlisted) {
      double negativeShift = 0.0;
      double positiveShift = 0.0;
      for (int i = 0; i < size; i++) {
        double target = (1.0 - smoothing) * targets[i];
        if (target < 1.0) {
          negativeShift = Math.max(negativeShift, scale * (scores[i] - threshold + margin));
        }
        if (target > 0.0) {
          positiveShift = Math.max(positiveShift, scale * (threshold - scores[i]));
        }
      }
      double negatives = (1.0 + rest) * Exp.exp(-negativeShift);
      double positives = Exp.exp(-positiveShift);
      for (int i = 0; i < size; i++) {
        double target = (1.0 - smoothing) * targets[i];
        negatives += negative(scores[i], target, negativeShift);
        positives += positive(scores[i], target, positiveShift);
      }
      for (int i = 0; i < size; i++) {
        double target = (1.0 - smoothing) * targets[i];
        scores[i] =
            scale
                * (positive(scores[i], target, positiveShift) / positives
                    - negative(scores[i], target, negativeShift) / negatives);
      }
      unlisted[0] = Exp.exp(-negativeShift) / negatives;
      return negativeShift + StrictMath.log(negatives) + positiveShift + StrictMath.log(positives);
    }

    private double negative(double score, double target, double shift) {
      return target == 1.0
          ? 0.0
          : (1.0 - target) * Exp.exp(scale * (score - threshold + margin) - shift);
    }

    private double positive(double score, double target, double shift) {
      return target == 0.0 ? 0.0 : target * Exp.exp(scale * (threshold - score) - shift);
    }
  }

  /** Softmax cross-entropy, summed or averaged over the true labels. */
  record ListedSoftmax(boolean average) implements ListedLoss {

    @Override
    public double term(double bias) {
      return Exp.exp(bias);
    }

    @Override
    public double slope(double bias) {
      return Exp.exp(bias);
    }

    @Override
    public double bias(double logit) {
      return logit;
    }

    @Override
    public double lossAndDirection(
        double[] scores, double[] targets, int size, double rest, double[] unlisted) {
      double shift = Double.NEGATIVE_INFINITY;
      int positives = 0;
      for (int i = 0; i < size; i++) {
        if (targets[i] != 0.0 && targets[i] != 1.0) {
          throw new IllegalArgumentException(
              "SoftmaxCrossEntropy is defined for targets of 0 and 1 only, found " + targets[i]);
        }
        shift = Math.max(shift, scores[i]);
        positives += targets[i] > 0.0 ? 1 : 0;
      }
      if (positives == 0) {
        Arrays.fill(scores, 0, size, 0.0);
        unlisted[0] = 0.0;
        return 0.0;
      }
      double sum = rest * Exp.exp(-shift);
      for (int i = 0; i < size; i++) {
        sum += Exp.exp(scores[i] - shift);
      }
      double weight = average ? 1.0 / positives : 1.0;
      double loss = weight * positives * (shift + StrictMath.log(sum));
      for (int i = 0; i < size; i++) {
        loss -= weight * targets[i] * scores[i];
        scores[i] = weight * (targets[i] - positives * Exp.exp(scores[i] - shift) / sum);
      }
      unlisted[0] = weight * positives * Exp.exp(-shift) / sum;
      return loss;
    }
  }

  /** Binary cross-entropy with a weight on the positives. */
  record ListedCrossEntropy(double positiveWeight) implements ListedLoss {

    @Override
    public double term(double bias) {
      return logOnePlusExp(bias);
    }

    @Override
    public double slope(double bias) {
      return sigmoid(bias);
    }

    @Override
    public double bias(double logit) {
      return logit + StrictMath.log(positiveWeight);
    }

    @Override
    public double lossAndDirection(
        double[] scores, double[] targets, int size, double rest, double[] unlisted) {
      double loss = rest;
      for (int i = 0; i < size; i++) {
        double positive = positiveWeight * targets[i];
        double negative = 1.0 - targets[i];
        loss += positive * logOnePlusExp(-scores[i]) + negative * logOnePlusExp(scores[i]);
        scores[i] = positive * sigmoid(-scores[i]) - negative * sigmoid(scores[i]);
      }
      unlisted[0] = 1.0;
      return loss;
    }

    private static double logOnePlusExp(double x) {
      return Math.max(x, 0.0) + StrictMath.log1p(Exp.exp(-Math.abs(x)));
    }

    private static double sigmoid(double x) {
      double tail = Exp.exp(-Math.abs(x));
      return (x >= 0.0 ? 1.0 : tail) / (1.0 + tail);
    }
  }
}
