package io.github.zlpr.spark;

import io.github.zlpr.core.Targets;
import io.github.zlpr.loss.MultiLabelLoss;
import java.util.Iterator;

/** The losses and update directions of the examples of a partition. */
final class Directions {

  private final double[] weights;
  private final MultiLabelLoss objective;
  private final int numLabels;

  /**
   * Those at some weights.
   *
   * @param weights D + 1 rows of L weights, the intercepts last.
   * @param objective the loss.
   * @param numLabels L.
   */
  Directions(double[] weights, MultiLabelLoss objective, int numLabels) {
    this.weights = weights;
    this.objective = objective;
    this.numLabels = numLabels;
  }

  /** What is done with an example. */
  interface Action {
    /**
     * Does it.
     *
     * @param block has the example.
     * @param example its place in the block.
     * @param loss its loss, without its weight.
     * @param direction the negative gradient of this loss in the scores; it may be overwritten.
     */
    void accept(SparseRows block, int example, double loss, double[] direction);
  }

  /** The number of weights. */
  int size() {
    return weights.length;
  }

  /** L. */
  int numLabels() {
    return numLabels;
  }

  /**
   * Does something for each example.
   *
   * @param blocks the examples.
   * @param action what.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  void forEach(Iterator<SparseRows> blocks, Action action) {
    double[] scores = new double[numLabels];
    int intercepts = weights.length - numLabels;
    int before = 0;
    while (blocks.hasNext()) {
      SparseRows block = blocks.next();
      for (int example = 0; example < block.size(); example++) {
        System.arraycopy(weights, intercepts, scores, 0, numLabels);
        for (int k = block.starts[example]; k < block.starts[example + 1]; k++) {
          Rows.add(scores, 0, block.values[k], weights, block.features[k] * numLabels, numLabels);
        }
        double loss = lossAndDirection(scores, block.labels[example].targets(), before + example);
        action.accept(block, example, loss, scores);
      }
      before += block.size();
    }
  }

  private double lossAndDirection(double[] scores, Targets targets, int example) {
    try {
      return objective.lossAndDirection(scores, targets.ids(), targets.values());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("example " + example + ": " + e.getMessage(), e);
    }
  }
}
