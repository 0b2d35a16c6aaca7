package io.github.zlpr.trainer.rule;

import java.util.Arrays;
import java.util.function.Consumer;

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
    return best(metric, 0.0, Double.POSITIVE_INFINITY);
  }

  /**
   * Finds the best threshold of those that predict about as many pairs as are true.
   *
   * @param metric the metric to maximise.
   * @param least the fewest pairs to predict, for each true pair.
   * @param most the most pairs to predict, for each true pair.
   * @return the threshold, as {@link #best(ThresholdMetric)} gives it; if ties leave none with so
   *     many pairs, the one whose number of pairs comes closest.
   */
  double best(ThresholdMetric metric, double least, double most) {
    int positives = 0;
    for (boolean isTrue : truth) {
      positives += isTrue ? 1 : 0;
    }
    double from = least * positives;
    double to = positives == 0 ? Double.POSITIVE_INFINITY : most * positives;
    Candidate[] best = {null};
    double[] leastExcess = {Double.POSITIVE_INFINITY};
    scan(
        descending(),
        metric,
        candidate -> {
          double excess =
              Math.max(0.0, Math.max(from - candidate.predicted(), candidate.predicted() - to));
          if (excess < leastExcess[0]
              || (excess == leastExcess[0] && candidate.value() > best[0].value())) {
            leastExcess[0] = excess;
            best[0] = candidate;
          }
        });
    return best[0].threshold();
  }

  /** A threshold, how many pairs are above it, and the metric. */
  private record Candidate(int predicted, double value, double threshold) {}

  /** Tries every threshold that makes a difference, from the highest down. */
  private void scan(long[] order, ThresholdMetric metric, Consumer<Candidate> candidates) {
    ThresholdMetric.Tally tally = metric.tally(truth, labels);
    double above = order.length == 0 ? 0.0 : Math.nextUp(score(order[0]));
    candidates.accept(new Candidate(0, tally.value(), above));
    for (int i = 0; i < order.length; i++) {
      tally.predict(index(order[i]));
      float score = score(order[i]);
      float next = i + 1 == order.length ? Float.NEGATIVE_INFINITY : score(order[i + 1]);
      if (next < score) {
        candidates.accept(new Candidate(i + 1, tally.value(), between(next, score)));
      }
    }
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
