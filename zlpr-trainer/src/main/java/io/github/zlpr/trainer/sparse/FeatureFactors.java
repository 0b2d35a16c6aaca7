package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;

/**
 * How much larger the steps of a feature's weights are than those of another: by its inverse
 * document frequency, cubed, ln³(N / n_f) for a feature in n_f of N examples.
 *
 * <p>Plain steps along features that are multiplied by their inverse document frequency change the
 * scores as steps with the squared factors do along the features as they are. So training works as
 * on tf-idf, and the model takes features as they come. The third power makes up for the norm of
 * tf-idf rows, which counts a rare word for more.
 *
 * <p>The factors are divided by the mean over the examples of Σ factor · x², so that one learning
 * rate serves features of any size and number.
 */
final class FeatureFactors {

  private FeatureFactors() {}

  /**
   * The factors.
   *
   * @param examples the examples.
   * @param order the numbers of those that count.
   * @return by feature, above 0 for features that not all examples have.
   */
  static float[] of(CompressedRows examples, int[] order) {
    int[] counts = new int[examples.featureCount()];
    double[] squares = new double[counts.length];
    for (int example : order) {
      for (int k = examples.start(example); k < examples.end(example) - 1; k++) {
        double x = examples.values()[k];
        counts[examples.features()[k]]++;
        squares[examples.features()[k]] += x * x;
      }
    }
    double[] factors = new double[counts.length];
    double sum = 0.0;
    for (int feature = 0; feature < factors.length; feature++) {
      double idf = StrictMath.log((order.length + 1.0) / Math.max(1, counts[feature]));
      factors[feature] = idf * idf * idf;
      sum += factors[feature] * squares[feature];
    }
    float[] scaled = new float[factors.length];
    for (int feature = 0; feature < factors.length; feature++) {
      scaled[feature] = sum > 0.0 ? (float) (factors[feature] * order.length / sum) : 1f;
    }
    return scaled;
  }
}
