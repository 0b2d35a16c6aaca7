package io.github.zlpr.eval.scoring;

import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.ExampleOutcome;
import io.github.zlpr.eval.metric.SetOverlap;
import java.util.Arrays;
import java.util.List;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.multilabel.MultiLabel;

/** What the examples of one block add to the metrics. */
public final class BlockValues {

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

  /**
   * Ranks and measures the examples of a block that has been scored.
   *
   * @param block the block; gets its rankings.
   * @param metrics the metrics.
   * @param info the model's labels.
   * @param labels the number of all labels, those that the model has never seen included.
   */
  static BlockValues of(
      ExampleBlock block,
      List<ExampleMetric> metrics,
      ImmutableOutputInfo<MultiLabel> info,
      int labels) {
    BlockValues values = new BlockValues(metrics.size(), block.size, labels);
    for (int i = 0; i < block.size; i++) {
      int id = block.scores[i].firstNaN();
      if (id >= 0) {
        throw notANumber(block.first + i, id, info);
      }
      block.rank(i, labels);
      SetOverlap sets = values.count(block.trueIds[i], block.predicted[i]);
      ExampleOutcome outcome = new ExampleOutcome(block.rankings[i], sets);
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

  static IllegalArgumentException notANumber(
      int example, int id, ImmutableOutputInfo<MultiLabel> info) {
    return new IllegalArgumentException(
        "example "
            + example
            + ": the model's score for label '"
            + info.getOutput(id).getLabelString()
            + "' is NaN");
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

  /**
   * The number of examples.
   *
   * @return at least 1.
   */
  public int examples() {
    return numerators[0].length;
  }

  /**
   * What each example adds to the numerator of a metric.
   *
   * @param metric the number of the metric.
   * @return one number for each example.
   */
  public double[] numerators(int metric) {
    return numerators[metric];
  }

  /**
   * What each example adds to the denominator of a metric.
   *
   * @param metric the number of the metric.
   * @return one number for each example; null if that is 1 for all.
   */
  public double[] denominators(int metric) {
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
