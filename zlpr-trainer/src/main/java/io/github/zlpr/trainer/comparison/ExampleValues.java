package io.github.zlpr.trainer.comparison;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a model achieved on each example of some test data.
 *
 * <p>Every metric is a quotient of two sums over the examples: of the examples' values and of ones,
 * or, for micro-F1, of 2tp and of predicted + true labels. So its value for any resample of the
 * examples follows from these numbers.
 */
final class ExampleValues {

  private final Map<ComparedMetric, double[]> rankings;
  private final int[] truePositives;
  private final int[] predicted;
  private final int[] positives;
  private final long droppedLabels;

  /**
   * Values of n examples.
   *
   * @param rankings each ranking metric's values.
   * @param truePositives the number of labels that are predicted and true.
   * @param predicted the number of labels that are predicted.
   * @param positives the number of true labels, those that the model has never seen left out.
   * @param droppedLabels how many were left out.
   */
  ExampleValues(
      Map<ComparedMetric, double[]> rankings,
      int[] truePositives,
      int[] predicted,
      int[] positives,
      long droppedLabels) {
    this.rankings = new EnumMap<>(rankings);
    this.truePositives = truePositives;
    this.predicted = predicted;
    this.positives = positives;
    this.droppedLabels = droppedLabels;
  }

  int size() {
    return positives.length;
  }

  /** The values of a ranking metric. */
  double[] rankings(ComparedMetric metric) {
    return rankings.get(metric);
  }

  int[] truePositives() {
    return truePositives;
  }

  int[] predicted() {
    return predicted;
  }

  int[] positives() {
    return positives;
  }

  long droppedLabels() {
    return droppedLabels;
  }

  /** What to add up for a metric's numerator. */
  double[] numerators(ComparedMetric metric) {
    if (metric.ranking().isPresent()) {
      return rankings.get(metric);
    }
    double[] numerators = new double[size()];
    for (int i = 0; i < numerators.length; i++) {
      numerators[i] = 2.0 * truePositives[i];
    }
    return numerators;
  }

  /** What to add up for a metric's denominator. */
  double[] denominators(ComparedMetric metric) {
    double[] denominators = new double[size()];
    for (int i = 0; i < denominators.length; i++) {
      denominators[i] = metric.ranking().isPresent() ? 1.0 : predicted[i] + positives[i];
    }
    return denominators;
  }

  /** The value of a metric for all examples. */
  double value(ComparedMetric metric) {
    int[] once = new int[size()];
    Arrays.fill(once, 1);
    return quotient(numerators(metric), denominators(metric), once);
  }

  /**
   * A metric of a resample.
   *
   * @param numerators the examples' numerators.
   * @param denominators the examples' denominators.
   * @param times how often each example is drawn.
   * @return the quotient of the sums, 0 if the denominators' is 0.
   */
  static double quotient(double[] numerators, double[] denominators, int[] times) {
    double above = 0.0;
    double below = 0.0;
    for (int i = 0; i < times.length; i++) {
      above += times[i] * numerators[i];
      below += times[i] * denominators[i];
    }
    return below == 0.0 ? 0.0 : above / below;
  }
}
