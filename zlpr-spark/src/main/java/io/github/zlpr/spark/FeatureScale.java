package io.github.zlpr.spark;

import io.github.zlpr.core.Deviation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
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

  private final double[] shares;

  private FeatureScale(double[] means, double[] inverseDeviations, double[] shares) {
    this.means = means;
    this.inverseDeviations = inverseDeviations;
    this.shares = shares;
  }

  /** Features that are left as they are. */
  static FeatureScale none(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1.0);
    return new FeatureScale(new double[size], ones, ones);
  }

  /** Computes means, and deviations in a second pass, which loses no digits to the means. */
  static FeatureScale of(JavaRDD<SparseRows> blocks, DataStatistics statistics) {
    int size = statistics.featureCount();
    double weightSum = statistics.weightSum();
    double[] means = SliceReduction.sum(blocks.mapPartitions(rows -> sums(rows, size)), size);
    for (int feature = 0; feature < size; feature++) {
      means[feature] /= weightSum;
    }
    double[] sums =
        SliceReduction.sum(blocks.mapPartitions(rows -> deviations(rows, means)), 3 * size);
    double[] inverses = new double[size];
    double[] shares = new double[size];
    for (int feature = 0; feature < size; feature++) {
      // Both sums of weights are rounded, so that of a feature without zeros their difference may
      // be above 0, and the feature would not be constant.
      double zeros =
          sums[3 * feature + 2] == statistics.examples()
              ? 0.0
              : Math.max(0.0, weightSum - sums[3 * feature + 1]);
      shares[feature] = sums[3 * feature + 1] / weightSum;
      double squares = sums[3 * feature] + zeros * means[feature] * means[feature];
      double deviation = Math.sqrt(squares / statistics.varianceDivisor());
      inverses[feature] = Deviation.isNone(means[feature], deviation) ? 0.0 : 1.0 / deviation;
    }
    return new FeatureScale(means, inverses, shares);
  }

  private static Iterator<double[]> sums(Iterator<SparseRows> blocks, int size) {
    double[] sums = new double[size];
    blocks.forEachRemaining(
        block -> {
          for (int example = 0; example < block.size(); example++) {
            for (int k = block.starts[example]; k < block.starts[example + 1]; k++) {
              sums[block.features[k]] += block.weights[example] * block.values[k];
            }
          }
        });
    return List.of(sums).iterator();
  }

  /** For each feature sums over the values that are not 0: squares, weights, and their number. */
  private static Iterator<double[]> deviations(Iterator<SparseRows> blocks, double[] means) {
    double[] sums = new double[3 * means.length];
    blocks.forEachRemaining(
        block -> {
          for (int example = 0; example < block.size(); example++) {
            for (int k = block.starts[example]; k < block.starts[example + 1]; k++) {
              int feature = block.features[k];
              double difference = block.values[k] - means[feature];
              sums[3 * feature] += block.weights[example] * difference * difference;
              sums[3 * feature + 1] += block.weights[example];
              sums[3 * feature + 2]++;
            }
          }
        });
    return List.of(sums).iterator();
  }

  double mean(int feature) {
    return means[feature];
  }

  double inverseDeviation(int feature) {
    return inverseDeviations[feature];
  }

  /** The share of the examples, by weight, in which a feature is not 0. */
  double share(int feature) {
    return shares[feature];
  }

  int size() {
    return means.length;
  }
}
