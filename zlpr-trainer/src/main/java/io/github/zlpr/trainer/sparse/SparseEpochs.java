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
      PairWeights weights,
      StepSizes steps,
      int epochs,
      long seed,
      Crew crew) {
    this.order = order;
    this.epochs = epochs;
    this.seed = seed;
    rate = steps.rate();
    ListedLoss loss = ListedLoss.of(settings.objective);
    BiasPrior.set(weights.biases, examples, order, loss);
    descent =
        new SparseDescent(
            examples,
            weights,
            loss,
            LabelFactors.of(examples, order, steps.labelPower()),
            settings.biasRate,
            crew);
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
    int[] shuffled = order.clone();
    Seeds.shuffle(shuffled, Seeds.ofEpoch(seed, epoch));
    return descent.run(shuffled, epoch, epochs, rate);
  }
}
