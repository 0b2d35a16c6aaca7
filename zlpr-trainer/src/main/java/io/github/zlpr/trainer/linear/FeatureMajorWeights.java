package io.github.zlpr.trainer.linear;

import java.util.Arrays;

/**
 * The weights of a linear model, one row of contiguous floats per feature, one column per label.
 *
 * <p>Scoring adds up the rows of an example's features and an update adds to the same rows, so that
 * both walk memory in order. Floats halve the traffic of doubles; a weight receives far fewer than
 * 2^24 updates of comparable size, and the scores are sums over the few features of one example.
 *
 * <p>Rows are kept in blocks of at most 2^30 floats: one array for nearly all models, and no limit
 * for the others.
 */
final class FeatureMajorWeights {

  private static final int MAX_BLOCK = 1 << 30;

  private final int rows;
  private final int labels;
  private final int shift;
  private final float[][] blocks;

  FeatureMajorWeights(int rows, int labels) {
    this(rows, labels, MAX_BLOCK);
  }

  /**
   * Weights of zero.
   *
   * @param rows the number of features, the bias included.
   * @param labels the number of labels.
   * @param maxBlock the most floats in one array, at least the number of labels.
   */
  FeatureMajorWeights(int rows, int labels, int maxBlock) {
    this.rows = rows;
    this.labels = labels;
    shift = Math.min(30, 31 - Integer.numberOfLeadingZeros(maxBlock / labels));
    int blockRows = 1 << shift;
    blocks = new float[(rows - 1) / blockRows + 1][];
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = new float[Math.min(blockRows, rows - block * blockRows) * labels];
    }
  }

  int rows() {
    return rows;
  }

  int labels() {
    return labels;
  }

  /** The array that holds a row. */
  float[] block(int row) {
    return blocks[row >>> shift];
  }

  /** Where a row starts in its array. */
  int offset(int row) {
    return (row & ((1 << shift) - 1)) * labels;
  }

  /** All arrays, in the order of their rows. */
  float[][] blocks() {
    return blocks;
  }

  void copyFrom(FeatureMajorWeights other) {
    for (int block = 0; block < blocks.length; block++) {
      System.arraycopy(other.blocks[block], 0, blocks[block], 0, blocks[block].length);
    }
  }

  /**
   * Computes scores of an example.
   *
   * <p>Features are added in their order, four at a time where four in a row share an array.
   *
   * @param examples the examples.
   * @param example the example's number.
   * @param from the first label.
   * @param to the label after the last.
   * @param scores gets the scores of these labels.
   */
  void score(CompressedRows examples, int example, int from, int to, float[] scores) {
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
