package io.github.zlpr.trainer.linear;

/** All that changes from epoch to epoch: with it, a training goes on to the same bits. */
final class TrainingState {

  /** The epochs done. */
  final EpochState epochs = new EpochState();

  /** The weights after them. */
  final FeatureMajorWeights weights;

  /** The optimiser's state after them. */
  final FactoredAdaGrad sums;

  /** The weights after the best of them, or null if no examples are held out. */
  final FeatureMajorWeights bestWeights;

  /**
   * The state before the first epoch.
   *
   * @param rows the number of features, the bias included.
   * @param labels the number of labels.
   * @param threads the most threads that train.
   * @param keepsBest whether the best epoch's weights are kept.
   */
  TrainingState(int rows, int labels, int threads, boolean keepsBest) {
    weights = new FeatureMajorWeights(rows, labels, threads);
    sums = new FactoredAdaGrad(rows, labels);
    bestWeights = keepsBest ? new FeatureMajorWeights(rows, labels, threads) : null;
  }

  /**
   * Replaces the biases, for a training that starts from others than 0.
   *
   * @param biases one for each label.
   * @param biasValue the value of the bias in each example.
   */
  void startFrom(double[] biases, float biasValue) {
    float[] row = new float[biases.length];
    for (int l = 0; l < row.length; l++) {
      row[l] = (float) (biases[l] / biasValue);
    }
    weights.setRow(weights.rows() - 1, row);
  }
}
