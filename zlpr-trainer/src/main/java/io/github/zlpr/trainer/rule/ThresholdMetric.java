package io.github.zlpr.trainer.rule;

import io.github.zlpr.eval.metric.HammingLoss;
import io.github.zlpr.eval.metric.Jaccard;
import io.github.zlpr.eval.metric.SamplesF1;
import io.github.zlpr.eval.metric.SetMetric;
import io.github.zlpr.eval.metric.SetOverlap;
import io.github.zlpr.eval.metric.SubsetAccuracy;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A metric of predicted label sets that is kept up to date while pairs of example and label are
 * predicted one by one. It is the mean of a set metric over groups of pairs: all pairs are one
 * group, or the pairs of each label, or those of each example. Larger is better, so the Hamming
 * loss is negated.
 */
enum ThresholdMetric {
  /** F1 over all pairs. */
  MicroF1(Group.ALL),
  /** Mean of the labels' F1. */
  MacroF1(Group.LABEL),
  /** Mean of the examples' F1. */
  SamplesF1(Group.EXAMPLE),
  /** Mean of the examples' Jaccard index. */
  Jaccard(Group.EXAMPLE),
  /** Share of examples whose set is exactly right. */
  SubsetAccuracy(Group.EXAMPLE),
  /** Minus the share of pairs that are wrong. */
  HammingLoss(Group.ALL);

  private enum Group {
    ALL,
    LABEL,
    EXAMPLE
  }

  private final Group group;

  ThresholdMetric(Group group) {
    this.group = group;
  }

  /**
   * The metric of a name.
   *
   * @param name the name.
   * @return the metric, or null if there is none of this name.
   */
  static ThresholdMetric named(String name) {
    return Arrays.stream(values()).filter(m -> m.name().equals(name)).findFirst().orElse(null);
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }

  /** The metric of one group. */
  private SetMetric ofGroup() {
    return switch (this) {
      case MicroF1, MacroF1, SamplesF1 -> new SamplesF1();
      case Jaccard -> new Jaccard();
      case SubsetAccuracy -> new SubsetAccuracy();
      case HammingLoss -> new HammingLoss();
    };
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

    private final SetMetric metric = ofGroup();
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
          metric.value(new SetOverlap(pairs, positives[group], predicted[group], hits[group]));
      return metric.higherIsBetter() ? value : -value;
    }
  }
}
