package io.github.zlpr.trainer.sparse;

import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.trainer.linear.CompressedRows;

/** How well weights rank the labels of examples held out. */
final class HeldOutRanking {

  private final CompressedRows examples;
  private final int[] held;
  private final RankingMetric metric;
  private final Crew crew;

  /**
   * Examples held out.
   *
   * @param examples all examples.
   * @param held the numbers of those held out.
   * @param metric the metric.
   * @param crew the threads.
   */
  HeldOutRanking(CompressedRows examples, int[] held, RankingMetric metric, Crew crew) {
    this.examples = examples;
    this.held = held;
    this.metric = metric;
    this.crew = crew;
  }

  RankingMetric metric() {
    return metric;
  }

  /** The mean of the metric over the examples, summed in their order. */
  double measure(PairWeights weights) {
    double[] values = new double[held.length];
    crew.run(
        member -> {
          Ranking ranking = new Ranking(weights.labelCount());
          double[] scores = new double[weights.labelCount()];
          for (int i = member; i < held.length; i += crew.size()) {
            weights.score(examples, held[i], scores);
            ranking.rank(scores, examples.targets(held[i]).trueIds());
            values[i] = metric.value(ranking);
          }
        });
    double sum = 0.0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
