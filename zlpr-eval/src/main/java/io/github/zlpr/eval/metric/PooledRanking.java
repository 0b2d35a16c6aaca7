package io.github.zlpr.eval.metric;

import java.util.Arrays;

/**
 * Pairs of an example and a label, pooled in one order of scores: what ROC-AUC and average
 * precision are read off. The pool is that of all pairs (micro) or of the pairs of one label
 * (macro). Made by a {@link PooledCounter}.
 *
 * <p>The true pairs are in groups of equal scores. Of all pairs, true and false, it is known how
 * many have the score of a group, and how many are between two groups.
 *
 * <p>Example: true pairs with scores [2, 1] and false ones with [1, 3] have the groups 1 and 2;
 * there are 0 pairs below 1, 2 at 1, 0 between, 1 at 2 and 1 above.
 */
public final class PooledRanking {

  private final int[] truePairs;
  private final long[] pairs;

  /**
   * A ranking from counts. Groups without a true pair are none: their pairs are between the others.
   *
   * @param truePairs the number of true pairs of each group, from the lowest score.
   * @param pairs the number of pairs, true and false: at 2i + 1 of those in group i, at 2i of those
   *     below it and above the group before; 2 n + 1 numbers for n groups.
   * @throws IllegalArgumentException if the numbers of counts do not fit.
   */
  public PooledRanking(int[] truePairs, long[] pairs) {
    if (pairs.length != 2 * truePairs.length + 1) {
      throw new IllegalArgumentException(
          truePairs.length + " groups have 2 n + 1 counts of pairs, found " + pairs.length);
    }
    int groups = (int) Arrays.stream(truePairs).filter(count -> count > 0).count();
    this.truePairs = new int[groups];
    this.pairs = new long[2 * groups + 1];
    int group = 0;
    for (int i = 0; i < truePairs.length; i++) {
      this.pairs[2 * group] += pairs[2 * i];
      if (truePairs[i] == 0) {
        this.pairs[2 * group] += pairs[2 * i + 1];
      } else {
        this.truePairs[group] = truePairs[i];
        this.pairs[2 * group + 1] = pairs[2 * i + 1];
        group++;
      }
    }
    this.pairs[2 * group] += pairs[pairs.length - 1];
  }

  /**
   * The number of groups of true pairs with equal scores.
   *
   * @return at least 0.
   */
  public int groups() {
    return truePairs.length;
  }

  /**
   * The number of true pairs in a group.
   *
   * @param group the group, in [0, {@link #groups}), from the lowest score.
   * @return at least 1.
   */
  public long truePairs(int group) {
    return truePairs[group];
  }

  /**
   * The number of pairs, true and false, with a group's score.
   *
   * @param group the group, in [0, {@link #groups}), from the lowest score.
   * @return at least the true ones when all pairs have been counted.
   */
  public long pairsAt(int group) {
    return pairs[2 * group + 1];
  }

  /**
   * The number of pairs, all of them false, whose score is between two groups.
   *
   * @param group the group above, in [0, {@link #groups}]; 0 for those below all groups, the number
   *     of groups for those above all.
   * @return at least 0.
   */
  public long pairsBelow(int group) {
    return pairs[2 * group];
  }

  /**
   * The number of true pairs.
   *
   * @return at least 0.
   */
  public long truePairs() {
    return Arrays.stream(truePairs).asLongStream().sum();
  }

  /**
   * The number of pairs counted.
   *
   * @return at least 0.
   */
  public long pairs() {
    return Arrays.stream(pairs).sum();
  }
}
