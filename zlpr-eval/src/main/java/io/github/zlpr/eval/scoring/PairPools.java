package io.github.zlpr.eval.scoring;

import io.github.zlpr.eval.metric.PooledCounter;
import java.util.Arrays;
import java.util.List;

/** The pairs of an example and a label: the pool of all of them, and that of each label. */
public final class PairPools {

  /** Labels counted in one pass over a block: two cache lines of each row. */
  private static final int TILE = 16;

  private final PooledCounter all;
  private final PooledCounter[] byLabel;

  private PairPools(PooledCounter all, PooledCounter[] byLabel) {
    this.all = all;
    this.byLabel = byLabel;
  }

  /** Pools whose true pairs are known and in which no pair has been counted yet. */
  static PairPools of(List<ExampleBlock> blocks, int labels) {
    int[] sizes = new int[labels];
    for (ExampleBlock block : blocks) {
      for (int i = 0; i < block.size; i++) {
        for (int id : block.trueIds[i]) {
          sizes[id]++;
        }
      }
    }
    double[][] trueScores = new double[labels][];
    Arrays.setAll(trueScores, label -> new double[sizes[label]]);
    double[] allScores = new double[Arrays.stream(sizes).sum()];
    int size = 0;
    for (ExampleBlock block : blocks) {
      for (int i = 0; i < block.size; i++) {
        for (int j = 0; j < block.trueIds[i].length; j++) {
          int id = block.trueIds[i][j];
          double score = block.trueScore(i, j);
          trueScores[id][--sizes[id]] = score;
          allScores[size++] = score;
        }
      }
    }
    PooledCounter[] byLabel = new PooledCounter[labels];
    Arrays.setAll(byLabel, label -> new PooledCounter(trueScores[label]));
    return new PairPools(new PooledCounter(allScores), byLabel);
  }

  /** Pools with the same true pairs, for another thread to count in. */
  PairPools split() {
    return new PairPools(
        all.split(),
        Arrays.stream(byLabel).map(PooledCounter::split).toArray(PooledCounter[]::new));
  }

  /** Counts all pairs of a block that has been scored. */
  void add(ExampleBlock block) {
    for (int i = 0; i < block.size; i++) {
      for (double score : block.ranked[i]) {
        all.add(score);
      }
    }
    for (int from = 0; from < byLabel.length; from += TILE) {
      int to = Math.min(from + TILE, byLabel.length);
      for (int i = 0; i < block.size; i++) {
        for (int label = from; label < to; label++) {
          byLabel[label].add(block.ranked[i][label]);
        }
      }
    }
  }

  /** Adds the counts of pools that were split from these. */
  void merge(PairPools other) {
    all.merge(other.all);
    for (int label = 0; label < byLabel.length; label++) {
      byLabel[label].merge(other.byLabel[label]);
    }
  }

  /**
   * The number of labels.
   *
   * @return at least 1.
   */
  public int labels() {
    return byLabel.length;
  }

  /**
   * The pool of all pairs.
   *
   * @return the pool.
   */
  public PooledCounter all() {
    return all;
  }

  /**
   * The pool of the pairs of one label.
   *
   * @param label the id of the label.
   * @return the pool.
   */
  public PooledCounter label(int label) {
    return byLabel[label];
  }
}
