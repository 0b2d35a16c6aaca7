package io.github.zlpr.trainer.linear;

import java.util.Locale;

/** The check that weights fit into memory, made before any are allocated. */
final class WeightMemory {

  private WeightMemory() {}

  /**
   * Refuses weights that the JVM has no room for.
   *
   * <p>Counted are the weights while training, twice if the best epoch's are kept, or the weights
   * together with Tribuo's matrix of doubles when the model is made, whichever is more.
   *
   * @param features the number of features, without bias.
   * @param labels the number of labels.
   * @param keepsBest whether the best epoch's weights are kept.
   * @param available what the JVM may use, in bytes.
   * @throws IllegalStateException with the sizes and what to lower.
   */
  static void require(int features, int labels, boolean keepsBest, long available) {
    long weights = (features + 1L) * labels;
    long training = weights * Float.BYTES * (keepsBest ? 2 : 1);
    long model = weights * (Float.BYTES + Double.BYTES);
    if (Math.max(training, model) > available) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%,d features x %,d labels need %,d MB for weights (%,d MB while training at %d bytes"
                  + " each, %,d MB more for the model's doubles), but the JVM may use %,d MB; lower"
                  + " the number of features or labels, or raise -Xmx",
              features,
              labels,
              megabytes(Math.max(training, model)),
              megabytes(training),
              keepsBest ? 2 * Float.BYTES : Float.BYTES,
              megabytes(weights * Double.BYTES),
              megabytes(available)));
    }
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
