package io.github.zlpr.spark;

import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;

/** Scores by a label × feature matrix, whose columns lie one after the other. */
final class CoefficientScorer extends VectorScorer {
  private static final long serialVersionUID = 1L;

  private final double[] weights;
  private final double[] intercepts;

  CoefficientScorer(DenseMatrix coefficients, DenseVector intercepts) {
    super(coefficients.numCols());
    this.weights = coefficients.values();
    this.intercepts = intercepts.values();
  }

  @Override
  double[] scores(int[] features, double[] values) {
    double[] scores = intercepts.clone();
    for (int i = 0; i < features.length; i++) {
      Rows.add(scores, 0, values[i], weights, features[i] * scores.length, scores.length);
    }
    return scores;
  }
}
