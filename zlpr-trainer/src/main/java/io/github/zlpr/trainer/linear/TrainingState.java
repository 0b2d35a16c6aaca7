package io.github.zlpr.trainer.linear;

/** All that changes from epoch to epoch: with it, a training goes on to the same bits. */
final class TrainingState {

  /** The number of epochs done. */
  int epoch;

  /** The weights after them. */
  final FeatureMajorWeights weights;

  /** The optimiser's state after them. */
  final FactoredAdaGrad sums;

  /** The epoch with the best validation metric, 0 before the first. */
  int bestEpoch;

  /** The best validation metric. */
  double bestMetric;

  /** The weights after that epoch, or null if no examples are held out. */
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
}
