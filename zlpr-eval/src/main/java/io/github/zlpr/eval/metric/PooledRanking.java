package io.github.zlpr.eval.metric;

import java.util.Arrays;

/**
 * Pairs of an example and a label, pooled in one order of scores: what ROC-AUC and average
 * precision are read off. The pool is that of all pairs (micro) or of the pairs of one label
 * (macro).
 *
 * <p>Only the scores of the true pairs are kept, sorted; of all pairs it is merely counted between
 * which of these their scores are. So the memory is in proportion to the true pairs, which are few
 * among many labels, nothing is approximated, and counts made by several threads add up to the same
 * numbers in any order. Cost: a search among a few of the true scores for each pair.
 *
 * <p>Example: true pairs with scores [2, 1] and false ones with [1, 3] have the thresholds 1 and 2;
 * counted are 0 pairs below 1, 2 at 1, 0 between, 1 at 2 and 1 above.
 *
 * <ul>
 *   <li>0.0 and −0.0 are tied, as are all scores that compare as equal, and no others.
 *   <li>NaN has no rank and is refused.
 * </ul>
 */
public final class PooledRanking {

  /** Distinct scores of true pairs, ascending. */
  private final double[] thresholds;

  /** The number of true pairs at each threshold. */
  private final long[] truePairs;

  /**
   * The number of pairs, true and false: at 2i of those between the thresholds i − 1 and i, at 2i +
   * 1 of those at threshold i.
   */
  private final long[] pairs;

  /**
   * Equal slices of the range of the thresholds, so that the search for a score need only look into
   * its slice: at i, the number of thresholds in the slices before i. A score's slice is found by
   * arithmetic that never decreases as the score increases, so it may be rounded but not wrong.
   */
  private final int[] slices;

  private final double slicesPerUnit;

  /**
   * A pool of which the true pairs are known, and none counted yet.
   *
   * @param trueScores the scores of all true pairs, in any order; not kept.
   * @throws IllegalArgumentException if a score is NaN.
   */
  public PooledRanking(double[] trueScores) {
    double[] sorted = trueScores.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0) {
      check(sorted[sorted.length - 1]);
    }
    long[] counts = new long[sorted.length];
    int size = 0;
    for (double score : sorted) {
      if (size == 0 || score > sorted[size - 1]) {
        sorted[size++] = score;
      }
      counts[size - 1]++;
    }
    thresholds = size == sorted.length ? sorted : Arrays.copyOf(sorted, size);
    truePairs = size == sorted.length ? counts : Arrays.copyOf(counts, size);
    pairs = new long[2 * size + 1];
    slices = new int[2 * size + 2];
    double range = size == 0 ? 0.0 : thresholds[size - 1] - thresholds[0];
    double perUnit = 2.0 * size / range;
    slicesPerUnit = Double.isFinite(perUnit) ? perUnit : 0.0;
    for (double threshold : thresholds) {
      slices[slice(threshold) + 1]++;
    }
    for (int i = 1; i < slices.length; i++) {
      slices[i] += slices[i - 1];
    }
  }

  private PooledRanking(PooledRanking other) {
    thresholds = other.thresholds;
    truePairs = other.truePairs;
    slices = other.slices;
    slicesPerUnit = other.slicesPerUnit;
    pairs = new long[other.pairs.length];
  }

  /**
   * A pool with the same true pairs in which none is counted yet, for another thread to count in.
   *
   * @return a pool to be added to this one by {@link #merge}.
   */
  public PooledRanking split() {
    return new PooledRanking(this);
  }

  /**
   * Counts a pair. Each pair must be counted once, the true ones too.
   *
   * @param score its score.
   * @throws IllegalArgumentException if it is NaN.
   */
  public void add(double score) {
    check(score);
    int above = above(score);
    boolean at = above < thresholds.length && thresholds[above] == score;
    pairs[at ? 2 * above + 1 : 2 * above]++;
  }

  private static void check(double score) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a score is NaN, which cannot be ranked");
    }
  }

  private int slice(double score) {
    int slice = (int) ((score - thresholds[0]) * slicesPerUnit);
    return Math.max(0, Math.min(slice, slices.length - 2));
  }

  /** The number of thresholds below a score. */
  private int above(double score) {
    if (thresholds.length == 0) {
      return 0;
    }
    int slice = slice(score);
    int from = slices[slice];
    int to = slices[slice + 1];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (thresholds[middle] < score) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /**
   * Adds the counts of a pool that was {@link #split} from this one.
   *
   * @param other the other pool; not changed.
   */
  public void merge(PooledRanking other) {
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] += other.pairs[i];
    }
  }

  /**
   * The number of groups of true pairs with equal scores.
   *
   * @return at least 0.
   */
  public int groups() {
    return thresholds.length;
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
    return Arrays.stream(truePairs).sum();
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
