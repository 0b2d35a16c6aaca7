package io.github.zlpr.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.TaskContext;

/** What one pass over the blocks tells about the data. */
final class DataStatistics implements Serializable {
  private static final long serialVersionUID = 1L;

  private long examples;
  private int featureCount = -1;
  private long[] labelCounts = new long[0];
  private int vectorSize;
  private Fault fault;

  /** Sums for each partition: with a total in their order, the order of tasks does not matter. */
  private final SortedMap<Integer, Totals> totals = new TreeMap<>();

  /** Sums over examples. */
  private static final class Totals implements Serializable {
    private static final long serialVersionUID = 1L;

    private double weights;
    private double squaredWeights;
    private double squaredNorms;
  }

  /** Counts a block. */
  DataStatistics add(SparseRows block) {
    if (block.size() > 0 && requireFeatures(block.featureCount)) {
      Totals sums = totals.computeIfAbsent(TaskContext.getPartitionId(), part -> new Totals());
      for (int example = 0; example < block.size(); example++) {
        double weight = block.weights[example];
        examples++;
        sums.weights += weight;
        sums.squaredWeights += weight * weight;
        count(block.labels[example]);
      }
      for (double value : block.values) {
        sums.squaredNorms += value * value;
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
      addFault(mixed("vectors of " + vectorSize + " and of " + size + " targets are mixed"));
    }
  }

  /** Counts what another one has counted. */
  DataStatistics merge(DataStatistics other) {
    if (other.examples > 0 && requireFeatures(other.featureCount)) {
      examples += other.examples;
      totals.putAll(other.totals);
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
    } else if (featureCount != size) {
      addFault(
          mixed(
              "vectors of "
                  + Math.min(featureCount, size)
                  + " and of "
                  + Math.max(featureCount, size)
                  + " features are mixed"));
    }
    return featureCount == size;
  }

  /** A fault of no row, after those of rows. */
  private static Fault mixed(String message) {
    return new Fault(Long.MAX_VALUE, message);
  }

  /** Keeps the fault of the first row, so that the order of tasks does not matter. */
  private void addFault(Fault other) {
    fault = Fault.first(fault, other);
  }

  /**
   * Refuses data that cannot be trained on.
   *
   * @throws IllegalArgumentException saying what is wrong.
   */
  void check() {
    if (fault != null) {
      throw new IllegalArgumentException(fault.message());
    }
    double weightSum = weightSum();
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
    return totals.values().stream().mapToDouble(sums -> sums.weights).reduce(0.0, Double::sum);
  }

  /** The root mean square of the norms of the examples, 1 if all are 0. */
  double typicalNorm() {
    double squares =
        totals.values().stream().mapToDouble(sums -> sums.squaredNorms).reduce(0.0, Double::sum);
    return squares > 0.0 ? Math.sqrt(squares / examples) : 1.0;
  }

  /** The divisor of the unbiased weighted variance, Σw − Σw²/Σw. */
  double varianceDivisor() {
    double squares =
        totals.values().stream().mapToDouble(sums -> sums.squaredWeights).reduce(0.0, Double::sum);
    return weightSum() - squares / weightSum();
  }

  int featureCount() {
    return featureCount;
  }

  /**
   * The number of examples in which each label has a target above 0; its length is the largest
   * index + 1.
   */
  long[] labelCounts() {
    return labelCounts;
  }
}
