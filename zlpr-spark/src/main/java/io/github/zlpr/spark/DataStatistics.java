package io.github.zlpr.spark;

import java.io.Serializable;
import java.util.Arrays;

/** What one pass over the blocks tells about the data. */
final class DataStatistics implements Serializable {
  private static final long serialVersionUID = 1L;

  private long examples;
  private double weightSum;
  private double weightSquares;
  private int featureCount = -1;
  private double[] featureSums = new double[0];
  private long[] labelCounts = new long[0];
  private int vectorSize;
  private String fault;

  /** Counts a block. */
  DataStatistics add(SparseRows block) {
    if (block.size() > 0 && requireFeatures(block.featureCount)) {
      for (int example = 0; example < block.size(); example++) {
        double weight = block.weights[example];
        examples++;
        weightSum += weight;
        weightSquares += weight * weight;
        for (int k = block.starts[example]; k < block.starts[example + 1]; k++) {
          featureSums[block.features[k]] += weight * block.values[k];
        }
        count(block.labels[example]);
      }
    }
    addFault(block.fault);
    return this;
  }

  private void count(LabelsCell cell) {
    requireVectors(cell.vectorSize());
    int[] labels = cell.targets().ids();
    makeRoom(labels.length == 0 ? 0 : labels[labels.length - 1] + 1);
    for (int label : labels) {
      labelCounts[label]++;
    }
  }

  private void makeRoom(int labels) {
    if (labels > labelCounts.length) {
      labelCounts = Arrays.copyOf(labelCounts, labels);
    }
  }

  private void requireVectors(int size) {
    if (vectorSize == 0) {
      vectorSize = size;
      makeRoom(size);
    } else if (size != 0 && size != vectorSize) {
      addFault("vectors of " + vectorSize + " and of " + size + " targets are mixed");
    }
  }

  /** Counts what another one has counted. */
  DataStatistics merge(DataStatistics other) {
    if (other.examples > 0 && requireFeatures(other.featureCount)) {
      examples += other.examples;
      weightSum += other.weightSum;
      weightSquares += other.weightSquares;
      Rows.add(featureSums, 0, 1.0, other.featureSums, 0, featureSums.length);
      requireVectors(other.vectorSize);
      makeRoom(other.labelCounts.length);
      for (int label = 0; label < other.labelCounts.length; label++) {
        labelCounts[label] += other.labelCounts[label];
      }
    }
    addFault(other.fault);
    return this;
  }

  private boolean requireFeatures(int size) {
    if (featureCount < 0) {
      featureCount = size;
      featureSums = new double[size];
    } else if (featureCount != size) {
      addFault(
          "vectors of "
              + Math.min(featureCount, size)
              + " and of "
              + Math.max(featureCount, size)
              + " features are mixed");
    }
    return featureCount == size;
  }

  /**
   * Keeps the fault that comes first in the alphabet, so that the order of tasks does not matter.
   */
  private void addFault(String other) {
    if (other != null && (fault == null || other.compareTo(fault) < 0)) {
      fault = other;
    }
  }

  /**
   * Refuses data that cannot be trained on.
   *
   * @throws IllegalArgumentException saying what is wrong.
   */
  void check() {
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    if (!(weightSum > 0.0) || labelCounts.length == 0) {
      throw new IllegalArgumentException(
          "training needs examples with a weight above 0, and labels; found "
              + examples
              + " examples with weights that sum to "
              + weightSum
              + ", and "
              + labelCounts.length
              + " labels");
    }
  }

  /** The number of labels: the largest index + 1, or the size of the vectors of targets. */
  int labelCount() {
    return labelCounts.length;
  }

  long examples() {
    return examples;
  }

  double weightSum() {
    return weightSum;
  }

  /** The divisor of the unbiased weighted variance, Σw − Σw²/Σw. */
  double varianceDivisor() {
    return weightSum - weightSquares / weightSum;
  }

  int featureCount() {
    return featureCount;
  }

  /** The weighted mean of each feature. */
  double[] means() {
    return Arrays.stream(featureSums).map(sum -> sum / weightSum).toArray();
  }

  /**
   * The number of examples in which each label has a target above 0; its length is the largest
   * index + 1.
   */
  long[] labelCounts() {
    return labelCounts;
  }
}
