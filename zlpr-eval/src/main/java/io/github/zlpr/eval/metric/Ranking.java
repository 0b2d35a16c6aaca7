package io.github.zlpr.eval.metric;

import io.github.zlpr.core.BaseScores;
import io.github.zlpr.core.DenseScores;
import io.github.zlpr.core.LabelScores;
import io.github.zlpr.core.ListedScores;
import java.util.Arrays;

/**
 * The labels of one example in order of their scores, best first: worked out once, read by every
 * {@link RankingMetric}.
 *
 * <p>Labels with equal scores form one <em>tie group</em>. Only groups with a true label matter;
 * they are numbered from 0, the best score, and all a metric needs to know is how many labels, and
 * how many true labels, there are above each group and up to its end.
 *
 * <p>Example: scores [0.2, 0.9, 0.2, 0.5] with true labels {0, 1} make the groups {1} and {0, 2}
 * ({3} has no true label); {@link #labelsAbove} is [0, 2], {@link #labelsThrough} is [1, 4] and
 * {@link #trueThrough} is [1, 2].
 *
 * <ul>
 *   <li>0.0 and −0.0 are tied, as are all scores that compare as equal, and no others: neighbouring
 *       doubles and subnormal numbers are told apart.
 *   <li>Infinite scores rank first and last; infinities of the same sign are tied.
 *   <li>NaN has no rank and is refused.
 * </ul>
 *
 * One instance serves any number of examples, one after the other. Cost: O(n log |Y|) for n labels,
 * Y of them true: only the scores of the few true labels are sorted, the others are counted between
 * them.
 */
public final class Ranking {

  private final int labels;

  /** Negated scores of the true labels in ascending order, one per group. */
  private double[] keys = new double[0];

  private int[] labelsAbove = new int[1];
  private int[] labelsThrough = new int[0];
  private int[] trueThrough = new int[0];
  private int[] trueIds = new int[0];
  private int[] trueGroups = new int[0];
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
    this.labels = labels;
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
    return rank(new DenseScores(scores), trueLabels);
  }

  /**
   * Ranks the labels of an example, in place of those of the example before.
   *
   * <p>Cost for {@link ListedScores}: O(m log |Y| + |Y| log n) for m labels listed.
   *
   * @param scores the scores of the n labels; not kept.
   * @param trueLabels the ids of the true labels: increasing, each in [0, n).
   * @return this ranking.
   * @throws IllegalArgumentException as above.
   */
  public Ranking rank(LabelScores scores, int[] trueLabels) {
    check(scores, trueLabels);
    makeRoom(trueLabels.length);
    this.trueLabels = trueLabels.length;
    sortTrueScores(scores, trueLabels);
    for (int i = 0; i < trueLabels.length; i++) {
      trueIds[i] = trueLabels[i];
      trueGroups[i] = groupsAbove(key(scores.score(trueLabels[i])));
      trueThrough[trueGroups[i]]++;
    }
    if (scores instanceof ListedScores listed) {
      count(listed);
    } else {
      for (double score : scores.toArray()) {
        count(score, 1);
      }
    }
    for (int group = 0; group < groups; group++) {
      if (group > 0) {
        labelsAbove[group] += labelsThrough[group - 1];
        trueThrough[group] += trueThrough[group - 1];
      }
      labelsThrough[group] += labelsAbove[group];
    }
    return this;
  }

  /** All labels by their base scores, and then those listed from these to their own. */
  private void count(ListedScores scores) {
    BaseScores base = scores.base();
    int counted = 0;
    for (int group = 0; group < groups; group++) {
      int above = base.above(-keys[group]);
      int through = base.atLeast(-keys[group]);
      labelsAbove[group] = above - counted;
      labelsThrough[group] = through - above;
      counted = through;
    }
    labelsAbove[groups] = base.labels() - counted;
    int[] ids = scores.ids();
    for (int i = 0; i < ids.length; i++) {
      count(base.score(ids[i]), -1);
      count(scores.values()[i], 1);
    }
  }

  private void count(double score, int times) {
    double key = key(score);
    int group = groupsAbove(key);
    if (group < groups && keys[group] == key) {
      labelsThrough[group] += times;
    } else {
      labelsAbove[group] += times;
    }
  }

  private void makeRoom(int size) {
    if (keys.length < size) {
      keys = new double[size];
      labelsAbove = new int[size + 1];
      labelsThrough = new int[size];
      trueThrough = new int[size];
      trueIds = new int[size];
      trueGroups = new int[size];
    }
    Arrays.fill(labelsAbove, 0);
    Arrays.fill(labelsThrough, 0);
    Arrays.fill(trueThrough, 0);
  }

  private void sortTrueScores(LabelScores scores, int[] trueLabels) {
    for (int i = 0; i < trueLabels.length; i++) {
      keys[i] = key(scores.score(trueLabels[i]));
    }
    Arrays.sort(keys, 0, trueLabels.length);
    groups = 0;
    for (int i = 0; i < trueLabels.length; i++) {
      if (groups == 0 || keys[i] > keys[groups - 1]) {
        keys[groups++] = keys[i];
      }
    }
  }

  /** The number of groups above a key, by a search whose steps do not depend on it. */
  private int groupsAbove(double key) {
    int start = 0;
    int size = groups;
    while (size > 1) {
      int half = size >>> 1;
      start = keys[start + half - 1] < key ? start + half : start;
      size -= half;
    }
    return size == 1 && keys[start] < key ? start + 1 : start;
  }

  /**
   * Negates, so that ascending order is best first, and turns −0.0 into 0.0, which sorting and
   * searching would otherwise tell apart. Exact for every double.
   */
  private static double key(double score) {
    return 0.0 - score;
  }

  private void check(LabelScores scores, int[] trueLabels) {
    if (scores.labels() != labels) {
      throw new IllegalArgumentException(
          "expected " + labels + " scores, found " + scores.labels());
    }
    int nan = scores.firstNaN();
    if (nan >= 0) {
      throw new IllegalArgumentException("label " + nan + " has score NaN, which cannot be ranked");
    }
    int previous = -1;
    for (int label : trueLabels) {
      if (label <= previous || label >= labels) {
        throw new IllegalArgumentException(
            "true labels must be increasing ids in [0, "
                + labels
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
    return labels;
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
   * The id of a true label.
   *
   * @param i which of them, in [0, {@link #trueLabels}), in the order of their ids.
   * @return its id.
   */
  public int trueLabel(int i) {
    return trueIds[i];
  }

  /**
   * The group of a true label.
   *
   * @param i which of them, in [0, {@link #trueLabels}), in the order of their ids.
   * @return its group, in [0, {@link #groups}).
   */
  public int trueGroup(int i) {
    return trueGroups[i];
  }

  /**
   * The number of tie groups with a true label, that is of distinct scores of true labels.
   *
   * @return at least 0, at most the number of true labels.
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
   * @return in (0, 1].
   */
  public double trueShare(int group) {
    return (trueThrough[group] - trueAbove(group))
        / (double) (labelsThrough[group] - labelsAbove[group]);
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
    return trueAbove(group) + Math.max(0, k - labelsAbove[group]) * trueShare(group);
  }

  /**
   * The number of labels above a group.
   *
   * @param group the group, in [0, {@link #groups}).
   * @return the number of labels with a higher score than the group's.
   */
  public int labelsAbove(int group) {
    return labelsAbove[group];
  }

  private int trueAbove(int group) {
    return group == 0 ? 0 : trueThrough[group - 1];
  }
}
