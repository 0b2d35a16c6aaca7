package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.DenseScores;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.LabelOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.multilabel.MultiLabel;

/**
 * The pass over the test examples. They are all read first, and their true labels scored, because
 * pairs can only be counted by their scores once those of the true labels are known. Then the
 * blocks are scored and measured by the threads, collected in order, and let go, so that scores
 * made from weights are never all in memory.
 */
public final class ScoringPass {

  /** A block and the values that are being computed for it. */
  private record Pending(ExampleBlock block, Future<BlockValues> values) {}

  /** Takes the examples that have been measured. */
  @FunctionalInterface
  public interface Collector {

    /**
     * Takes an example.
     *
     * @param block its block.
     * @param i its place in the block.
     */
    void collect(ExampleBlock block, int i);
  }

  private final LabelScorer scorer;
  private final ImmutableOutputInfo<MultiLabel> info;
  private final TaskThreads threads;

  /** The blocks read, and that which is being filled. */
  private final List<ExampleBlock> blocks = new ArrayList<>();

  /** The blocks whose true labels are being scored. */
  private final List<Future<?>> looks = new ArrayList<>();

  /** Pools that no thread is counting in: first the pools themselves, then those split off. */
  private final Queue<PairPools> idlePools = new ConcurrentLinkedQueue<>();

  private final List<BlockValues> values = new ArrayList<>();
  private final PairValues pairValues;
  private PairPools pools;

  /**
   * A pass over no examples yet.
   *
   * @param scorer scores the examples.
   * @param info the model's labels.
   * @param isKeeping whether the scores and labels of all examples are kept, for resampling.
   * @param threads the threads.
   */
  public ScoringPass(
      LabelScorer scorer,
      ImmutableOutputInfo<MultiLabel> info,
      boolean isKeeping,
      TaskThreads threads) {
    this.scorer = scorer;
    this.info = info;
    this.threads = threads;
    pairValues = isKeeping ? new PairValues() : null;
  }

  /**
   * Takes the next example.
   *
   * @param example the example.
   * @param trueIds the ids of its true labels, increasing; ids from the number of the model's
   *     labels on are of labels that the model has never seen.
   */
  public void add(Example<MultiLabel> example, int[] trueIds) {
    if (blocks.isEmpty() || last().size == ExampleBlock.CAPACITY) {
      blocks.add(new ExampleBlock(ExampleBlock.CAPACITY * blocks.size()));
    }
    ExampleBlock block = last();
    int i = block.size++;
    block.examples[i] = example;
    block.trueIds[i] = trueIds;
    scorer.read(block, i);
    if (block.size == ExampleBlock.CAPACITY) {
      looks.add(threads.submit(Executors.callable(() -> look(block))));
    }
  }

  /** Scores the true labels of a block. */
  private void look(ExampleBlock block) {
    int[][] known = new int[block.size][];
    Arrays.setAll(known, i -> block.knownTrueIds(i, info.size()));
    block.trueScores = scorer.trueScores(block, known);
    for (int i = 0; i < block.size; i++) {
      int nan = new DenseScores(block.trueScores[i]).firstNaN();
      if (nan >= 0) {
        throw BlockValues.notANumber(block.first + i, known[i][nan], info);
      }
    }
  }

  private ExampleBlock last() {
    return blocks.get(blocks.size() - 1);
  }

  /**
   * Scores and measures all examples.
   *
   * @param metrics what to measure of each example.
   * @param labels the number of all labels, those that the model has never seen included.
   * @param collector is given the examples in their order, by the calling thread.
   * @throws IllegalArgumentException if a score is NaN.
   */
  public void run(List<ExampleMetric> metrics, int labels, Collector collector) {
    if (last().size < ExampleBlock.CAPACITY) {
      look(last());
    }
    looks.forEach(TaskThreads::join);
    pools = PairPools.of(blocks, labels);
    idlePools.add(pools);
    Queue<Pending> pending = new ArrayDeque<>();
    for (int i = 0; i < blocks.size(); i++) {
      ExampleBlock block = blocks.set(i, null);
      pending.add(new Pending(block, threads.submit(() -> measure(block, metrics, labels))));
      if (pending.size() > threads.threads()) {
        collect(pending.remove(), collector);
      }
    }
    pending.forEach(next -> collect(next, collector));
    idlePools.remove(pools);
    idlePools.forEach(pools::merge);
    pools.addUnlisted();
    idlePools.clear();
  }

  private BlockValues measure(ExampleBlock block, List<ExampleMetric> metrics, int labels) {
    scorer.score(block);
    BlockValues measured = BlockValues.of(block, metrics, info, labels);
    PairPools idle = idlePools.poll();
    PairPools counting = idle == null ? pools.split() : idle;
    counting.add(block);
    idlePools.add(counting);
    return measured;
  }

  private void collect(Pending next, Collector collector) {
    values.add(TaskThreads.join(next.values));
    if (pairValues != null) {
      pairValues.add(next.block);
    }
    for (int i = 0; i < next.block.size; i++) {
      collector.collect(next.block, i);
    }
  }

  /**
   * What the examples add to the metrics.
   *
   * @return the blocks in the order of the examples.
   */
  public List<BlockValues> values() {
    return values;
  }

  /**
   * The examples' scores and labels.
   *
   * @return null unless they are kept.
   */
  public PairValues pairValues() {
    return pairValues;
  }

  /**
   * The pools, in which all pairs have been counted.
   *
   * @return the pools.
   */
  public PairPools pools() {
    return pools;
  }

  /**
   * How the model did on each label.
   *
   * @return one for each label, by id.
   */
  public List<LabelOutcome> labelOutcomes() {
    List<LabelOutcome> outcomes = new ArrayList<>();
    for (int id = 0; id < pools.labels(); id++) {
      int label = id;
      outcomes.add(
          new LabelOutcome(
              pools.label(id).ranking(),
              values.stream().mapToLong(block -> block.predicted(label)).sum(),
              values.stream().mapToLong(block -> block.hits(label)).sum()));
    }
    return outcomes;
  }
}
