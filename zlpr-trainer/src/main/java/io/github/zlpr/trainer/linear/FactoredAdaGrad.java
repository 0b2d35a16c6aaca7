package io.github.zlpr.trainer.linear;

/**
 * Adaptive steps from a factored second moment: D + L numbers for D × L weights.
 *
 * <p>The gradient of an example has rank one, x ⊗ g with features x and components g, and so has
 * the matrix of its squares. AdaGrad would keep the sum V of these matrices and divide each
 * gradient by √V. Kept are only
 *
 * <pre>
 *   R_f = Σ x_f² ‖g‖²    C_l = Σ ‖x‖² g_l²    T = Σ ‖x‖² ‖g‖² = Σ R_f = Σ C_l
 * </pre>
 *
 * the sums of the rows, of the columns and of all of V, and V is taken as R_f C_l / T: of all
 * matrices of rank one the one that is closest to V in I-divergence, and V itself if x² and g² are
 * independent over the examples. The step of the bias is that of AdaGrad with this V,
 *
 * <pre>
 *   rate · x_f g_l / √(R_f C_l / T) = (x_f / √R_f) · (rate g_l √(T / C_l))
 * </pre>
 *
 * and those of the features are an eighth as adaptive in the columns: with C_l^⅛ (T/L)^⅞, between
 * C_l and the mean of all columns, in place of C_l. A rare label has few examples to learn many
 * weights from, which full adaptivity fits to their noise; no adaptivity leaves the rarest labels
 * behind. In both, a row costs one square root for each example, and a column four for each
 * minibatch.
 *
 * <p>All sums start from 0 and contain the gradient that is stepped along. So the steps do not
 * change when the loss is multiplied by a constant, and the scores do not when x is.
 *
 * <p>The sums are doubles: a float would stop to grow after 2^24 examples.
 *
 * <p>Of a minibatch, all gradients are added to the sums before the first step. The rows' sums are
 * kept once per thread, each of which adds the same numbers in the same order; of the columns' sums
 * each thread owns a range.
 *
 * <p>References: Duchi, Hazan and Singer, Adaptive Subgradient Methods (2011), for AdaGrad; Shazeer
 * and Stern, <a href="https://arxiv.org/abs/1804.04235">Adafactor</a> (2018), for the factors and
 * the divergence they minimise, there with moving averages instead of sums; Chen et al., <a
 * href="https://arxiv.org/abs/1806.06763">Padam</a> (2018), for partial adaptivity.
 */
final class FactoredAdaGrad {

  private final double[] rowSums;
  private final double[] columnSums;
  private double total;

  FactoredAdaGrad(int rows, int columns) {
    this(new double[rows], new double[columns], 0.0);
  }

  FactoredAdaGrad(double[] rowSums, double[] columnSums, double total) {
    this.rowSums = rowSums;
    this.columnSums = columnSums;
    this.total = total;
  }

  /** The same sums for one more thread: the rows' copied, the columns' shared. */
  FactoredAdaGrad forThread() {
    return new FactoredAdaGrad(rowSums.clone(), columnSums, total);
  }

  /** The sums of the rows, R. */
  double[] rowSums() {
    return rowSums;
  }

  /** The sums of the columns, C. */
  double[] columnSums() {
    return columnSums;
  }

  /** The sum T of all squares. */
  double total() {
    return total;
  }

  void setTotal(double total) {
    this.total = total;
  }

  /**
   * Adds the squares of an example's gradient.
   *
   * @param examples the examples.
   * @param example the example's number.
   * @param gradient its gradient.
   * @param first the index of the first component in the thread's range.
   * @param end the index after the last.
   */
  void add(CompressedRows examples, int example, ExampleGradient gradient, int first, int end) {
    double squaredNorm = examples.squaredNorm(example);
    total += squaredNorm * gradient.squaredNorm;
    for (int k = first; k < end; k++) {
      columnSums[gradient.labels[k]] += squaredNorm * gradient.squares[k];
    }
    int[] features = examples.features();
    float[] values = examples.values();
    int last = examples.end(example);
    for (int k = examples.start(example); k < last; k++) {
      rowSums[features[k]] += (double) values[k] * values[k] * gradient.squaredNorm;
    }
  }

  /**
   * The factor of a row in the step.
   *
   * @param row the row f.
   * @param value x_f.
   * @return x_f / √R_f.
   */
  float rowFactor(int row, float value) {
    return (float) (value / Math.sqrt(rowSums[row]));
  }

  /**
   * Computes the factors of the columns in the steps of the bias and of the features.
   *
   * <p>The factors of a column without any gradient so far are infinite.
   *
   * @param rate the learning rate.
   * @param from the first column.
   * @param to the column after the last.
   * @param biasFactors gets rate √(T / C_l).
   * @param featureFactors gets rate √(T / (C_l^⅛ (T/L)^⅞)).
   */
  void columnFactors(double rate, int from, int to, double[] biasFactors, double[] featureFactors) {
    double columns = columnSums.length;
    double ofMean = rate * Math.sqrt(columns);
    for (int l = from; l < to; l++) {
      double relative = Math.sqrt(total / (columns * columnSums[l]));
      biasFactors[l] = ofMean * relative;
      featureFactors[l] = ofMean * Math.sqrt(Math.sqrt(Math.sqrt(relative)));
    }
  }
}
