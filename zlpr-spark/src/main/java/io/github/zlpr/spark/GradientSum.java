package io.github.zlpr.spark;

import io.github.zlpr.core.Targets;
import io.github.zlpr.loss.MultiLabelLoss;
import java.io.Serializable;

/**
 * The weighted sums of losses and of update directions over some examples, D + 1 rows of L numbers:
 * one for each feature, and the intercepts last.
 *
 * <p>The array is made with the first block, so that an empty object is sent to each task.
 */
final class GradientSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private double loss;
  private double[] direction;
  private String fault;

  /**
   * Adds the examples of a block.
   *
   * @param block the examples.
   * @param weights D + 1 rows of weights.
   * @param objective the loss.
   * @param numLabels L.
   */
  GradientSum add(SparseRows block, double[] weights, MultiLabelLoss objective, int numLabels) {
    if (direction == null) {
      direction = new double[weights.length];
    }
    double[] scores = new double[numLabels];
    int intercepts = weights.length - numLabels;
    for (int example = 0; example < block.size() && fault == null; example++) {
      int start = block.starts[example];
      int end = block.starts[example + 1];
      System.arraycopy(weights, intercepts, scores, 0, numLabels);
      for (int k = start; k < end; k++) {
        Rows.add(scores, 0, block.values[k], weights, block.features[k] * numLabels, numLabels);
      }
      double weight = block.weights[example];
      loss += weight * lossAndDirection(objective, scores, block.labels[example].targets());
      for (int k = start; k < end; k++) {
        Rows.add(
            direction,
            block.features[k] * numLabels,
            weight * block.values[k],
            scores,
            0,
            numLabels);
      }
      Rows.add(direction, intercepts, weight, scores, 0, numLabels);
    }
    return this;
  }

  /**
   * A loss may refuse an example. This is noted and does not fail the task, as in {@link
   * BlockReader}.
   */
  private double lossAndDirection(MultiLabelLoss objective, double[] scores, Targets targets) {
    try {
      return objective.lossAndDirection(scores, targets.ids(), targets.values());
    } catch (IllegalArgumentException e) {
      fault = e.getMessage();
      return Double.NaN;
    }
  }

  /** Adds another sum. */
  GradientSum merge(GradientSum other) {
    loss += other.loss;
    if (direction == null) {
      direction = other.direction;
    } else if (other.direction != null) {
      Rows.add(direction, 0, 1.0, other.direction, 0, direction.length);
    }
    fault = fault == null ? other.fault : fault;
    return this;
  }

  double loss() {
    return loss;
  }

  /** The negative gradient, D + 1 rows of L. */
  double[] direction() {
    return direction;
  }

  /** Why the loss refused an example, or null. */
  String fault() {
    return fault;
  }
}
