package io.github.zlpr.trainer.select;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A metric of predicted label sets that is kept up to date while pairs of example and label are
 * predicted one by one. Larger is better, so the Hamming loss is negated.
 *
 * <p>F1 is 2tp / (2tp + fp + fn), and 0 where nothing is true and nothing predicted; the Jaccard
 * index tp / (tp + fp + fn), and 1 there.
 */
enum SetMetric {
  /** F1 over all pairs. */
  MicroF1,
  /** Mean of the labels' F1. */
  MacroF1,
  /** Mean of the examples' F1. */
  SamplesF1,
  /** Mean of the examples' Jaccard index. */
  Jaccard,
  /** Share of examples whose set is exactly right. */
  SubsetAccuracy,
  /** Minus the share of pairs that are wrong. */
  HammingLoss;

  /**
   * The metric of a name.
   *
   * @param name the name.
   * @return the metric, or null if there is none of this name.
   */
  static SetMetric named(String name) {
    return Arrays.stream(values()).filter(m -> m.name().equals(name)).findFirst().orElse(null);
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
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
    return switch (this) {
      case MicroF1, HammingLoss -> 0;
      case MacroF1 -> pair % labels;
      case SamplesF1, Jaccard, SubsetAccuracy -> pair / labels;
    };
  }

  private double value(int truePositives, int predicted, int positives, int pairs) {
    int union = predicted + positives - truePositives;
    return switch (this) {
      case MicroF1, MacroF1, SamplesF1 ->
          predicted + positives == 0 ? 0.0 : 2.0 * truePositives / (predicted + positives);
      case Jaccard -> union == 0 ? 1.0 : (double) truePositives / union;
      case SubsetAccuracy -> union == truePositives ? 1.0 : 0.0;
      case HammingLoss -> -(double) (union - truePositives) / pairs;
    };
  }

  /**
   * The counts of each group of pairs (all, a label's or an example's) and the mean over groups.
   */
  final class Tally {

    private final boolean[] truth;
    private final int labels;
    private final int[] truePositives;
    private final int[] predicted;
    private final int[] positives;
    private double sum;

    private Tally(boolean[] truth, int labels) {
      this.truth = truth;
      this.labels = labels;
      int groups = truth.length == 0 ? 0 : group(truth.length - 1, labels) + 1;
      truePositives = new int[groups];
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
        truePositives[group]++;
      }
      sum += groupValue(group);
    }

    /** The metric of what has been predicted. */
    double value() {
      return sum / Math.max(1, predicted.length);
    }

    private double groupValue(int group) {
      return SetMetric.this.value(
          truePositives[group], predicted[group], positives[group], truth.length);
    }
  }
}
