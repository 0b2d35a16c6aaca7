package io.github.zlpr.trainer.rule;

import java.util.Arrays;

/**
 * Finds the one threshold whose predictions are best by a set metric.
 *
 * <p>All (example, label) pairs are sorted by score and predicted one after the other, from the
 * highest score down. Each pair updates the metric with O(1) work. Between two neighbouring scores
 * the metric does not change, so every threshold is tried. Scores are compared as floats.
 *
 * <p>Cost: O(nL log nL) time and 8 bytes for each of the nL pairs.
 */
final class ThresholdSearch {

  private final int labels;
  private final float[] scores;
  private final boolean[] truth;

  /**
   * A search over scored examples.
   *
   * @param scores the scores of n examples for L labels, example after example.
   * @param truth whether each pair is a true label, in the same order.
   * @param labels L.
   */
  ThresholdSearch(float[] scores, boolean[] truth, int labels) {
    this.scores = scores;
    this.truth = truth;
    this.labels = labels;
  }

  /**
   * Finds the best threshold.
   *
   * @param metric the metric to maximise.
   * @return the threshold, halfway between two neighbouring scores, or above or below all of them.
   *     If several are equally good, the highest.
   */
  double best(ThresholdMetric metric) {
    long[] order = descending();
    ThresholdMetric.Tally tally = metric.tally(truth, labels);
    double best = tally.value();
    double threshold = order.length == 0 ? 0.0 : Math.nextUp(score(order[0]));
    for (int i = 0; i < order.length; i++) {
      tally.predict(index(order[i]));
      boolean last = i + 1 == order.length;
      float score = score(order[i]);
      float next = last ? Float.NEGATIVE_INFINITY : score(order[i + 1]);
      if (next < score && tally.value() > best) {
        best = tally.value();
        threshold = between(next, score);
      }
    }
    return threshold;
  }

  /**
   * The pairs by falling score. The high half of each number orders the scores, the low half is the
   * index of the pair.
   */
  private long[] descending() {
    long[] order = new long[scores.length];
    for (int i = 0; i < order.length; i++) {
      // 0.0 − score also makes −0.0 equal to 0.0.
      int bits = Float.floatToIntBits(0.0f - scores[i]);
      int ascending = bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
      order[i] = ((long) ascending << 32) | i;
    }
    Arrays.sort(order);
    return order;
  }

  private static int index(long pair) {
    return (int) pair;
  }

  private float score(long pair) {
    return scores[index(pair)];
  }

  /** Halfway, or a float beside the one that is finite: doubles were rounded to these floats. */
  private static double between(float lower, float upper) {
    if (Float.isInfinite(lower)) {
      return Math.nextDown(upper);
    }
    return Float.isInfinite(upper) ? Math.nextUp(lower) : lower + 0.5 * ((double) upper - lower);
  }
}
