package io.github.zlpr.trainer.linear;

/**
 * The weights of a linear model in feature-major order, cut into panels of neighbouring labels, one
 * for each thread.
 *
 * <p>Panels share no cache line, so that threads which write to different panels do not take lines
 * away from each other. The number of panels changes where a weight is kept, not its value.
 */
final class FeatureMajorWeights {

  /** Fewer labels for a thread do not pay for meeting others. */
  private static final int MIN_LABELS = 64;

  /** Panels start at multiples of a cache line of floats. */
  private static final int LABEL_UNIT = 16;

  private final int rows;
  private final int labels;
  private final WeightPanel[] panels;

  /**
   * Weights of zero.
   *
   * @param rows the number of features, the bias included.
   * @param labels the number of labels.
   * @param threads the most threads that work on them.
   */
  FeatureMajorWeights(int rows, int labels, int threads) {
    this.rows = rows;
    this.labels = labels;
    panels = new WeightPanel[panelCount(labels, threads)];
    for (int panel = 0; panel < panels.length; panel++) {
      panels[panel] = new WeightPanel(rows, start(panel), start(panel + 1));
    }
  }

  /** The number of panels that so many threads work on. */
  static int panelCount(int labels, int threads) {
    return Math.max(1, Math.min(threads, labels / MIN_LABELS));
  }

  private int start(int panel) {
    return panel == panels.length
        ? labels
        : (int) ((long) (labels / LABEL_UNIT) * panel / panels.length) * LABEL_UNIT;
  }

  int rows() {
    return rows;
  }

  int labels() {
    return labels;
  }

  int panelCount() {
    return panels.length;
  }

  /** The panel of a thread. */
  WeightPanel panel(int number) {
    return panels[number];
  }

  /** Copies a row. */
  void getRow(int row, float[] target) {
    for (WeightPanel panel : panels) {
      System.arraycopy(panel.row(row), 0, target, panel.from(), panel.size());
    }
  }

  /** Replaces a row. */
  void setRow(int row, float[] source) {
    for (WeightPanel panel : panels) {
      System.arraycopy(source, panel.from(), panel.row(row), 0, panel.size());
    }
  }

  /** Copies weights of the same shape for the same number of threads. */
  void copyFrom(FeatureMajorWeights other) {
    for (int panel = 0; panel < panels.length; panel++) {
      panels[panel].copyFrom(other.panels[panel]);
    }
  }

  /**
   * Computes all scores of an example.
   *
   * @param examples the examples.
   * @param example the example's number.
   * @param scores gets the scores.
   */
  void score(CompressedRows examples, int example, float[] scores) {
    for (WeightPanel panel : panels) {
      float[] part = new float[panel.size()];
      panel.score(examples, example, part);
      System.arraycopy(part, 0, scores, panel.from(), part.length);
    }
  }
}
