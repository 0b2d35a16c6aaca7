package io.github.zlpr.trainer.linear;

/**
 * The inner loops over label columns.
 *
 * <p>They are plain loops over contiguous floats that the JIT turns into SIMD code, which it does
 * only where all arrays have the same index. Each element depends on its own column only, so that
 * neither the range nor the width of the SIMD registers changes a bit, and Java adds and multiplies
 * floats exactly as written.
 */
final class ColumnLoops {

  private ColumnLoops() {}

  /**
   * sums[l] += factor · row[l], for all l.
   *
   * @param sums the sums so far.
   * @param row the row, as long as the sums.
   * @param factor what it is multiplied by.
   */
  static void addRow(float[] sums, float[] row, float factor) {
    for (int l = 0; l < sums.length; l++) {
      sums[l] += factor * row[l];
    }
  }

  /**
   * Adds four rows at once, which loads and stores the sums a quarter as often.
   *
   * @param sums the scores so far.
   * @param row0 the first row, as long as the sums, as are the others.
   * @param row1 the second row.
   * @param row2 the third row.
   * @param row3 the last row.
   * @param values values of features; those from first on belong to the rows.
   * @param first the index of the first row's value.
   */
  static void addFourRows(
      float[] sums,
      float[] row0,
      float[] row1,
      float[] row2,
      float[] row3,
      float[] values,
      int first) {
    float factor0 = values[first];
    float factor1 = values[first + 1];
    float factor2 = values[first + 2];
    float factor3 = values[first + 3];
    for (int l = 0; l < sums.length; l++) {
      sums[l] += (factor0 * row0[l] + factor1 * row1[l]) + (factor2 * row2[l] + factor3 * row3[l]);
    }
  }

  /**
   * row[labels[k] - firstLabel] += factor · direction[k - from], for from ≤ k &lt; to.
   *
   * @param row a row of weights.
   * @param firstLabel the label of its first column.
   * @param factor the row's factor of the step.
   * @param labels the columns to change.
   * @param direction their factors of the step, from index 0 on.
   * @param from the first index of labels.
   * @param to the index after the last.
   */
  static void scatterToRow(
      float[] row,
      int firstLabel,
      float factor,
      int[] labels,
      float[] direction,
      int from,
      int to) {
    for (int k = from; k < to; k++) {
      row[labels[k] - firstLabel] += factor * direction[k - from];
    }
  }
}
