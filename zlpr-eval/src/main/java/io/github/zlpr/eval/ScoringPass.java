package io.github.zlpr.eval;

import io.github.zlpr.eval.metric.ExampleMetric;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.multilabel.MultiLabel;

/**
 * The pass over the test examples. They are all read first, for to count pairs by their scores one
 * must know those of the true labels. Then the blocks are scored and measured by the workers,
 * collected in order, and let go, so that scores made from weights are never all there.
 */
final class ScoringPass {

  /** A block and what comes of it. */
  private record Pending(ExampleBlock block, Future<BlockValues> values) {}

  private final LabelScorer scorer;
  private final ImmutableOutputInfo<MultiLabel> info;
  private final List<ExampleMetric> metrics;
  private final List<ExampleBlock> blocks = new ArrayList<>();
  private final Queue<PairPools> splits = new ConcurrentLinkedQueue<>();
  private final List<BlockValues> values = new ArrayList<>();
  private PairPools pools;

  ScoringPass(
      LabelScorer scorer, ImmutableOutputInfo<MultiLabel> info, List<ExampleMetric> metrics) {
    this.scorer = scorer;
    this.info = info;
    this.metrics = metrics;
  }

  /**
   * Takes the next example.
   *
   * @param example the example.
   * @param ids the ids of its true labels, increasing.
   */
  void add(Example<MultiLabel> example, int[] ids) {
    if (blocks.isEmpty() || last().size == ExampleBlock.CAPACITY) {
      blocks.add(new ExampleBlock(ExampleBlock.CAPACITY * blocks.size()));
    }
    ExampleBlock block = last();
    int i = block.size++;
    block.examples[i] = example;
    block.trueIds[i] = ids;
    scorer.read(block, i);
    block.trueScores[i] = scorer.trueScores(block, i);
    for (int j = 0; j < ids.length; j++) {
      BlockValues.requireNumber(block.trueScores[i][j], block.first + i, ids[j], info);
    }
  }

  private ExampleBlock last() {
    return blocks.get(blocks.size() - 1);
  }

  /**
   * Scores and measures all examples.
   *
   * @param workers the threads.
   * @param listener is shown the scores, in the order of the examples.
   */
  void run(Workers workers, ScoreListener listener) {
    pools = PairPools.of(blocks, info.size());
    Queue<Pending> pending = new ArrayDeque<>();
    for (int i = 0; i < blocks.size(); i++) {
      ExampleBlock block = blocks.set(i, null);
      pending.add(new Pending(block, workers.submit(() -> measure(block))));
      if (pending.size() > workers.threads()) {
        collect(pending.remove(), listener);
      }
    }
    pending.forEach(next -> collect(next, listener));
    splits.forEach(pools::merge);
  }

  private BlockValues measure(ExampleBlock block) {
    scorer.score(block);
    BlockValues measured = BlockValues.of(block, metrics, info);
    PairPools idle = splits.poll();
    PairPools split = idle == null ? pools.split() : idle;
    split.add(block);
    splits.add(split);
    return measured;
  }

  private void collect(Pending next, ScoreListener listener) {
    values.add(Workers.join(next.values));
    for (int i = 0; i < next.block.size; i++) {
      listener.scored(next.block.examples[i], next.block.scores[i]);
    }
  }

  /** What the examples add to the metrics, in their order. */
  List<BlockValues> values() {
    return values;
  }

  /** The pools, in which all pairs have been counted. */
  PairPools pools() {
    return pools;
  }
}
