package io.github.zlpr.spark;

import io.github.zlpr.core.Targets;
import io.github.zlpr.loss.MultiLabelLoss;

/** The weighted sums of losses and of update directions over the examples of a partition. */
final class GradientSum {

  private final double[] weights;
  private final MultiLabelLoss objective;
  private final int numLabels;
  private final double[] sums;
  private int examples;

  /**
   * A sum over no examples.
   *
   * @param weights D + 1 rows of L weights, the intercepts last.
   * @param objective the loss.
   * @param numLabels L.
   */
  GradientSum(double[] weights, MultiLabelLoss objective, int numLabels) {
    this.weights = weights;
    this.objective = objective;
    this.numLabels = numLabels;
    sums = new double[weights.length + 1];
  }

  /**
   * Adds the examples of a block.
   *
   * @param block the examples.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  void add(SparseRows block) {
    double[] scores = new double[numLabels];
    int intercepts = weights.length - numLabels;
    for (int example = 0; example < block.size(); example++) {
      int start = block.starts[example];
      int end = block.starts[example + 1];
      System.arraycopy(weights, intercepts, scores, 0, numLabels);
      for (int k = start; k < end; k++) {
        Rows.add(scores, 0, block.values[k], weights, block.features[k] * numLabels, numLabels);
      }
      double weight = block.weights[example];
      sums[weights.length] += weight * lossAndDirection(scores, block, example);
      for (int k = start; k < end; k++) {
        int row = block.features[k] * numLabels;
        Rows.add(sums, row, weight * block.values[k], scores, 0, numLabels);
      }
      Rows.add(sums, intercepts, weight, scores, 0, numLabels);
    }
    examples += block.size();
  }

  private double lossAndDirection(double[] scores, SparseRows block, int example) {
    Targets targets = block.labels[example].targets();
    try {
      return objective.lossAndDirection(scores, targets.ids(), targets.values());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "example " + (examples + example) + ": " + e.getMessage(), e);
    }
  }

  /** The negative gradient, D + 1 rows of L, and the loss in the last place. */
  double[] sums() {
    return sums;
  }
}
