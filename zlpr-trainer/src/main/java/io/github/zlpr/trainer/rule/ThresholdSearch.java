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
    Candidate[] best = {null};
    scan(
        descending(),
        metric,
        candidate -> {
          if (best[0] == null || candidate.value() > best[0].value()) {
            best[0] = candidate;
          }
        });
    return best[0].threshold();
  }

  /**
   * Finds a threshold that is nearly the best and predicts about as many pairs as are true.
   *
   * @param metric the metric to maximise.
   * @param tolerance how much worse than the best it may be, relative to the best.
   * @return of the thresholds that are so good, as {@link #best(ThresholdMetric)} gives them, the
   *     one whose number of predicted pairs is closest to that of the true pairs, by their ratio;
   *     of two that are as close, the higher.
   */
  Balanced balanced(ThresholdMetric metric, double tolerance) {
    double positives = 0.0;
    for (boolean isTrue : truth) {
      positives += isTrue ? 1.0 : 0.0;
    }
    double truePairs = positives;
    long[] order = descending();
    double[] best = {Double.NEGATIVE_INFINITY};
    scan(order, metric, candidate -> best[0] = Math.max(best[0], candidate.value()));
    double least = best[0] - tolerance * Math.abs(best[0]);
    Candidate[] closest = {null};
    double[] leastDistance = {Double.POSITIVE_INFINITY};
    scan(
        order,
        metric,
        candidate -> {
          double predicted = candidate.predicted();
          double distance = Math.max(predicted / truePairs, truePairs / predicted);
          if (candidate.value() >= least && (closest[0] == null || distance < leastDistance[0])) {
            leastDistance[0] = distance;
            closest[0] = candidate;
          }
        });
    return new Balanced(closest[0].threshold(), best[0]);
  }

  /**
   * What {@link #balanced} finds.
   *
   * @param threshold the threshold.
   * @param best the metric of the best of all thresholds.
   */
  record Balanced(double threshold, double best) {}

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
