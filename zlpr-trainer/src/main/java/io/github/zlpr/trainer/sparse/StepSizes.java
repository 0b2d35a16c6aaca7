package io.github.zlpr.trainer.sparse;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.trainer.linear.CompressedRows;

/**
 * How large the steps of the weights are.
 *
 * @param rate the first learning rate.
 * @param labelPower how much larger those of rare labels are: those of a label on n examples are
 *     multiplied by (20 / n)^labelPower.
 */
public record StepSizes(double rate, double labelPower) {

  /**
   * Finds sizes on some of the examples, as {@link SparseMultiLabelTrainer} does, where its
   * properties do not give them.
   *
   * @param settings the trainer.
   * @param some some of the examples.
   * @param examples the number of all examples that will be trained on.
   * @param seed the seed.
   * @return the sizes for a training on all.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  public static StepSizes find(
      SparseMultiLabelTrainer settings, CompressedRows some, int examples, long seed) {
    int[] order = Seeds.permutation(some.size(), Seeds.ofEpoch(seed, 0));
    try (Crew crew = new Crew(settings.threadCount())) {
      return StepSearch.find(settings, some, order, examples, seed, crew);
    }
  }
}
