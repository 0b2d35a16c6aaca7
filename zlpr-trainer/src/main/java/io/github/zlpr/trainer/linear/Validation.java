package io.github.zlpr.trainer.linear;

import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;

/** Measures weights on the examples that are held out of training. */
final class Validation {

  private final CompressedRows examples;
  private final int[] heldOut;
  private final int[][] truth;
  private final RankingMetric metric;
  private final BarrierThreads threads;

  /**
   * A validation set.
   *
   * @param examples all examples.
   * @param heldOut the numbers of those held out, at least one.
   * @param metric the metric.
   * @param threads the number of threads.
   */
  Validation(CompressedRows examples, int[] heldOut, RankingMetric metric, int threads) {
    this.examples = examples;
    this.heldOut = heldOut;
    this.metric = metric;
    this.threads = new BarrierThreads(Math.min(threads, heldOut.length));
    truth = new int[heldOut.length][];
    for (int i = 0; i < heldOut.length; i++) {
      truth[i] = examples.targets(heldOut[i]).trueIds();
    }
  }

  RankingMetric metric() {
    return metric;
  }

  /**
   * The mean of the metric, summed in the order of the examples.
   *
   * @param weights the weights.
   * @return the mean over the examples held out.
   */
  double measure(FeatureMajorWeights weights) {
    double[] measured = new double[heldOut.length];
    threads.run(
        (member, barrier) -> {
          Ranking ranking = new Ranking(weights.labels());
          float[] scores = new float[weights.labels()];
          double[] wide = new double[weights.labels()];
          for (int i = member; i < heldOut.length; i += threads.size()) {
            weights.score(examples, heldOut[i], scores);
            for (int l = 0; l < scores.length; l++) {
              wide[l] = scores[l];
            }
            measured[i] = metric.value(ranking.rank(wide, truth[i]));
          }
        });
    double sum = 0.0;
    for (double value : measured) {
      sum += value;
    }
    return sum / measured.length;
  }
}
