package io.github.zlpr.spark;

import io.github.zlpr.core.Deviation;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;

/**
 * Means and standard deviations of the features.
 *
 * <p>Training works on features of mean 0 and standard deviation 1. These are never computed.
 * Instead the weights change variables: x·w + b with w = v/σ and b = c − Σ μ w.
 */
final class FeatureScale {

  private final double[] means;

  /** 1/σ, and 0 for a constant feature, whose weight stays 0. */
  private final double[] inverseDeviations;

  private FeatureScale(double[] means, double[] inverseDeviations) {
    this.means = means;
    this.inverseDeviations = inverseDeviations;
  }

  /** Computes the deviations in a second pass over the data, which loses no digits to the means. */
  static FeatureScale of(JavaRDD<SparseRows> blocks, DataStatistics statistics, int depth) {
    double[] means = statistics.means();
    Deviations deviations =
        blocks.treeAggregate(
            new Deviations(), (sum, block) -> sum.add(block, means), Deviations::merge, depth);
    double[] inverses = new double[means.length];
    for (int feature = 0; feature < means.length; feature++) {
      // Both sums of weights are rounded in the order of their tasks, so that of a feature without
      // zeros their difference may be above 0, and the feature would not be constant.
      double zeros =
          deviations.counts[feature] == statistics.examples()
              ? 0.0
              : Math.max(0.0, statistics.weightSum() - deviations.weights[feature]);
      double squares = deviations.squares[feature] + zeros * means[feature] * means[feature];
      double deviation = Math.sqrt(squares / statistics.varianceDivisor());
      inverses[feature] = Deviation.isNone(means[feature], deviation) ? 0.0 : 1.0 / deviation;
    }
    return new FeatureScale(means, inverses);
  }

  double mean(int feature) {
    return means[feature];
  }

  double inverseDeviation(int feature) {
    return inverseDeviations[feature];
  }

  int size() {
    return means.length;
  }

  /** Sums over the values that are not 0. */
  private static final class Deviations implements Serializable {
    private static final long serialVersionUID = 1L;

    private double[] squares = new double[0];
    private double[] weights = new double[0];
    private long[] counts = new long[0];

    Deviations add(SparseRows block, double[] means) {
      makeRoom(means.length);
      for (int example = 0; example < block.size(); example++) {
        for (int k = block.starts[example]; k < block.starts[example + 1]; k++) {
          int feature = block.features[k];
          double difference = block.values[k] - means[feature];
          squares[feature] += block.weights[example] * difference * difference;
          weights[feature] += block.weights[example];
          counts[feature]++;
        }
      }
      return this;
    }

    Deviations merge(Deviations other) {
      makeRoom(other.squares.length);
      Rows.add(squares, 0, 1.0, other.squares, 0, other.squares.length);
      Rows.add(weights, 0, 1.0, other.weights, 0, other.weights.length);
      for (int feature = 0; feature < other.counts.length; feature++) {
        counts[feature] += other.counts[feature];
      }
      return this;
    }

    private void makeRoom(int size) {
      if (squares.length < size) {
        squares = Arrays.copyOf(squares, size);
        weights = Arrays.copyOf(weights, size);
        counts = Arrays.copyOf(counts, size);
      }
    }
  }
}
