package io.github.zlpr.trainer.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The check that weights fit into memory, made before any are allocated.
 *
 * @param features the number of features, without bias.
 * @param labels the number of labels.
 * @param copies how many times the weights are there while training: twice if the best epoch's are
 *     kept.
 * @param isDense whether they end in Tribuo's matrix of doubles.
 * @param heldOutPairs the number of pairs of an example held out and a label for which learning
 *     rate or cut is chosen, 0 if neither is.
 */
record WeightMemory(int features, int labels, int copies, boolean isDense, long heldOutPairs) {

  /** Two rates are tried at first, each with a float for each pair. */
  private static final int BYTES_OF_TRIALS = 2 * Float.BYTES;

  /** Two kinds of scores, whether the pair is true, and a place in their order. */
  private static final int BYTES_OF_CUTS = 2 * Float.BYTES + 1 + Long.BYTES;

  /**
   * Refuses weights that the JVM has no room for.
   *
   * <p>Of these the one that needs most counts: to choose with the weights of a trial and the
   * scores of the examples held out, to search for cuts with these scores alone, to train, and to
   * make the model.
   *
   * @param available what the JVM may use, in bytes.
   * @throws IllegalStateException with the sizes and what to lower.
   */
  void require(long available) {
    long weights = (features + 1L) * labels;
    long training = weights * Float.BYTES * copies;
    long model = isDense ? weights * (Float.BYTES + Double.BYTES) : 0;
    long trials = heldOutPairs == 0 ? 0 : weights * Float.BYTES + heldOutPairs * BYTES_OF_TRIALS;
    long choosing = Math.max(trials, heldOutPairs * BYTES_OF_CUTS);
    long needed = Math.max(Math.max(training, model), choosing);
    if (needed <= available) {
      return;
    }
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%,d MB while training at %d bytes each",
            megabytes(training),
            copies * Float.BYTES));
    if (isDense) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%,d MB more for the model's doubles",
              megabytes(weights * Double.BYTES)));
    }
    if (heldOutPairs > 0) {
      parts.add(
          String.format(Locale.ROOT, "%,d MB to choose on examples held out", megabytes(choosing)));
    }
    throw new IllegalStateException(
        String.format(
            Locale.ROOT,
            "%,d features x %,d labels need %,d MB for weights (%s), but the JVM may use %,d MB;"
                + " lower the number of features or labels, or raise -Xmx",
            features,
            labels,
            megabytes(needed),
            String.join(", ", parts),
            megabytes(available)));
  }

  /**
   * How many trainings fit into half of the memory at the same time.
   *
   * @param features the number of features, without bias.
   * @param labels the number of labels.
   * @param available what the JVM may use, in bytes.
   * @return at least 0.
   */
  static long fitting(int features, int labels, long available) {
    return available / 2 / ((features + 1L) * labels * Float.BYTES);
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
