package io.github.zlpr.eval.metric;

/** What the metrics that look at the first k labels share. */
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

  /**
   * The discount of a rank.
   *
   * @param rank the rank, from 1.
   * @return 1/ln(rank + 1): in natural logarithms, because the base cancels in a quotient.
   */
  static double discount(int rank) {
    return 1.0 / StrictMath.log(rank + 1.0);
  }
}
