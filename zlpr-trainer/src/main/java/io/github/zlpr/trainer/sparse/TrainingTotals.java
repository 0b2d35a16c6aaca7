package io.github.zlpr.trainer.sparse;

import io.github.zlpr.core.Targets;
import io.github.zlpr.trainer.linear.CompressedRows;
import java.io.Serializable;

/**
 * What a training needs to know of all its examples together: sums, so that examples may be in
 * parts on several machines.
 */
public final class TrainingTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The number of examples trained on. */
  private final int examples;

  /** The sum of their weights. */
  private final double weightSum;

  /** How many of them have each label. */
  private final int[] labelCounts;

  /** By label, the sum of their targets times their weights. */
  private final double[] labelWeights;

  /** The number of all examples, those held out among them. */
  private final int rows;

  /** The sum of the squares of the feature values of all examples. */
  private final double squares;

  private TrainingTotals(
      int examples,
      double weightSum,
      int[] labelCounts,
      double[] labelWeights,
      int rows,
      double squares) {
    this.examples = examples;
    this.weightSum = weightSum;
    this.labelCounts = labelCounts;
    this.labelWeights = labelWeights;
    this.rows = rows;
    this.squares = squares;
  }

  /**
   * Adds up examples.
   *
   * @param examples all examples.
   * @param order the numbers of those that are trained on.
   * @return the sums.
   */
  public static TrainingTotals of(CompressedRows examples, int[] order) {
    int[] counts = new int[examples.labelCount()];
    double[] weights = new double[counts.length];
    double weightSum = 0.0;
    for (int example : order) {
      double weight = examples.weight(example);
      weightSum += weight;
      Targets targets = examples.targets(example);
      for (int i = 0; i < targets.ids().length; i++) {
        counts[targets.ids()[i]]++;
        weights[targets.ids()[i]] +=
            weight * (targets.values() == null ? 1.0 : targets.values()[i]);
      }
    }
    return new TrainingTotals(
        order.length, weightSum, counts, weights, examples.size(), squares(examples));
  }

  private static double squares(CompressedRows examples) {
    double sum = 0.0;
    for (int example = 0; example < examples.size(); example++) {
      for (int k = examples.start(example); k < examples.end(example) - 1; k++) {
        sum += (double) examples.values()[k] * examples.values()[k];
      }
    }
    return sum;
  }

  /**
   * The sums of two parts.
   *
   * @param other the sums of the other part, over as many labels.
   * @return new sums.
   * @throws ArithmeticException if there are 2^31 examples or more.
   */
  public TrainingTotals plus(TrainingTotals other) {
    int[] counts = labelCounts.clone();
    double[] weights = labelWeights.clone();
    for (int label = 0; label < counts.length; label++) {
      counts[label] += other.labelCounts[label];
      weights[label] += other.labelWeights[label];
    }
    return new TrainingTotals(
        Math.addExact(examples, other.examples),
        weightSum + other.weightSum,
        counts,
        weights,
        Math.addExact(rows, other.rows),
        squares + other.squares);
  }

  /**
   * Where the biases start, see {@link BiasPrior}.
   *
   * @param settings gives the loss.
   * @return the biases by label.
   */
  public double[] startBiases(SparseMultiLabelTrainer settings) {
    return BiasPrior.of(this, ListedLoss.of(settings.objective));
  }

  /**
   * The number of examples trained on.
   *
   * @return at least 0.
   */
  public int examples() {
    return examples;
  }

  /**
   * The sum of the weights of the examples trained on.
   *
   * @return at least 0.
   */
  public double weightSum() {
    return weightSum;
  }

  /** How many of the examples trained on have each label. */
  int[] labelCounts() {
    return labelCounts;
  }

  /** By label, the sum of targets times weights. */
  double[] labelWeights() {
    return labelWeights;
  }

  /** The mean square of the norms of all examples; 1 if all are 0. */
  double typicalSquare() {
    return squares > 0.0 ? squares / rows : 1.0;
  }
}
