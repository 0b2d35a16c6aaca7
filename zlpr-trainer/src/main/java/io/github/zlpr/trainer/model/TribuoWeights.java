package io.github.zlpr.trainer.model;

import org.tribuo.math.la.DenseMatrix;

/**
 * The weights of Tribuo's linear model, whose rows are labels, by feature. Some features are copied
 * at a time, so that what is read of each label's row is in the cache.
 */
final class TribuoWeights implements WeightRows {

  private static final int FEATURES_AT_ONCE = 64;

  private final DenseMatrix matrix;
  private final float[][] rows;
  private int first = -1;

  /**
   * The weights of a model.
   *
   * @param matrix one row for each label, its bias in the last column.
   */
  TribuoWeights(DenseMatrix matrix) {
    this.matrix = matrix;
    rows = new float[FEATURES_AT_ONCE][labels()];
  }

  @Override
  public int features() {
    return matrix.getDimension2Size() - 1;
  }

  @Override
  public int labels() {
    return matrix.getDimension1Size();
  }

  @Override
  public void read(int feature, float[] row) {
    if (first < 0 || feature < first || feature >= first + FEATURES_AT_ONCE) {
      first = feature - feature % FEATURES_AT_ONCE;
      int end = Math.min(features(), first + FEATURES_AT_ONCE);
      for (int label = 0; label < labels(); label++) {
        for (int next = first; next < end; next++) {
          rows[next - first][label] = (float) matrix.get(label, next);
        }
      }
    }
    System.arraycopy(rows[feature - first], 0, row, 0, row.length);
  }

  /** The biases by label. */
  double[] biases() {
    double[] biases = new double[labels()];
    for (int label = 0; label < biases.length; label++) {
      biases[label] = matrix.get(label, features());
    }
    return biases;
  }
}
