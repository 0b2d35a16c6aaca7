package io.github.zlpr.eval;

import java.util.List;

/** Metrics of an evaluation for examples that are there several times, or not at all. */
final class Resampling {

  private final List<String> names;
  private final ExampleValues values;
  private final PairResampling pairs;

  /**
   * Metrics to resample.
   *
   * @param names their names.
   * @param values has those that are quotients of sums over examples.
   * @param pairs has the others.
   */
  Resampling(List<String> names, ExampleValues values, PairResampling pairs) {
    this.names = names;
    this.values = values;
    this.pairs = pairs;
  }

  /**
   * The values of the metrics for several draws.
   *
   * @param draws for each draw, how often each example is there; at most {@link Bootstrap#BATCH}.
   * @return for each draw, a value of each metric.
   */
  double[][] values(int[][] draws) {
    double[][] ofPairs = pairs.values(draws);
    double[][] all = new double[draws.length][names.size()];
    for (int i = 0; i < names.size(); i++) {
      int pairMetric = PairResampling.names().indexOf(names.get(i));
      for (int draw = 0; draw < draws.length; draw++) {
        all[draw][i] =
            pairMetric < 0 ? values.value(names.get(i), draws[draw]) : ofPairs[draw][pairMetric];
      }
    }
    return all;
  }
}
