package io.github.zlpr.eval.metric;

import java.util.Arrays;

/**
 * Counts the pairs of a {@link PooledRanking} by their scores, in any order and in several threads.
 *
 * <p>Only the scores of the true pairs are kept, sorted; of all pairs it is merely counted between
 * which of these their scores are. So the memory is in proportion to the true pairs, which are few
 * among many labels, nothing is approximated, and counts made by several threads add up to the same
 * numbers in any order. Cost: a search among a few of the true scores for each pair.
 *
 * <ul>
 *   <li>0.0 and −0.0 are tied, as are all scores that compare as equal, and no others.
 *   <li>NaN has no rank and is refused.
 * </ul>
 */
public final class PooledCounter {

  /**
   * Distinct scores of true pairs, ascending; then NaN, which is neither below nor at any score.
   */
  private final double[] thresholds;

  /** The number of true pairs at each threshold. */
  private final int[] truePairs;

  /** The number of pairs, true and false, at each place. */
  private final long[] pairs;

  /**
   * Equal slices of the range of the thresholds, so that the search for a score need only look into
   * its slice: at i, the number of thresholds in the slices before i. A score's slice is found by
   * arithmetic that never decreases as the score increases, so it may be rounded but not wrong.
   */
  private final int[] slices;

  /** The lowest finite threshold, where the slices begin. */
  private final double lowest;

  private final double slicesPerUnit;

  /**
   * A counter that knows the true pairs, and has counted none yet.
   *
   * @param trueScores the scores of all true pairs, in any order; not kept.
   * @throws IllegalArgumentException if a score is NaN.
   */
  public PooledCounter(double[] trueScores) {
    double[] sorted = trueScores.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0) {
      check(sorted[sorted.length - 1]);
    }
    int[] counts = new int[sorted.length];
    int size = 0;
    for (double score : sorted) {
      if (size == 0 || score > sorted[size - 1]) {
        sorted[size++] = score;
      }
      counts[size - 1]++;
    }
    thresholds = Arrays.copyOf(sorted, size + 1);
    thresholds[size] = Double.NaN;
    truePairs = size == sorted.length ? counts : Arrays.copyOf(counts, size);
    pairs = new long[2 * size + 1];
    slices = new int[2 * size + 2];
    double[] finite = Arrays.stream(thresholds).filter(Double::isFinite).toArray();
    lowest = finite.length == 0 ? 0.0 : finite[0];
    double range = finite.length == 0 ? 0.0 : finite[finite.length - 1] - lowest;
    double perUnit = 2.0 * size / range;
    slicesPerUnit = Double.isFinite(perUnit) ? perUnit : 0.0;
    for (int i = 0; i < size; i++) {
      slices[slice(thresholds[i]) + 1]++;
    }
    for (int i = 1; i < slices.length; i++) {
      slices[i] += slices[i - 1];
    }
  }

  private PooledCounter(PooledCounter other) {
    thresholds = other.thresholds;
    truePairs = other.truePairs;
    slices = other.slices;
    lowest = other.lowest;
    slicesPerUnit = other.slicesPerUnit;
    pairs = new long[other.pairs.length];
  }

  /**
   * A counter with the same true pairs that has counted none yet, for another thread to count in.
   *
   * @return a counter to be added to this one by {@link #merge}.
   */
  public PooledCounter split() {
    return new PooledCounter(this);
  }

  /**
   * Counts a pair. Each pair must be counted once, the true ones too.
   *
   * @param score its score.
   * @throws IllegalArgumentException if it is NaN.
   */
  public void add(double score) {
    pairs[place(score)]++;
  }

  /**
   * Counts pairs of the same score.
   *
   * @param score their score.
   * @param times their number.
   * @throws IllegalArgumentException if the score is NaN.
   */
  public void add(double score, long times) {
    pairs[place(score)] += times;
  }

  /**
   * Where a score is among the scores of the true pairs.
   *
   * @param score the score.
   * @return 2i + 1 if it is the ith of the distinct scores of true pairs, from 0 for the lowest; 2i
   *     if it is below that one and above the one before.
   * @throws IllegalArgumentException if it is NaN.
   */
  public int place(double score) {
    check(score);
    int slice = slice(score);
    int above = slices[slice];
    int to = slices[slice + 1];
    if (to - above > 1) {
      above = search(above, to, score);
    } else {
      // A threshold beyond the slice is above the score, so that none need be counted.
      above += thresholds[above] < score ? 1 : 0;
    }
    return 2 * above + (thresholds[above] == score ? 1 : 0);
  }

  /**
   * The number of {@link #place places}.
   *
   * @return twice the number of distinct scores of true pairs, and one.
   */
  public int places() {
    return pairs.length;
  }

  /**
   * The ranking of the pairs counted so far.
   *
   * @return the ranking, which later counts do not change.
   */
  public PooledRanking ranking() {
    return new PooledRanking(truePairs, pairs);
  }

  private static void check(double score) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a score is NaN, which cannot be ranked");
    }
  }

  private int slice(double score) {
    int slice = (int) ((score - lowest) * slicesPerUnit);
    return Math.max(0, Math.min(slice, slices.length - 2));
  }

  /** The first threshold of a range that is not below a score. */
  private int search(int start, int end, double score) {
    int from = start;
    int to = end;
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
   * Adds the counts of a counter that was {@link #split} from this one.
   *
   * @param other the other counter; not changed.
   */
  public void merge(PooledCounter other) {
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] += other.pairs[i];
    }
  }
}
