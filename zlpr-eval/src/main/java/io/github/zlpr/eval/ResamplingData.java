package io.github.zlpr.eval;

import java.util.List;

/**
 * All that resampling needs of an evaluation.
 *
 * @param values what the examples add to the metrics that are quotients of sums over examples.
 * @param pairs the scores and labels of the examples.
 * @param pools the pools of all pairs.
 */
record ResamplingData(ExampleValues values, PairValues pairs, PairPools pools) {

  /** Metrics for resampled examples, by name. */
  Resampling resampling(List<String> names, Workers workers) {
    return new Resampling(names, values, new PairResampling(pairs, pools, workers));
  }
}
