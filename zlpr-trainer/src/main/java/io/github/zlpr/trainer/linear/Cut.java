package io.github.zlpr.trainer.linear;

/**
 * Where the scores of a model are cut.
 *
 * <p>Predicted are the labels l of an example x whose score is above c_l + β m(x), with one cut c_l
 * for each label, most often the same, and the {@linkplain MeanScore mean score} m(x) of the
 * example. That is a linear function of x. So a linear model can be changed to have the same
 * predictions by the rule of its loss: the mean of each row of weights, times β, is subtracted from
 * the row, and the cuts from the biases. An example's scores all move alike if the cuts are the
 * same, so its ranking stays as it is.
 *
 * <p>Why a cut that follows the mean score: ZLPR is least at
 *
 * <pre>
 *   s_l = ½ log( p_l / (1 − p_l) ) + ½ log(A/B),  A = 1 + Σ_N e^s, B = 1 + Σ_P e^−s
 * </pre>
 *
 * with the A and B that are to be expected of the example. The second term is the same for all its
 * labels and moves with their scores; only the ones in A and B hold it. So the same probability p_l
 * has a higher score in an example with many strong labels than in another one. Half the mean score
 * follows that as well as any share from ¼ to ¾ on the data sets of Mulan.
 *
 * <p>Reference: Elisseeff and Weston, A Kernel Method for Multi-Labelled Classification (2001), for
 * cuts that are a linear function of the example.
 *
 * @param share β, in [0, 1).
 * @param values the cut of each label; empty for the rule of the loss.
 */
record Cut(double share, double[] values) {

  /** The rule of the loss, as it is. */
  static final Cut NONE = new Cut(0.0, new double[0]);

  /**
   * Moves the cuts to the threshold of the loss.
   *
   * @param weights the weights; changed.
   * @param mean the mean score of the examples that were trained on.
   * @param threshold the score above which the loss predicts a label.
   * @param biasValue the value of the bias in each example.
   */
  void applyTo(FeatureMajorWeights weights, MeanScore mean, double threshold, float biasValue) {
    if (values.length == 0) {
      return;
    }
    float[] row = new float[weights.labels()];
    if (share > 0.0) {
      for (int number = 0; number < weights.rows(); number++) {
        weights.getRow(number, row);
        mean.subtract(share, row, 0);
        weights.setRow(number, row);
      }
    }
    int bias = weights.rows() - 1;
    weights.getRow(bias, row);
    for (int l = 0; l < row.length; l++) {
      row[l] -= (float) ((values[l] - threshold) / biasValue);
    }
    weights.setRow(bias, row);
  }
}
