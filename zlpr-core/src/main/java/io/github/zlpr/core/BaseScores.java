package io.github.zlpr.core;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The scores that labels have for every example that does not touch them, such as the biases of a
 * linear model, and their order. Worked out once, so that thousands of untouched labels are ranked
 * by looking up how many are above a score.
 *
 * <p>As everywhere, 0.0 and −0.0 are equal. Instances do not change.
 */
public final class BaseScores {

  private final double[] scores;

  /** The ids of the labels, highest score first. */
  private final int[] order;

  /** The scores in ascending order, with 0.0 for −0.0. */
  private final double[] sorted;

  /** The number of labels, the last of them with −∞, which are not in the arrays. */
  private final int labels;

  /**
   * Scores.
   *
   * @param scores the scores by label id.
   * @throws IllegalArgumentException if a score is NaN.
   */
  public BaseScores(double[] scores) {
    this.scores = scores.clone();
    labels = scores.length;
    order =
        IntStream.range(0, labels)
            .boxed()
            .sorted(Comparator.comparingDouble(id -> 0.0 - scores[id]))
            .mapToInt(Integer::intValue)
            .toArray();
    sorted = new double[labels];
    for (int rank = 0; rank < labels; rank++) {
      double score = scores[order[rank]];
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException("the score of label " + order[rank] + " is NaN");
      }
      sorted[labels - 1 - rank] = score + 0.0;
    }
  }

  private BaseScores(BaseScores other, int labels) {
    scores = other.scores;
    order = other.order;
    sorted = other.sorted;
    this.labels = labels;
  }

  /** These scores with −∞ for further labels. */
  BaseScores padded(int labels) {
    return new BaseScores(this, labels);
  }

  /**
   * The number of labels.
   *
   * @return at least 0.
   */
  public int labels() {
    return labels;
  }

  /**
   * The score of a label.
   *
   * @param label its id.
   * @return the score.
   */
  public double score(int label) {
    return label < scores.length ? scores[label] : Double.NEGATIVE_INFINITY;
  }

  /**
   * How many labels have a higher score.
   *
   * @param score a score, not NaN.
   * @return at least 0.
   */
  public int above(double score) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] > score) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return sorted.length - from;
  }

  /**
   * How many labels have this score or a higher one.
   *
   * @param score a score, not NaN.
   * @return at least 0.
   */
  public int atLeast(double score) {
    if (score == Double.NEGATIVE_INFINITY) {
      return labels;
    }
    return above(Math.nextDown(score));
  }

  /** The id of the label at a rank, from 0 for the highest score; only of those in the arrays. */
  int label(int rank) {
    return order[rank];
  }
}
