package io.github.zlpr.spark;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/** Scores examples. This is the part of a model that is sent to the executors. */
final class CoefficientScorer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] weights;
  private final double[] intercepts;
  private final int numFeatures;

  /** A scorer of a label × feature matrix, whose columns lie one after the other. */
  CoefficientScorer(DenseMatrix coefficients, DenseVector intercepts) {
    this.weights = coefficients.values();
    this.intercepts = intercepts.values();
    this.numFeatures = coefficients.numCols();
  }

  /**
   * The raw scores of all labels.
   *
   * @throws IllegalArgumentException if there are no features or another number of them, or a value
   *     is NaN or infinite.
   */
  double[] scores(Vector features) {
    if (features == null) {
      throw new IllegalArgumentException("features are null");
    }
    if (features.size() != numFeatures) {
      throw new IllegalArgumentException(
          "the model has " + numFeatures + " features, found a vector of " + features.size());
    }
    double[] scores = intercepts.clone();
    features.foreachNonZero(
        (index, value) -> {
          if (!Double.isFinite((Double) value)) {
            throw new IllegalArgumentException(
                "feature " + index + " is " + value + ", values must be finite numbers");
          }
          Rows.add(
              scores, 0, (Double) value, weights, (Integer) index * scores.length, scores.length);
          return null;
        });
    return scores;
  }
}
