package io.github.zlpr.spark;

import io.github.zlpr.trainer.model.CompactWeights;
import io.github.zlpr.trainer.model.FeatureScales;

/** Scores by the weights of pairs, as Tribuo's model of them does. */
final class PairScorer extends VectorScorer {
  private static final long serialVersionUID = 1L;

  private final CompactWeights weights;
  private final FeatureScales scales;
  private final double[] biases;

  PairScorer(CompactWeights weights, FeatureScales scales, double[] biases) {
    super(weights.features());
    this.weights = weights;
    this.scales = scales;
    this.biases = biases;
  }

  @Override
  double[] scores(int[] features, double[] values) {
    double[] scores = biases.clone();
    double[] scaled = scales.apply(features, values);
    for (int i = 0; i < features.length; i++) {
      weights.addTo(features[i], scaled[i], scores);
    }
    return scores;
  }

  /** The bytes of a feature's weights. */
  byte[] row(int feature) {
    return weights.row(feature);
  }

  /** The factor of a feature, or null if features stay as they are. */
  Float factor(int feature) {
    return scales.isNone() ? null : scales.factor(feature);
  }

  /** The number of bytes of all weights. */
  long byteSize() {
    return weights.byteSize();
  }
}
