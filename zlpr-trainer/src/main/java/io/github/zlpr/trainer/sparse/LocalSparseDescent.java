package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;

/**
 * The steps of {@link SparseMultiLabelTrainer} on one part of the examples, for a training whose
 * parts are on several machines: each part trains for some epochs from the same weights, and the
 * mean of the weights is where the next round starts.
 */
public final class LocalSparseDescent {

  private final SparseMultiLabelTrainer settings;
  private final TrainingTotals totals;
  private final StepSizes steps;
  private final int epochs;

  /**
   * What all parts have in common.
   *
   * @param settings the trainer, for its properties.
   * @param totals of the examples of all parts.
   * @param steps the sizes of the steps.
   * @param epochs the number of epochs, over which the rates fall to 0.
   */
  public LocalSparseDescent(
      SparseMultiLabelTrainer settings, TrainingTotals totals, StepSizes steps, int epochs) {
    this.settings = settings;
    this.totals = totals;
    this.steps = steps;
    this.epochs = epochs;
  }

  /**
   * Trains for one epoch.
   *
   * @param examples the part.
   * @param order the numbers of the examples that are trained on.
   * @param weights the weights; changed.
   * @param biasSquares the sums of the squares of the biases' gradients, 0 at first; changed.
   * @param epoch the epoch, from 1.
   * @param seed the seed of this part's order.
   * @return the sum of the weighted losses, each before its block's update.
   * @throws IllegalStateException if a loss is not finite.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  public double train(
      CompressedRows examples,
      int[] order,
      PairWeights weights,
      double[] biasSquares,
      int epoch,
      long seed) {
    try (Crew crew = new Crew(settings.threadCount())) {
      SparseDescent descent = SparseDescent.of(settings, examples, totals, weights, steps, crew);
      System.arraycopy(biasSquares, 0, descent.biasSquares(), 0, biasSquares.length);
      double loss =
          descent.run(SparseEpochs.shuffled(order, seed, epoch), epoch, epochs, steps.rate());
      System.arraycopy(descent.biasSquares(), 0, biasSquares, 0, biasSquares.length);
      return loss;
    }
  }
}
