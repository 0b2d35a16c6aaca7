package io.github.zlpr.trainer.linear;

import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.trainer.model.CompactWeights;
import java.util.function.Supplier;

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
   * The mean of the metric for fewer weights, summed in the order of the examples.
   *
   * @param weights the weights of the features.
   * @param biases those of the bias.
   * @return the mean over the examples held out.
   */
  double measure(CompactWeights weights, float[] biases) {
    int[] features = examples.features();
    float[] values = examples.values();
    return measure(
        weights.labels(),
        () ->
            (example, scores) -> {
              for (int l = 0; l < scores.length; l++) {
                scores[l] = biases[l] * examples.biasValue();
              }
              for (int k = examples.start(example); k < examples.end(example) - 1; k++) {
                weights.addTo(features[k], values[k], scores);
              }
            });
  }

  /**
   * The mean of the metric, summed in the order of the examples.
   *
   * @param weights the weights.
   * @return the mean over the examples held out.
   */
  double measure(FeatureMajorWeights weights) {
    return measure(
        weights.labels(),
        () -> {
          float[] narrow = new float[weights.labels()];
          return (example, scores) -> {
            weights.score(examples, example, narrow);
            for (int l = 0; l < scores.length; l++) {
              scores[l] = narrow[l];
            }
          };
        });
  }

  /** Computes the scores of an example, for one thread. */
  private interface Scorer {
    void score(int example, double[] scores);
  }

  private double measure(int labels, Supplier<Scorer> scorers) {
    double[] measured = new double[heldOut.length];
    threads.run(
        (member, barrier) -> {
          Scorer scorer = scorers.get();
          Ranking ranking = new Ranking(labels);
          double[] scores = new double[labels];
          for (int i = member; i < heldOut.length; i += threads.size()) {
            scorer.score(heldOut[i], scores);
            measured[i] = metric.value(ranking.rank(scores, truth[i]));
          }
        });
    double sum = 0.0;
    for (double value : measured) {
      sum += value;
    }
    return sum / measured.length;
  }
}
