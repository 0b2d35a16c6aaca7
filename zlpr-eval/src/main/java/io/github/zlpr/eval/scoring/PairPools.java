package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.BaseScores;
import io.github.zlpr.core.ListedScores;
import io.github.zlpr.eval.metric.PooledCounter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pairs of an example and a label: the pool of all of them, and that of each label. */
public final class PairPools {

  /** Labels counted in one pass over a block: two cache lines of each row. */
  private static final int TILE = 16;

  private final PooledCounter all;
  private final PooledCounter[] byLabel;

  /** Of the labels that are not listed. */
  private BaseScores base = new BaseScores(new double[0]);

  /** The number of examples with base scores. */
  private long basedExamples;

  /** In how many of these a label is listed. */
  private final int[] listed;

  private PairPools(PooledCounter all, PooledCounter[] byLabel) {
    this.all = all;
    this.byLabel = byLabel;
    listed = new int[byLabel.length];
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

  /**
   * Counts the pairs of a block that has been scored. The pairs of labels that are not listed are
   * counted by {@link #addUnlisted}.
   */
  void add(ExampleBlock block) {
    List<ListedScores> lists = new ArrayList<>();
    double[][] rows = new double[block.size][];
    int size = 0;
    for (int i = 0; i < block.size; i++) {
      if (block.ranked[i] instanceof ListedScores scores) {
        lists.add(scores);
      } else {
        rows[size++] = block.ranked[i].toArray();
      }
    }
    add(rows, size);
    add(lists);
  }

  /** Label by label, so that what is counted together is close together in memory. */
  private void add(List<ListedScores> lists) {
    int[] ends = new int[byLabel.length + 1];
    for (ListedScores scores : lists) {
      base = scores.base();
      for (int id : scores.ids()) {
        ends[id + 1]++;
      }
    }
    for (int label = 0; label < byLabel.length; label++) {
      listed[label] += ends[label + 1];
      ends[label + 1] += ends[label];
    }
    double[] columns = new double[ends[byLabel.length]];
    for (ListedScores scores : lists) {
      int[] ids = scores.ids();
      for (int i = 0; i < ids.length; i++) {
        all.add(scores.values()[i]);
        columns[ends[ids[i]]++] = scores.values()[i];
      }
    }
    for (int label = 0; label < byLabel.length; label++) {
      for (int i = label == 0 ? 0 : ends[label - 1]; i < ends[label]; i++) {
        byLabel[label].add(columns[i]);
      }
    }
    basedExamples += lists.size();
  }

  private void add(double[][] rows, int size) {
    for (int i = 0; i < size; i++) {
      for (double score : rows[i]) {
        all.add(score);
      }
    }
    for (int from = 0; from < byLabel.length; from += TILE) {
      int to = Math.min(from + TILE, byLabel.length);
      for (int i = 0; i < size; i++) {
        for (int label = from; label < to; label++) {
          byLabel[label].add(rows[i][label]);
        }
      }
    }
  }

  /** Counts the pairs whose scores are base scores, after all blocks. */
  void addUnlisted() {
    for (int label = 0; label < base.labels(); label++) {
      long times = basedExamples - listed[label];
      all.add(base.score(label), times);
      byLabel[label].add(base.score(label), times);
    }
  }

  /** Adds the counts of pools that were split from these. */
  void merge(PairPools other) {
    all.merge(other.all);
    base = other.basedExamples > 0 ? other.base : base;
    basedExamples += other.basedExamples;
    for (int label = 0; label < byLabel.length; label++) {
      byLabel[label].merge(other.byLabel[label]);
      listed[label] += other.listed[label];
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
