package io.github.zlpr.eval;

import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.ExampleOutcome;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.SetOverlap;
import java.util.Arrays;
import java.util.List;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.multilabel.MultiLabel;

/** What the examples of one block add to the metrics. */
final class BlockValues {

  private final double[][] numerators;
  private final double[][] denominators;
  private final int[] predicted;
  private final int[] hits;

  private BlockValues(int metrics, int examples, int labels) {
    numerators = new double[metrics][examples];
    denominators = new double[metrics][examples];
    predicted = new int[labels];
    hits = new int[labels];
  }

  static BlockValues of(
      ExampleBlock block, List<ExampleMetric> metrics, ImmutableOutputInfo<MultiLabel> info) {
    int labels = info.size();
    BlockValues values = new BlockValues(metrics.size(), block.size, labels);
    Ranking ranking = new Ranking(labels);
    for (int i = 0; i < block.size; i++) {
      for (int id = 0; id < labels; id++) {
        requireNumber(block.scores[i][id], block.first + i, id, info);
      }
      ranking.rank(block.scores[i], block.trueIds[i]);
      SetOverlap sets = values.count(block.trueIds[i], block.predicted[i]);
      ExampleOutcome outcome = new ExampleOutcome(ranking, sets);
      for (int metric = 0; metric < metrics.size(); metric++) {
        values.numerators[metric][i] = metrics.get(metric).numerator(outcome);
        values.denominators[metric][i] = metrics.get(metric).denominator(outcome);
      }
    }
    for (int metric = 0; metric < metrics.size(); metric++) {
      if (Arrays.stream(values.denominators[metric]).allMatch(one -> one == 1.0)) {
        values.denominators[metric] = null;
      }
    }
    return values;
  }

  static void requireNumber(
      double score, int example, int id, ImmutableOutputInfo<MultiLabel> info) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          "example "
              + example
              + ": the model's score for label '"
              + info.getOutput(id).getLabelString()
              + "' is NaN");
    }
  }

  /** Both lists of ids are increasing. */
  private SetOverlap count(int[] trueIds, int[] predictedIds) {
    int both = 0;
    int next = 0;
    for (int id : predictedIds) {
      predicted[id]++;
      while (next < trueIds.length && trueIds[next] < id) {
        next++;
      }
      if (next < trueIds.length && trueIds[next] == id) {
        hits[id]++;
        both++;
      }
    }
    return new SetOverlap(predicted.length, trueIds.length, predictedIds.length, both);
  }

  int examples() {
    return numerators[0].length;
  }

  /** What each example adds to the numerator of a metric. */
  double[] numerators(int metric) {
    return numerators[metric];
  }

  /** What each adds to the denominator of a metric; null if that is 1 for all. */
  double[] denominators(int metric) {
    return denominators[metric];
  }

  /** For how many examples a label is predicted. */
  int predicted(int label) {
    return predicted[label];
  }

  /** For how many examples a label is both true and predicted. */
  int hits(int label) {
    return hits[label];
  }
}
