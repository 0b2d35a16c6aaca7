package io.github.zlpr.trainer.linear;

/**
 * The inner loops over a range of label columns.
 *
 * <p>They are plain loops over contiguous floats that the JIT turns into SIMD code. Each element
 * depends on its own column only, so that neither the range nor the width of the SIMD registers
 * changes a bit, and Java adds and multiplies floats exactly as written.
 */
final class ColumnLoops {

  private ColumnLoops() {}

  /**
   * sums[l] += factor · weights[offset + l], for from ≤ l &lt; to.
   *
   * @param sums the scores so far.
   * @param weights a block of weights.
   * @param offset where the row starts.
   * @param factor the feature's value.
   * @param from the first column.
   * @param to the column after the last.
   */
  static void addRow(float[] sums, float[] weights, int offset, float factor, int from, int to) {
    for (int l = from; l < to; l++) {
      sums[l] += factor * weights[offset + l];
    }
  }

  /**
   * Adds four rows at once, which loads and stores the sums a quarter as often.
   *
   * @param sums the scores so far.
   * @param weights a block of weights that holds all four rows.
   * @param offsets where the rows start.
   * @param values values of features; those from first on belong to the rows.
   * @param first the index of the first row's value.
   * @param from the first column.
   * @param to the column after the last.
   */
  static void addFourRows(
      float[] sums, float[] weights, int[] offsets, float[] values, int first, int from, int to) {
    int offset0 = offsets[0];
    int offset1 = offsets[1];
    int offset2 = offsets[2];
    int offset3 = offsets[3];
    float factor0 = values[first];
    float factor1 = values[first + 1];
    float factor2 = values[first + 2];
    float factor3 = values[first + 3];
    for (int l = from; l < to; l++) {
      sums[l] +=
          (factor0 * weights[offset0 + l] + factor1 * weights[offset1 + l])
              + (factor2 * weights[offset2 + l] + factor3 * weights[offset3 + l]);
    }
  }

  /**
   * weights[offset + l] += factor · direction[l], for from ≤ l &lt; to.
   *
   * @param weights a block of weights.
   * @param offset where the row starts.
   * @param factor the row's factor of the step.
   * @param direction the columns' factors of the step.
   * @param from the first column.
   * @param to the column after the last.
   */
  static void addToRow(
      float[] weights, int offset, float factor, float[] direction, int from, int to) {
    for (int l = from; l < to; l++) {
      weights[offset + l] += factor * direction[l];
    }
  }

  /**
   * weights[offset + labels[k]] += factor · direction[k], for from ≤ k &lt; to.
   *
   * @param weights a block of weights.
   * @param offset where the row starts.
   * @param factor the row's factor of the step.
   * @param labels the columns to change.
   * @param direction their factors of the step.
   * @param from the first index of labels.
   * @param to the index after the last.
   */
  static void scatterToRow(
      float[] weights,
      int offset,
      float factor,
      int[] labels,
      float[] direction,
      int from,
      int to) {
    for (int k = from; k < to; k++) {
      weights[offset + labels[k]] += factor * direction[k];
    }
  }
}
