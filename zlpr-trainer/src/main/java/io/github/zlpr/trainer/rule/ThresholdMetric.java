package io.github.zlpr.trainer.rule;

import io.github.zlpr.eval.metric.HammingLoss;
import io.github.zlpr.eval.metric.MacroF1;
import io.github.zlpr.eval.metric.Metric;
import io.github.zlpr.eval.metric.Metrics;
import io.github.zlpr.eval.metric.MicroF1;
import io.github.zlpr.eval.metric.SamplesF1;
import io.github.zlpr.eval.metric.SetMetric;
import io.github.zlpr.eval.metric.SetOverlap;
import java.util.List;
import java.util.Optional;

/**
 * A metric of predicted label sets that is kept up to date while pairs of example and label are
 * predicted one by one. It is the mean of a set metric over groups of pairs: all pairs are one
 * group, or the pairs of each label, or those of each example. Larger is better, so losses are
 * negated.
 *
 * @param metric the metric.
 * @param group which pairs are a group.
 * @param ofGroup the metric of one group.
 */
record ThresholdMetric(Metric metric, Group group, SetMetric ofGroup) {

  private enum Group {
    ALL,
    LABEL,
    EXAMPLE
  }

  /**
   * The metric of a name.
   *
   * @param name the name of a metric of the catalogue.
   * @return the metric; nothing if there is none of this name that is one of predicted sets.
   */
  static Optional<ThresholdMetric> named(String name) {
    return Metrics.standard().named(name, Metric.class).flatMap(ThresholdMetric::of);
  }

  private static Optional<ThresholdMetric> of(Metric metric) {
    if (metric instanceof MicroF1) {
      return Optional.of(new ThresholdMetric(metric, Group.ALL, new SamplesF1()));
    }
    if (metric instanceof MacroF1) {
      return Optional.of(new ThresholdMetric(metric, Group.LABEL, new SamplesF1()));
    }
    if (metric instanceof HammingLoss loss) {
      // The same mean as over the examples, but without rounding on the way.
      return Optional.of(new ThresholdMetric(metric, Group.ALL, loss));
    }
    return metric instanceof SetMetric set
        ? Optional.of(new ThresholdMetric(metric, Group.EXAMPLE, set))
        : Optional.empty();
  }

  /** All names. */
  static List<String> names() {
    return Metrics.standard().names(Metric.class).stream()
        .filter(name -> named(name).isPresent())
        .toList();
  }

  /**
   * Starts with nothing predicted.
   *
   * @param truth whether each pair is a true label, example after example.
   * @param labels the number of labels.
   * @return the tally.
   */
  Tally tally(boolean[] truth, int labels) {
    return new Tally(truth, labels);
  }

  private int group(int pair, int labels) {
    return switch (group) {
      case ALL -> 0;
      case LABEL -> pair % labels;
      case EXAMPLE -> pair / labels;
    };
  }

  private int groups(int pairs, int labels) {
    return switch (group) {
      case ALL -> 1;
      case LABEL -> labels;
      case EXAMPLE -> pairs / labels;
    };
  }

  /** The sizes of each group's sets and the mean over groups. */
  final class Tally {

    private final boolean[] truth;
    private final int labels;
    private final int[] hits;
    private final int[] predicted;
    private final int[] positives;
    private double sum;

    private Tally(boolean[] truth, int labels) {
      this.truth = truth;
      this.labels = labels;
      int groups = groups(truth.length, labels);
      hits = new int[groups];
      predicted = new int[groups];
      positives = new int[groups];
      for (int pair = 0; pair < truth.length; pair++) {
        if (truth[pair]) {
          positives[group(pair, labels)]++;
        }
      }
      for (int group = 0; group < groups; group++) {
        sum += groupValue(group);
      }
    }

    /** Predicts one more pair. */
    void predict(int pair) {
      int group = group(pair, labels);
      sum -= groupValue(group);
      predicted[group]++;
      if (truth[pair]) {
        hits[group]++;
      }
      sum += groupValue(group);
    }

    /** The metric of what has been predicted. */
    double value() {
      return sum / predicted.length;
    }

    private double groupValue(int group) {
      int pairs = truth.length / predicted.length;
      double value =
          ofGroup.value(new SetOverlap(pairs, positives[group], predicted[group], hits[group]));
      return metric.higherIsBetter() ? value : -value;
    }
  }
}
