package io.github.zlpr.trainer.sparse;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.trainer.linear.CompressedRows;

/** The passes of one training over its examples, each in an order of its own. */
final class SparseEpochs {

  private final int[] order;
  private final int epochs;
  private final double rate;
  private final long seed;
  private final SparseDescent descent;

  /**
   * Epochs.
   *
   * @param settings the trainer, for its properties.
   * @param examples the examples.
   * @param order the numbers of those trained on.
   * @param totals of the examples.
   * @param weights the weights; changed, and their biases set to where they start.
   * @param steps the sizes of the steps.
   * @param epochs the number of passes.
   * @param seed the seed of their orders.
   * @param crew the threads.
   */
  SparseEpochs(
      SparseMultiLabelTrainer settings,
      CompressedRows examples,
      int[] order,
      TrainingTotals totals,
      PairWeights weights,
      StepSizes steps,
      int epochs,
      long seed,
      Crew crew) {
    this.order = order;
    this.epochs = epochs;
    this.seed = seed;
    rate = steps.rate();
    double[] start = totals.startBiases(settings);
    System.arraycopy(start, 0, weights.biases, 0, start.length);
    descent = SparseDescent.of(settings, examples, totals, weights, steps, crew);
  }

  /** The sums of the squares of the biases' gradients, with which a training goes on. */
  double[] biasSquares() {
    return descent.biasSquares();
  }

  /**
   * Does one pass.
   *
   * @param epoch its number, from 1.
   * @return the sum of the weighted losses, each before its block's update.
   * @throws IllegalStateException if a loss is not finite.
   */
  double run(int epoch) {
    return descent.run(shuffled(order, seed, epoch), epoch, epochs, rate);
  }

  /** The order of an epoch. */
  static int[] shuffled(int[] order, long seed, int epoch) {
    int[] shuffled = order.clone();
    Seeds.shuffle(shuffled, Seeds.ofEpoch(seed, epoch));
    return shuffled;
  }
}
