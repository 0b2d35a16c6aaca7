package io.github.zlpr.eval;

import io.github.zlpr.eval.metric.ExampleMetric;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What each example adds to the numerator and the denominator of each metric. */
final class ExampleValues {

  private final List<ExampleMetric> metrics;

  /** Metrics × examples. */
  private final double[][] numerators;

  /** Metrics × examples, null for a metric whose denominators are all 1. */
  private final double[][] denominators;

  private final int examples;
  private final long fingerprint;

  private ExampleValues(
      List<ExampleMetric> metrics,
      double[][] numerators,
      double[][] denominators,
      int examples,
      long fingerprint) {
    this.metrics = metrics;
    this.numerators = numerators;
    this.denominators = denominators;
    this.examples = examples;
    this.fingerprint = fingerprint;
  }

  /** Puts the blocks' values in a row. */
  static ExampleValues join(
      List<ExampleMetric> metrics, List<BlockValues> blocks, int examples, long fingerprint) {
    double[][] numerators = new double[metrics.size()][];
    double[][] denominators = new double[metrics.size()][];
    for (int i = 0; i < numerators.length; i++) {
      int metric = i;
      numerators[i] = join(blocks, examples, block -> block.numerators(metric));
      if (blocks.stream().anyMatch(block -> block.denominators(metric) != null)) {
        denominators[i] = join(blocks, examples, block -> block.denominators(metric));
      }
    }
    return new ExampleValues(metrics, numerators, denominators, examples, fingerprint);
  }

  private static double[] join(
      List<BlockValues> blocks, int examples, Function<BlockValues, double[]> part) {
    double[] column = new double[examples];
    int start = 0;
    for (BlockValues block : blocks) {
      double[] values = part.apply(block);
      if (values == null) {
        Arrays.fill(column, start, start + block.examples(), 1.0);
      } else {
        System.arraycopy(values, 0, column, start, values.length);
      }
      start += block.examples();
    }
    return column;
  }

  List<ExampleMetric> metrics() {
    return metrics;
  }

  int examples() {
    return examples;
  }

  /** A hash of the true labels, to tell whether two evaluations are of the same test data. */
  long fingerprint() {
    return fingerprint;
  }

  /** The value of a metric. */
  double value(int metric) {
    double numerator = sum(numerators[metric]);
    double[] column = denominators[metric];
    return quotient(metric, numerator, column == null ? examples : sum(column));
  }

  private static double sum(double[] column) {
    double sum = 0.0;
    for (double value : column) {
      sum += value;
    }
    return sum;
  }

  /** The value of a metric when each example is there several times, or not at all. */
  double value(int metric, int[] times) {
    double numerator = sum(numerators[metric], times);
    double[] column = denominators[metric];
    return quotient(metric, numerator, column == null ? examples : sum(column, times));
  }

  private static double sum(double[] column, int[] times) {
    double sum = 0.0;
    for (int i = 0; i < times.length; i++) {
      sum += times[i] * column[i];
    }
    return sum;
  }

  private double quotient(int metric, double numerator, double denominator) {
    return denominator == 0.0 ? metrics.get(metric).valueOfNothing() : numerator / denominator;
  }
}
