package io.github.zlpr.spark;

import io.github.zlpr.trainer.linear.CompressedRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;

/**
 * Some examples in compressed sparse rows, made once for all iterations.
 *
 * <p>12 bytes for each feature value that is not 0, whether the vectors were sparse or dense.
 */
final class SparseRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The size D of the vectors. */
  final int featureCount;

  /** Where each example starts in the two arrays after it, and where the last one ends. */
  final int[] starts;

  /** The indices of features. */
  final int[] features;

  /** The values of these features, not 0. */
  final double[] values;

  /** The true labels of each example. */
  final LabelsCell[] labels;

  /** The weight of each example. */
  final double[] weights;

  /** What is wrong with the example after the last one, or null. */
  final Fault fault;

  private SparseRows(Builder builder, Fault fault) {
    featureCount = builder.featureCount;
    starts = builder.starts.stream().mapToInt(Integer::intValue).toArray();
    features = Arrays.copyOf(builder.features, builder.end);
    values = Arrays.copyOf(builder.values, builder.end);
    labels = builder.labels.toArray(LabelsCell[]::new);
    weights = builder.weights.stream().mapToDouble(Double::doubleValue).toArray();
    this.fault = fault;
  }

  int size() {
    return weights.length;
  }

  /**
   * All rows of some blocks.
   *
   * @param blocks the blocks.
   * @param featureCount D.
   * @param labelCount L.
   * @param typicalNorm the root mean square of the norms of all examples of the training.
   */
  static CompressedRows join(
      List<SparseRows> blocks, int featureCount, int labelCount, double typicalNorm) {
    int examples = 0;
    int numbers = 0;
    for (SparseRows block : blocks) {
      examples += block.size();
      numbers = Math.addExact(numbers, block.features.length);
    }
    CompressedRows.Builder rows =
        new CompressedRows.Builder(examples, numbers, featureCount, labelCount, typicalNorm);
    for (SparseRows block : blocks) {
      for (int row = 0; row < block.size(); row++) {
        rows.add(
            block.features,
            block.values,
            block.starts[row],
            block.starts[row + 1],
            block.labels[row].targets(),
            block.weights[row]);
      }
    }
    return rows.build();
  }

  /** Collects examples. */
  static final class Builder {
    private final int featureCount;
    private final List<Integer> starts = new ArrayList<>(List.of(0));
    private final List<LabelsCell> labels = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private int[] features = new int[1024];
    private double[] values = new double[1024];
    private int end;

    Builder(int featureCount) {
      this.featureCount = featureCount;
    }

    int size() {
      return weights.size();
    }

    int featureCount() {
      return featureCount;
    }

    /** Adds an example that has been checked. */
    void add(Vector vector, LabelsCell cell, double weight) {
      vector.foreachNonZero(
          (index, value) -> {
            append((Integer) index, (Double) value);
            return null;
          });
      starts.add(end);
      labels.add(cell);
      weights.add(weight);
    }

    private void append(int feature, double value) {
      if (end == features.length) {
        features = Arrays.copyOf(features, 2 * end);
        values = Arrays.copyOf(values, 2 * end);
      }
      features[end] = feature;
      values[end++] = value;
    }

    SparseRows build(Fault fault) {
      return new SparseRows(this, fault);
    }
  }
}
