package io.github.zlpr.trainer.rule;

import java.util.Arrays;

/**
 * Makes probabilities of scores: p = σ(a s + b_l), with one slope a and one offset b for all
 * labels, or an offset for each.
 *
 * <p>a and b have the least log loss over all pairs of an example and a label (Newton's method, at
 * most {@value #MOST_STEPS} steps). Offsets of the labels have the least log loss of their own
 * pairs plus (b_l − b)² / 2, so a label with few positives stays near the common offset; with them
 * the slope is fitted again, in turn, at most {@value #MOST_ROUNDS} times.
 *
 * <p>Sources: Platt, Probabilistic Outputs for Support Vector Machines (1999), with the targets of
 * Lin, Lin and Weng, <a href="https://doi.org/10.1007/s10994-007-5018-6">A Note on Platt's
 * Probabilistic Outputs</a> (2007): (N₊ + 1) / (N₊ + 2) for true pairs and 1 / (N₋ + 2) for the
 * others keep the slope finite where scores part them without error.
 *
 * @param slope a, above 0 unless scores say nothing.
 * @param offsets b_l by label id; not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode compare its numbers
public record LogisticMap(double slope, double[] offsets) {

  private static final int MOST_STEPS = 100;
  private static final double PRECISION = 1e-10;

  /** Slope and offsets in turn are near their common optimum soon. */
  private static final int MOST_ROUNDS = 10;

  private static final double LEAST_CHANGE = 1e-4;

  /**
   * Fits a map.
   *
   * @param scores of examples held out, one row of L scores for each.
   * @param truth which of the pairs are true.
   * @param labels the number L of labels.
   * @param perLabel whether each label has an offset of its own.
   * @return the map.
   */
  public static LogisticMap fit(float[] scores, boolean[] truth, int labels, boolean perLabel) {
    double positives = 0.0;
    for (boolean isTrue : truth) {
      positives += isTrue ? 1.0 : 0.0;
    }
    double yes = (positives + 1.0) / (positives + 2.0);
    double no = 1.0 / (truth.length - positives + 2.0);
    double[] common = common(scores, truth, yes, no);
    double slope = common[0];
    double[] offsets = new double[labels];
    Arrays.fill(offsets, common[1]);
    double change = perLabel ? Double.POSITIVE_INFINITY : 0.0;
    for (int round = 0; round < MOST_ROUNDS && change > LEAST_CHANGE; round++) {
      for (int label = 0; label < labels; label++) {
        offsets[label] = offset(scores, truth, label, labels, slope, common[1]);
      }
      double next = slope(scores, truth, slope, offsets);
      change = Math.abs(next - slope);
      slope = next;
    }
    return new LogisticMap(slope, offsets);
  }

  /** One of Newton's steps for the slope, with the offsets of the labels. */
  private static double slope(float[] scores, boolean[] truth, double slope, double[] offsets) {
    double gradient = 0.0;
    double curvature = 1e-12;
    for (int i = 0; i < scores.length; i++) {
      double p = sigmoid(slope * scores[i] + offsets[i % offsets.length]);
      gradient += (p - (truth[i] ? 1.0 : 0.0)) * scores[i];
      curvature += p * (1.0 - p) * scores[i] * scores[i];
    }
    return slope - Math.max(-1.0, Math.min(1.0, gradient / curvature));
  }

  /** Newton's method for slope and offset, with steps halved until the loss falls. */
  private static double[] common(float[] scores, boolean[] truth, double yes, double no) {
    double slope = 1.0;
    double offset = 0.0;
    double loss = loss(scores, truth, yes, no, slope, offset);
    for (int step = 0; step < MOST_STEPS; step++) {
      double ga = 0.0;
      double gb = 0.0;
      double haa = 1e-12;
      double hab = 0.0;
      double hbb = 1e-12;
      for (int i = 0; i < scores.length; i++) {
        double p = sigmoid(slope * scores[i] + offset);
        double rest = p - (truth[i] ? yes : no);
        double weight = p * (1.0 - p);
        ga += rest * scores[i];
        gb += rest;
        haa += weight * scores[i] * scores[i];
        hab += weight * scores[i];
        hbb += weight;
      }
      double determinant = haa * hbb - hab * hab;
      double da = (hbb * ga - hab * gb) / determinant;
      double db = (haa * gb - hab * ga) / determinant;
      double length = 1.0;
      double next = loss(scores, truth, yes, no, slope - da, offset - db);
      while (!(next <= loss) && length > 1e-6) {
        length *= 0.5;
        next = loss(scores, truth, yes, no, slope - length * da, offset - length * db);
      }
      if (!(next <= loss)) {
        break;
      }
      slope -= length * da;
      offset -= length * db;
      boolean done = loss - next <= PRECISION * loss;
      loss = next;
      if (done) {
        break;
      }
    }
    return new double[] {slope, offset};
  }

  private static double loss(
      float[] scores, boolean[] truth, double yes, double no, double slope, double offset) {
    double sum = 0.0;
    for (int i = 0; i < scores.length; i++) {
      double x = slope * scores[i] + offset;
      double target = truth[i] ? yes : no;
      // log(1 + e^x) − t x, without overflow.
      sum += Math.max(x, 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))) - target * x;
    }
    return sum;
  }

  /** Newton's method in one dimension; the penalty makes the loss strictly convex. */
  private static double offset(
      float[] scores, boolean[] truth, int label, int labels, double slope, double common) {
    double offset = common;
    for (int step = 0; step < MOST_STEPS; step++) {
      double gradient = offset - common;
      double curvature = 1.0;
      for (int i = label; i < scores.length; i += labels) {
        double p = sigmoid(slope * scores[i] + offset);
        gradient += p - (truth[i] ? 1.0 : 0.0);
        curvature += p * (1.0 - p);
      }
      double change = Math.max(-1.0, Math.min(1.0, gradient / curvature));
      offset -= change;
      if (Math.abs(change) < PRECISION) {
        break;
      }
    }
    return offset;
  }

  /**
   * The probability of a label.
   *
   * @param label its id.
   * @param score its score.
   * @return σ(a s + b_l).
   */
  public double probability(int label, double score) {
    return sigmoid(slope * score + offsets[label]);
  }

  private static double sigmoid(double x) {
    if (x >= 0.0) {
      return 1.0 / (1.0 + StrictMath.exp(-x));
    }
    double e = StrictMath.exp(x);
    return e / (1.0 + e);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogisticMap map
        && slope == map.slope
        && Arrays.equals(offsets, map.offsets);
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(slope) + Arrays.hashCode(offsets);
  }

  @Override
  public String toString() {
    return "LogisticMap(slope=" + slope + ",offsets=" + Arrays.toString(offsets) + ")";
  }
}
