package io.github.zlpr.eval.resampling;

import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.Metric;
import java.util.List;

/** Metrics of an evaluation for examples that are there several times, or not at all. */
public final class Resampling {

  private final List<Metric> metrics;
  private final ExampleValues values;
  private final PairResampling pairs;

  /**
   * Metrics to resample.
   *
   * @param metrics the metrics.
   * @param values has those that are quotients of sums over examples.
   * @param pairs has the others.
   */
  Resampling(List<Metric> metrics, ExampleValues values, PairResampling pairs) {
    this.metrics = metrics;
    this.values = values;
    this.pairs = pairs;
  }

  /**
   * The values of the metrics for several draws.
   *
   * @param draws for each draw, how often each example is there; at most {@link Bootstrap#BATCH}.
   * @return for each draw, a value of each metric.
   */
  public double[][] values(int[][] draws) {
    double[][] all = pairs.values(metrics, draws);
    for (int i = 0; i < metrics.size(); i++) {
      if (metrics.get(i) instanceof ExampleMetric metric) {
        for (int draw = 0; draw < draws.length; draw++) {
          all[draw][i] = values.value(metric.name(), draws[draw]);
        }
      }
    }
    return all;
  }
}
