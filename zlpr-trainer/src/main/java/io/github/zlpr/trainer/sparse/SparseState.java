package io.github.zlpr.trainer.sparse;

/** All that changes from epoch to epoch: with it, a training goes on to the same bits. */
final class SparseState {

  /** The number of epochs done. */
  int epoch;

  /** The weights after them. */
  final PairWeights weights;

  /** The sums of the squares of the biases' gradients after them. */
  final double[] biasSquares;

  /** The epoch with the best validation metric, 0 before the first. */
  int bestEpoch;

  /** The best validation metric. */
  double bestValue;

  /** The weights after that epoch, or null if no examples are held out. */
  final PairWeights best;

  /**
   * The state before the first epoch.
   *
   * @param weights the weights.
   * @param biasSquares the sums of the squares of the biases' gradients.
   * @param keepsBest whether the best epoch's weights are kept.
   */
  SparseState(PairWeights weights, double[] biasSquares, boolean keepsBest) {
    this.weights = weights;
    this.biasSquares = biasSquares;
    best = keepsBest ? weights.anew() : null;
  }

  /** Keeps the weights as the best. */
  void keepBest(double value) {
    bestEpoch = epoch;
    bestValue = value;
    best.set(weights);
  }
}
