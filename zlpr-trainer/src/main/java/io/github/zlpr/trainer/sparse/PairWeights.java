package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.model.CompactWeights;
import java.util.Arrays;

/**
 * A bias for each label, and weights of chosen pairs of a feature and a label: a row for each
 * feature, by increasing label.
 */
public final class PairWeights {

  /** The place of each feature's first pair, and the number of all pairs. */
  final int[] starts;

  /** The labels of the pairs. */
  final int[] labels;

  /** The weights of the pairs. */
  final float[] weights;

  /** By label. */
  final double[] biases;

  /**
   * Weights of 0.
   *
   * @param starts the place of each feature's first pair, and the number of all pairs.
   * @param labels the labels of the pairs, those of a feature increasing.
   * @param biases by label; not copied.
   */
  public PairWeights(int[] starts, int[] labels, double[] biases) {
    this.starts = starts;
    this.labels = labels;
    this.biases = biases;
    weights = new float[labels.length];
  }

  /**
   * The weights of the pairs.
   *
   * @return the array itself.
   */
  public float[] weights() {
    return weights;
  }

  /**
   * The biases.
   *
   * @return the array itself, by label.
   */
  public double[] biases() {
    return biases;
  }

  /** Takes the weights and biases of others, of the same pairs. */
  void set(PairWeights others) {
    System.arraycopy(others.weights, 0, weights, 0, weights.length);
    System.arraycopy(others.biases, 0, biases, 0, biases.length);
  }

  /** The same pairs, with weights and biases of 0. */
  PairWeights anew() {
    return new PairWeights(starts, labels, new double[biases.length]);
  }

  int featureCount() {
    return starts.length - 1;
  }

  int labelCount() {
    return biases.length;
  }

  /** Scores an example. */
  void score(CompressedRows examples, int example, double[] scores) {
    System.arraycopy(biases, 0, scores, 0, scores.length);
    int bias = examples.end(example) - 1;
    for (int k = examples.start(example); k < bias; k++) {
      int feature = examples.features()[k];
      double x = examples.values()[k];
      for (int pair = starts[feature]; pair < starts[feature + 1]; pair++) {
        scores[labels[pair]] += x * weights[pair];
      }
    }
  }

  /**
   * The weights as a model has them.
   *
   * @return the weights without the biases, rounded to a byte.
   */
  public CompactWeights compact() {
    CompactWeights.Builder rows = new CompactWeights.Builder(featureCount(), labelCount());
    for (int feature = 0; feature < featureCount(); feature++) {
      int from = starts[feature];
      int to = starts[feature + 1];
      rows.add(
          Arrays.copyOfRange(labels, from, to), Arrays.copyOfRange(weights, from, to), to - from);
    }
    return rows.build();
  }
}
