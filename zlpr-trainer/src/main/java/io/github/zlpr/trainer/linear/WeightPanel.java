package io.github.zlpr.trainer.linear;

import java.util.Arrays;

/**
 * The weights of some neighbouring labels: one array of floats per feature, one column per label.
 *
 * <p>Scoring adds up the rows of an example's features and an update adds to the same rows, so that
 * both walk memory in order. Floats halve the traffic of doubles; a weight receives far fewer than
 * 2^24 updates of comparable size, and the scores are sums over the few features of one example.
 *
 * <p>Each row is an array of its own, which starts at the panel's first label, as the scores do:
 * only where all arrays of a loop have the same index does the JIT turn it into SIMD code.
 */
final class WeightPanel {

  private final int from;
  private final int to;
  private final float[][] rows;

  /**
   * Weights of zero.
   *
   * @param rows the number of features, the bias included.
   * @param from the first label.
   * @param to the label after the last.
   */
  WeightPanel(int rows, int from, int to) {
    this.from = from;
    this.to = to;
    this.rows = new float[rows][to - from];
  }

  /** The first label. */
  int from() {
    return from;
  }

  /** The label after the last. */
  int to() {
    return to;
  }

  /** The number of labels. */
  int size() {
    return to - from;
  }

  /** The weights of a feature, the array itself: label l of the panel is at l - from. */
  float[] row(int feature) {
    return rows[feature];
  }

  void copyFrom(WeightPanel other) {
    for (int feature = 0; feature < rows.length; feature++) {
      System.arraycopy(other.rows[feature], 0, rows[feature], 0, size());
    }
  }

  /**
   * Computes an example's scores of these labels.
   *
   * <p>Features are added in their order, four at a time.
   *
   * @param examples the examples.
   * @param example the example's number.
   * @param scores gets the scores of these labels.
   */
  void score(CompressedRows examples, int example, float[] scores) {
    Arrays.fill(scores, 0f);
    int[] features = examples.features();
    float[] values = examples.values();
    int end = examples.end(example);
    int k = examples.start(example);
    for (; k + 4 <= end; k += 4) {
      ColumnLoops.addFourRows(
          scores,
          rows[features[k]],
          rows[features[k + 1]],
          rows[features[k + 2]],
          rows[features[k + 3]],
          values,
          k);
    }
    for (; k < end; k++) {
      ColumnLoops.addRow(scores, rows[features[k]], values[k]);
    }
  }
}
