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
    Best best = new Best();
    scan(order, metric, best);
    return threshold(order, best.predicted);
  }

  /** The threshold with the best metric. */
  private static final class Best implements Visitor {
    private int predicted;
    private double value = Double.NEGATIVE_INFINITY;
    private boolean isFound;

    @Override
    public void visit(int candidate, double candidateValue) {
      if (!isFound || candidateValue > value) {
        isFound = true;
        predicted = candidate;
        value = candidateValue;
      }
    }
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
    long[] order = descending();
    Best best = new Best();
    scan(order, metric, best);
    Closest closest = new Closest(positives, best.value - tolerance * Math.abs(best.value));
    scan(order, metric, closest);
    return new Balanced(threshold(order, closest.predicted), best.value);
  }

  /** The threshold, among those good enough, that predicts about as many pairs as are true. */
  private static final class Closest implements Visitor {
    private final double truePairs;
    private final double least;
    private int predicted = -1;
    private double distance = Double.POSITIVE_INFINITY;

    Closest(double truePairs, double least) {
      this.truePairs = truePairs;
      this.least = least;
    }

    @Override
    public void visit(int candidate, double value) {
      if (value < least) {
        return;
      }
      double ratio = candidate / truePairs;
      double candidateDistance = Math.max(ratio, truePairs / candidate);
      if (predicted < 0 || candidateDistance < distance) {
        distance = candidateDistance;
        predicted = candidate;
      }
    }
  }

  /**
   * What {@link #balanced} finds.
   *
   * @param threshold the threshold.
   * @param best the metric of the best of all thresholds.
   */
  record Balanced(double threshold, double best) {}

  /** Sees thresholds. */
  private interface Visitor {

    /**
     * Takes a threshold.
     *
     * @param predicted the number of pairs above it.
     * @param value the metric with it.
     */
    void visit(int predicted, double value);
  }

  /** Tries every threshold that makes a difference, from the highest down. */
  private void scan(long[] order, ThresholdMetric metric, Visitor visitor) {
    ThresholdMetric.Tally tally = metric.tally(truth, labels);
    visitor.visit(0, tally.value());
    for (int i = 0; i < order.length; i++) {
      tally.predict(index(order[i]));
      if (i + 1 == order.length
          ? score(order[i]) > Float.NEGATIVE_INFINITY
          : rank(order[i + 1]) != rank(order[i])) {
        visitor.visit(i + 1, tally.value());
      }
    }
  }

  /** The threshold below the first so many pairs. */
  private double threshold(long[] order, int predicted) {
    if (predicted == 0) {
      return order.length == 0 ? 0.0 : Math.nextUp(score(order[0]));
    }
    float next = predicted == order.length ? Float.NEGATIVE_INFINITY : score(order[predicted]);
    return between(next, score(order[predicted - 1]));
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
    Arrays.parallelSort(order);
    return order;
  }

  /** Equal for equal scores. */
  private static int rank(long pair) {
    return (int) (pair >>> Integer.SIZE);
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
