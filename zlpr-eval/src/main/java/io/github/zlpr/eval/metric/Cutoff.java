package io.github.zlpr.eval.metric;

/** The check shared by the metrics that look at the first k labels. */
final class Cutoff {

  private Cutoff() {}

  /**
   * Refuses a cutoff below 1.
   *
   * @param k the number of labels looked at.
   * @throws IllegalArgumentException if k is below 1.
   */
  static void check(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("the cutoff k must be at least 1, found " + k);
    }
  }
}
