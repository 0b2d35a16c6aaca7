package io.github.zlpr.eval.metric;

import java.util.Arrays;

/**
 * The labels of one example in order of their scores, best first: sorted once, read by every {@link
 * RankingMetric}.
 *
 * <p>Labels with equal scores form one <em>tie group</em>. Groups are numbered from 0, the best
 * score, and all a metric needs to know is how many labels, and how many true labels, there are up
 * to the end of each group.
 *
 * <p>Example: scores [0.2, 0.9, 0.2, 0.5] with true labels {0, 1} make three groups, {1}, {3} and
 * {0, 2}; {@link #labelsThrough} is [1, 2, 4] and {@link #trueThrough} is [1, 1, 2].
 *
 * <ul>
 *   <li>0.0 and −0.0 are tied, as are all scores that compare as equal, and no others: neighbouring
 *       doubles and subnormal numbers are told apart.
 *   <li>Infinite scores rank first and last; infinities of the same sign are tied.
 *   <li>NaN has no rank and is refused.
 * </ul>
 *
 * One instance serves any number of examples, one after the other, without allocating again. Cost:
 * O(n log n) for n labels, with a primitive sort of the scores alone. The labels need not be sorted
 * along, since the few true ones find their groups by binary search.
 */
public final class Ranking {

  /** Negated scores in ascending order, one per group. */
  private final double[] keys;

  private final int[] labelsThrough;
  private final int[] trueThrough;
  private int groups;
  private int trueLabels;

  /**
   * A ranking to be filled by {@link #rank}.
   *
   * @param labels n, the number of labels, at least 1.
   */
  public Ranking(int labels) {
    if (labels < 1) {
      throw new IllegalArgumentException("a ranking needs at least 1 label, found " + labels);
    }
    keys = new double[labels];
    labelsThrough = new int[labels];
    trueThrough = new int[labels];
  }

  /**
   * Ranks the labels of an example, in place of those of the example before.
   *
   * @param scores the n scores by label id; not changed and not kept.
   * @param trueLabels the ids of the true labels: increasing, each in [0, n).
   * @return this ranking.
   * @throws IllegalArgumentException if there are not n scores, if one is NaN, or if the true
   *     labels are not increasing ids below n.
   */
  public Ranking rank(double[] scores, int[] trueLabels) {
    check(scores, trueLabels);
    for (int i = 0; i < scores.length; i++) {
      keys[i] = key(scores[i]);
    }
    Arrays.sort(keys);
    groups = 0;
    for (int i = 0; i < keys.length; i++) {
      if (groups == 0 || keys[i] > keys[groups - 1]) {
        keys[groups] = keys[i];
        trueThrough[groups] = 0;
        groups++;
      }
      labelsThrough[groups - 1] = i + 1;
    }
    for (int label : trueLabels) {
      trueThrough[Arrays.binarySearch(keys, 0, groups, key(scores[label]))]++;
    }
    for (int group = 1; group < groups; group++) {
      trueThrough[group] += trueThrough[group - 1];
    }
    this.trueLabels = trueLabels.length;
    return this;
  }

  /**
   * Negates, so that ascending order is best first, and turns −0.0 into 0.0, which sorting and
   * searching would otherwise tell apart. Exact for every double.
   */
  private static double key(double score) {
    return 0.0 - score;
  }

  private void check(double[] scores, int[] trueLabels) {
    if (scores.length != keys.length) {
      throw new IllegalArgumentException(
          "expected " + keys.length + " scores, found " + scores.length);
    }
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("label " + i + " has score NaN, which cannot be ranked");
      }
    }
    int previous = -1;
    for (int label : trueLabels) {
      if (label <= previous || label >= scores.length) {
        throw new IllegalArgumentException(
            "true labels must be increasing ids in [0, "
                + scores.length
                + "), found "
                + Arrays.toString(trueLabels));
      }
      previous = label;
    }
  }

  /**
   * The number of labels.
   *
   * @return n.
   */
  public int labels() {
    return keys.length;
  }

  /**
   * The number of true labels.
   *
   * @return at least 0, at most n.
   */
  public int trueLabels() {
    return trueLabels;
  }

  /**
   * The number of tie groups, that is of distinct scores.
   *
   * @return at least 1, at most n.
   */
  public int groups() {
    return groups;
  }

  /**
   * The number of labels in a group and those above it: the worst rank, counted from 1, of the
   * group's labels.
   *
   * @param group the group, in [0, {@link #groups}).
   * @return the number of labels with at least the group's score.
   */
  public int labelsThrough(int group) {
    return labelsThrough[group];
  }

  /**
   * The number of true labels in a group and those above it.
   *
   * @param group the group, in [0, {@link #groups}).
   * @return the number of true labels with at least the group's score.
   */
  public int trueThrough(int group) {
    return trueThrough[group];
  }

  /**
   * The share of true labels within one group: the chance that any one of its places is taken by a
   * true label when tied labels are put in random order.
   *
   * @param group the group, in [0, {@link #groups}).
   * @return in [0, 1].
   */
  public double trueShare(int group) {
    return (trueThrough[group] - trueAbove(group))
        / (double) (labelsThrough[group] - labelsAbove(group));
  }

  /**
   * The number of true labels among the first k, as the expected value over all orders of tied
   * labels.
   *
   * <p>Only the group across the cut matters: each of the places left to it is a hit with the
   * chance {@link #trueShare}.
   *
   * <p>Example: scores [3, 1, 1, 1] with true labels {0, 2} have 1 + 1/3 hits among the first two.
   *
   * @param k the number of places, at least 0; all labels are taken if there are fewer.
   * @return the expected number of hits.
   */
  public double expectedHits(int k) {
    int group = 0;
    while (group < groups && labelsThrough[group] <= k) {
      group++;
    }
    if (group == groups) {
      return trueLabels;
    }
    return trueAbove(group) + (k - labelsAbove(group)) * trueShare(group);
  }

  private int labelsAbove(int group) {
    return group == 0 ? 0 : labelsThrough[group - 1];
  }

  private int trueAbove(int group) {
    return group == 0 ? 0 : trueThrough[group - 1];
  }
}
