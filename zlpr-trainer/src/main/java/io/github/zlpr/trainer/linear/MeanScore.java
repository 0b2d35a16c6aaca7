package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Targets;

/**
 * The mean of an example's scores, each label weighted by its share of all labels of the training
 * examples.
 */
final class MeanScore {

  private final double[] shares;

  /**
   * The mean for some training examples.
   *
   * @param examples the examples; their weights count.
   */
  MeanScore(CompressedRows examples) {
    shares = new double[examples.labelCount()];
    double sum = 0.0;
    for (int example = 0; example < examples.size(); example++) {
      Targets targets = examples.targets(example);
      for (int k = 0; k < targets.ids().length; k++) {
        double count =
            examples.weight(example) * (targets.values() == null ? 1.0 : targets.values()[k]);
        shares[targets.ids()[k]] += count;
        sum += count;
      }
    }
    if (sum > 0.0) {
      for (int l = 0; l < shares.length; l++) {
        shares[l] /= sum;
      }
    }
  }

  /**
   * Subtracts a part of the mean from each score.
   *
   * @param part the part.
   * @param scores holds the scores of all labels, or weights, of which the scores are sums.
   * @param from where they start.
   */
  void subtract(double part, float[] scores, int from) {
    double mean = 0.0;
    for (int l = 0; l < shares.length; l++) {
      mean += shares[l] * scores[from + l];
    }
    float shift = (float) (part * mean);
    for (int l = 0; l < shares.length; l++) {
      scores[from + l] -= shift;
    }
  }
}
