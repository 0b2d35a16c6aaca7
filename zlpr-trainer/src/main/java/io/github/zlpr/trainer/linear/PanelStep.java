package io.github.zlpr.trainer.linear;

import java.util.Arrays;

/** What an example adds to each row of a panel: the row's factor times a direction. */
final class PanelStep {

  /** From one in so many components on, whole rows are added to in one SIMD loop. */
  private static final int DENSE_FROM = 2;

  private final int firstLabel;

  /** By label of the panel if it is dense, else by component. */
  private final float[] direction;

  private int[] labels;
  private int first;
  private int end;
  private boolean dense;

  /**
   * No step yet.
   *
   * @param panel the panel.
   */
  PanelStep(WeightPanel panel) {
    firstLabel = panel.from();
    direction = new float[panel.size()];
  }

  /**
   * Sets the direction.
   *
   * @param gradient the example's gradient.
   * @param first the index of its first component in the panel.
   * @param end the index after the last.
   * @param factors the factor of each label.
   */
  void set(ExampleGradient gradient, int first, int end, double[] factors) {
    labels = gradient.labels;
    this.first = first;
    this.end = end;
    dense = (end - first) * DENSE_FROM >= direction.length;
    if (dense) {
      Arrays.fill(direction, 0f);
    }
    for (int k = first; k < end; k++) {
      int label = labels[k];
      direction[dense ? label - firstLabel : k - first] =
          (float) (gradient.components[k] * factors[label]);
    }
  }

  /** Whether nothing is added. */
  boolean isEmpty() {
    return first == end;
  }

  /** Adds to a row. */
  void addTo(float[] row, float factor) {
    if (dense) {
      ColumnLoops.addRow(row, direction, factor);
    } else {
      ColumnLoops.scatterToRow(row, firstLabel, factor, labels, direction, first, end);
    }
  }

  /** Adds to four rows. */
  void addToFour(
      float[] row0,
      float[] row1,
      float[] row2,
      float[] row3,
      float factor0,
      float factor1,
      float factor2,
      float factor3) {
    if (dense) {
      ColumnLoops.addRow(row0, direction, factor0);
      ColumnLoops.addRow(row1, direction, factor1);
      ColumnLoops.addRow(row2, direction, factor2);
      ColumnLoops.addRow(row3, direction, factor3);
      return;
    }
    for (int k = first; k < end; k++) {
      int column = labels[k] - firstLabel;
      float step = direction[k - first];
      row0[column] += factor0 * step;
      row1[column] += factor1 * step;
      row2[column] += factor2 * step;
      row3[column] += factor3 * step;
    }
  }
}
