package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.EpochState;

/** All that changes from epoch to epoch: with it, a training goes on to the same bits. */
final class SparseState {

  /** The epochs done. */
  final EpochState epochs = new EpochState();

  /** The weights after them. */
  final PairWeights weights;

  /** The sums of the squares of the biases' gradients after them. */
  final double[] biasSquares;

  /** The weights after the best of them, or null if no examples are held out. */
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
}
