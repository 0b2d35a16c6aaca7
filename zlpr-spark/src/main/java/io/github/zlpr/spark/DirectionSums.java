package io.github.zlpr.spark;

import java.util.Iterator;

/** Weighted sums of losses and update directions over the examples of a partition. */
final class DirectionSums {

  private DirectionSums() {}

  /** The negative gradient, D + 1 rows of L, and the loss in the last place. */
  static double[] gradient(Directions directions, Iterator<SparseRows> blocks) {
    int labels = directions.numLabels();
    int intercepts = directions.size() - labels;
    double[] sums = new double[directions.size() + 1];
    directions.forEach(
        blocks,
        (block, example, loss, direction) -> {
          double weight = block.weights[example];
          sums[sums.length - 1] += weight * loss;
          for (int k = block.starts[example]; k < block.starts[example + 1]; k++) {
            int row = block.features[k] * labels;
            Rows.add(sums, row, weight * block.values[k], direction, 0, labels);
          }
          Rows.add(sums, intercepts, weight, direction, 0, labels);
        });
    return sums;
  }

  /** The size of the directions in each of the L labels, and all squares in the last place. */
  static double[] sizes(Directions directions, Iterator<SparseRows> blocks) {
    int labels = directions.numLabels();
    double[] sums = new double[labels + 1];
    directions.forEach(
        blocks,
        (block, example, loss, direction) -> {
          double weight = block.weights[example];
          for (int l = 0; l < labels; l++) {
            sums[l] += weight * Math.abs(direction[l]);
            sums[labels] += weight * direction[l] * direction[l];
          }
        });
    return sums;
  }
}
