package io.github.zlpr.eval.resampling;

import io.github.zlpr.eval.metric.Metric;
import io.github.zlpr.eval.scoring.PairPools;
import io.github.zlpr.eval.scoring.PairValues;
import io.github.zlpr.eval.scoring.TaskThreads;
import java.util.List;

/**
 * All that resampling needs of an evaluation.
 *
 * @param metrics the metrics of the evaluation, in its order.
 * @param values what the examples add to the metrics that are quotients of sums over examples.
 * @param pairs the scores and labels of the examples.
 * @param pools the pools of all pairs.
 */
public record ResamplingData(
    List<Metric> metrics, ExampleValues values, PairValues pairs, PairPools pools) {

  /**
   * Metrics for resampled examples.
   *
   * @param names the names of the metrics.
   * @param threads the threads.
   * @return the metrics in the order of the names.
   */
  public Resampling resampling(List<String> names, TaskThreads threads) {
    return new Resampling(
        names.stream()
            .flatMap(name -> metrics.stream().filter(metric -> metric.name().equals(name)))
            .toList(),
        values,
        new PairResampling(pairs, pools, threads));
  }
}
