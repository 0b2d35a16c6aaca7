package io.github.zlpr.trainer.linear;

import java.util.Arrays;

/**
 * The weights of some neighbouring labels: one row of contiguous floats per feature, one column per
 * label.
 *
 * <p>Scoring adds up the rows of an example's features and an update adds to the same rows, so that
 * both walk memory in order. Floats halve the traffic of doubles; a weight receives far fewer than
 * 2^24 updates of comparable size, and the scores are sums over the few features of one example.
 *
 * <p>Rows are kept in blocks of at most 2^30 floats: one array for nearly all models, and no limit
 * for the others.
 */
final class WeightPanel {

  private final int from;
  private final int to;
  private final int shift;
  private final float[][] blocks;

  /**
   * Weights of zero.
   *
   * @param rows the number of features, the bias included.
   * @param from the first label.
   * @param to the label after the last.
   * @param maxBlock the most floats in one array, at least the number of labels.
   */
  WeightPanel(int rows, int from, int to, int maxBlock) {
    this.from = from;
    this.to = to;
    int labels = to - from;
    shift = Math.min(30, 31 - Integer.numberOfLeadingZeros(maxBlock / labels));
    int blockRows = 1 << shift;
    blocks = new float[(rows - 1) / blockRows + 1][];
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = new float[Math.min(blockRows, rows - block * blockRows) * labels];
    }
  }

  /** The first label. */
  int from() {
    return from;
  }

  /** The label after the last. */
  int to() {
    return to;
  }

  /** The array that holds a row. */
  float[] block(int row) {
    return blocks[row >>> shift];
  }

  /** Where label 0 would be in a row's array: label l of the panel is at this index + l. */
  int offset(int row) {
    return (row & ((1 << shift) - 1)) * (to - from) - from;
  }

  void copyFrom(WeightPanel other) {
    for (int block = 0; block < blocks.length; block++) {
      System.arraycopy(other.blocks[block], 0, blocks[block], 0, blocks[block].length);
    }
  }

  /**
   * Computes an example's scores of these labels.
   *
   * <p>Features are added in their order, four at a time where four in a row share an array.
   *
   * @param examples the examples.
   * @param example the example's number.
   * @param scores gets the scores of these labels.
   */
  void score(CompressedRows examples, int example, float[] scores) {
    Arrays.fill(scores, from, to, 0f);
    int[] features = examples.features();
    float[] values = examples.values();
    int end = examples.end(example);
    int[] offsets = new int[4];
    int k = examples.start(example);
    while (k < end) {
      float[] block = block(features[k]);
      if (k + 4 <= end && block(features[k + 3]) == block) {
        for (int i = 0; i < 4; i++) {
          offsets[i] = offset(features[k + i]);
        }
        ColumnLoops.addFourRows(scores, block, offsets, values, k, from, to);
        k += 4;
      } else {
        ColumnLoops.addRow(scores, block, offset(features[k]), values[k], from, to);
        k++;
      }
    }
  }
}
