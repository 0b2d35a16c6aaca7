package io.github.zlpr.spark;

import java.util.Arrays;

/** The parameters of one training, the penalty being that which is taken. */
record LinearSettings(
    String objective,
    double regParam,
    int maxIter,
    double tol,
    boolean fitIntercept,
    boolean standardization) {

  /**
   * The strength of the penalty of each feature as it is, or none.
   *
   * @param scale that of the features, if the penalty is on standardised ones.
   */
  double[] penalties(FeatureScale scale) {
    double[] penalties = new double[regParam == 0.0 ? 0 : scale.size()];
    Arrays.fill(penalties, regParam);
    if (standardization) {
      for (int feature = 0; feature < penalties.length; feature++) {
        double inverse = scale.inverseDeviation(feature);
        penalties[feature] /= inverse == 0.0 ? Double.POSITIVE_INFINITY : inverse * inverse;
      }
    }
    return penalties;
  }
}
