package io.github.zlpr.experiment.comparison;

import io.github.zlpr.core.Seeds;
import java.util.stream.IntStream;

/** Disjoint random parts of the training examples, each held out while learning rates are tried. */
final class Folds {

  private final int[] order;
  private final int size;

  /**
   * Parts of some examples.
   *
   * @param examples the number of examples.
   * @param share the share of them in each part, rounded down to whole examples.
   * @param seed the seed of the choice.
   */
  Folds(int examples, double share, long seed) {
    order = Seeds.permutation(examples, seed);
    // Doubles such as 0.2 are not exact.
    size = (int) (share * examples + 1e-9);
  }

  /** The number of examples in each part. */
  int size() {
    return size;
  }

  /** The examples of a part, in the order of the data. */
  int[] heldOut(int fold) {
    return IntStream.range(fold * size, (fold + 1) * size).map(i -> order[i]).sorted().toArray();
  }

  /** All other examples, in the order of the data. */
  int[] rest(int fold) {
    return IntStream.range(0, order.length)
        .filter(i -> i < fold * size || i >= (fold + 1) * size)
        .map(i -> order[i])
        .sorted()
        .toArray();
  }
}
