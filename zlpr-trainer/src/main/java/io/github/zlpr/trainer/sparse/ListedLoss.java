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
   * @param scores the scores of the labels listed, those with a target above 0 first; overwritten
   *     by the negative gradient.
   * @param targets the targets of these first labels, above 0 and at most 1; overwritten.
   * @param positives the number of labels with a target above 0.
   * @param size the number of labels listed.
   * @param rest the sum of the terms of all other labels.
   * @param unlisted gets, in its first element, the factor of {@link #slope} in the gradient of
   *     each label that is not listed.
   * @return the loss.
   */
  double lossAndDirection(
      double[] scores, double[] targets, int positives, int size, double rest, double[] unlisted);

  /** The sum of a range, in an order that does not depend on the machine. */
  private static double sum(double[] values, int from, int to) {
    double first = 0.0;
    double second = 0.0;
    double third = 0.0;
    double fourth = 0.0;
    int i = from;
    for (; i < to - 3; i += 4) {
      first += values[i];
      second += values[i + 1];
      third += values[i + 2];
      fourth += values[i + 3];
    }
    for (; i < to; i++) {
      first += values[i];
    }
    return (first + second) + (third + fourth);
  }

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
        double[] scores,
        double[] targets,
        int positives,
        int size,
        double rest,
        double[] unlisted) {
      double negativeShift = 0.0;
      double positiveShift = 0.0;
      for (int i = 0; i < size; i++) {
        scores[i] = scale * (scores[i] - threshold);
      }
      for (int i = 0; i < positives; i++) {
        targets[i] *= 1.0 - smoothing;
        positiveShift = Math.max(positiveShift, -scores[i]);
        negativeShift =
            targets[i] < 1.0 ? Math.max(negativeShift, scores[i] + scale * margin) : negativeShift;
      }
      for (int i = positives; i < size; i++) {
        scores[i] += scale * margin;
        negativeShift = Math.max(negativeShift, scores[i]);
      }
      double negativeSum = (1.0 + rest) * Exp.exp(-negativeShift);
      double positiveSum = Exp.exp(-positiveShift);
      for (int i = 0; i < positives; i++) {
        positiveSum += targets[i] * Exp.exp(-scores[i] - positiveShift);
        negativeSum += negative(scores[i], targets[i], negativeShift);
      }
      // The labels without target are nearly all, so their loops are plain.
      double[] ofPositives = Arrays.copyOf(scores, positives);
      Exp.exp(scores, positives, size, negativeShift);
      negativeSum += sum(scores, positives, size);
      for (int i = 0; i < positives; i++) {
        scores[i] =
            scale
                * (targets[i] * Exp.exp(-ofPositives[i] - positiveShift) / positiveSum
                    - negative(ofPositives[i], targets[i], negativeShift) / negativeSum);
      }
      double factor = -scale / negativeSum;
      for (int i = positives; i < size; i++) {
        scores[i] *= factor;
      }
      unlisted[0] = Exp.exp(-negativeShift) / negativeSum;
      return negativeShift
          + StrictMath.log(negativeSum)
          + positiveShift
          + StrictMath.log(positiveSum);
    }

    /** Of a label with a target, by its score less the threshold. */
    private double negative(double score, double target, double shift) {
      return target == 1.0 ? 0.0 : (1.0 - target) * Exp.exp(score + scale * margin - shift);
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
        double[] scores,
        double[] targets,
        int positives,
        int size,
        double rest,
        double[] unlisted) {
      if (positives == 0) {
        Arrays.fill(scores, 0, size, 0.0);
        unlisted[0] = 0.0;
        return 0.0;
      }
      double shift = Double.NEGATIVE_INFINITY;
      double sumOfTrue = 0.0;
      for (int i = 0; i < positives; i++) {
        if (targets[i] != 1.0) {
          throw new IllegalArgumentException(
              "SoftmaxCrossEntropy is defined for targets of 0 and 1 only, found " + targets[i]);
        }
        sumOfTrue += scores[i];
      }
      for (int i = 0; i < size; i++) {
        shift = Math.max(shift, scores[i]);
      }
      Exp.exp(scores, 0, size, shift);
      double sum = rest * Exp.exp(-shift) + sum(scores, 0, size);
      double weight = average ? 1.0 / positives : 1.0;
      double factor = -weight * positives / sum;
      for (int i = 0; i < size; i++) {
        scores[i] *= factor;
      }
      for (int i = 0; i < positives; i++) {
        scores[i] += weight;
      }
      unlisted[0] = weight * positives * Exp.exp(-shift) / sum;
      return weight * (positives * (shift + StrictMath.log(sum)) - sumOfTrue);
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
        double[] scores,
        double[] targets,
        int positives,
        int size,
        double rest,
        double[] unlisted) {
      double loss = rest;
      for (int i = 0; i < size; i++) {
        double positive = i < positives ? positiveWeight * targets[i] : 0.0;
        double negative = i < positives ? 1.0 - targets[i] : 1.0;
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
