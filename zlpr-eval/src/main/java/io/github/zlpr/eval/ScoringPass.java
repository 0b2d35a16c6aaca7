package io.github.zlpr.eval;

import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.MacroAP;
import io.github.zlpr.eval.metric.MacroAUC;
import io.github.zlpr.eval.metric.MacroF1;
import io.github.zlpr.eval.metric.PooledRanking;
import io.github.zlpr.eval.metric.Propensities;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.tribuo.Example;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
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
  private final ImmutableMultiLabelInfo info;
  private final List<ExampleMetric> metrics;
  private final List<ExampleBlock> blocks = new ArrayList<>();

  /** Those in which no thread is counting: at first the pools themselves, then what was split. */
  private final Queue<PairPools> idlePools = new ConcurrentLinkedQueue<>();

  private final List<BlockValues> values = new ArrayList<>();
  private final PairValues pairValues;
  private PairPools pools;

  /**
   * A pass over no examples yet.
   *
   * @param scorer scores the examples.
   * @param info the labels.
   * @param metrics what to measure of each example.
   * @param isKeeping whether what resampling needs of the examples is kept.
   */
  ScoringPass(
      LabelScorer scorer,
      ImmutableMultiLabelInfo info,
      List<ExampleMetric> metrics,
      boolean isKeeping) {
    this.scorer = scorer;
    this.info = info;
    this.metrics = metrics;
    pairValues = isKeeping ? new PairValues() : null;
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
    idlePools.add(pools);
    Queue<Pending> pending = new ArrayDeque<>();
    for (int i = 0; i < blocks.size(); i++) {
      ExampleBlock block = blocks.set(i, null);
      pending.add(new Pending(block, workers.submit(() -> measure(block))));
      if (pending.size() > workers.threads()) {
        collect(pending.remove(), listener);
      }
    }
    pending.forEach(next -> collect(next, listener));
    idlePools.remove(pools);
    idlePools.forEach(pools::merge);
    idlePools.clear();
  }

  private BlockValues measure(ExampleBlock block) {
    scorer.score(block);
    BlockValues measured = BlockValues.of(block, metrics, info);
    PairPools idle = idlePools.poll();
    PairPools counting = idle == null ? pools.split() : idle;
    counting.add(block);
    idlePools.add(counting);
    return measured;
  }

  private void collect(Pending next, ScoreListener listener) {
    values.add(Workers.join(next.values));
    if (pairValues != null) {
      pairValues.add(next.block);
    }
    for (int i = 0; i < next.block.size; i++) {
      listener.scored(next.block.examples[i], next.block.scores[i]);
    }
  }

  /** What the examples add to the metrics, in their order. */
  List<BlockValues> values() {
    return values;
  }

  /** The examples' scores and labels; null unless they are kept. */
  PairValues pairValues() {
    return pairValues;
  }

  /** The metrics of each label, by id. */
  List<LabelMetrics> perLabel(Propensities propensities) {
    List<LabelMetrics> perLabel = new ArrayList<>();
    for (int id = 0; id < info.size(); id++) {
      int label = id;
      PooledRanking pool = pools.label(id).ranking();
      long hits = values.stream().mapToLong(block -> block.hits(label)).sum();
      long predicted = values.stream().mapToLong(block -> block.predicted(label)).sum();
      perLabel.add(
          new LabelMetrics(
              info.getOutput(id).getLabelString(),
              new MacroAP().labelValue(pool),
              new MacroAUC().labelValue(pool),
              new MacroF1().labelValue(hits, pool.truePairs(), predicted),
              pool.truePairs(),
              info.getLabelCount(id),
              propensities.propensity(id)));
    }
    return perLabel;
  }

  /** The pools, in which all pairs have been counted. */
  PairPools pools() {
    return pools;
  }
}
