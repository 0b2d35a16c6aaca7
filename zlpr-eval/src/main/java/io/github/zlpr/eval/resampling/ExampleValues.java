package io.github.zlpr.eval.resampling;

import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.scoring.BlockValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What each example adds to the numerator and the denominator of each metric: all that resampling
 * needs.
 */
public final class ExampleValues {

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final int examples;
  private final long fingerprint;

  /** The values of one metric. The arrays are not copied. */
  public static final class Column {
    private final ExampleMetric metric;
    private final double[] numerators;
    private final double[] denominators;

    /**
     * Values of examples.
     *
     * @param metric the metric.
     * @param numerators what each example adds to its numerator.
     * @param denominators what each adds to its denominator; null if that is 1 for all.
     */
    public Column(ExampleMetric metric, double[] numerators, double[] denominators) {
      this.metric = metric;
      this.numerators = numerators;
      this.denominators = denominators;
    }

    /**
     * The metric.
     *
     * @return the metric.
     */
    public ExampleMetric metric() {
      return metric;
    }

    /**
     * What each example adds to the numerator.
     *
     * @return one number for each example.
     */
    public double[] numerators() {
      return numerators;
    }

    /**
     * What each example adds to the denominator.
     *
     * @return one number for each example; null if that is 1 for all.
     */
    public double[] denominators() {
      return denominators;
    }

    private double value() {
      double denominator = denominators == null ? numerators.length : sum(denominators);
      return quotient(sum(numerators), denominator);
    }

    private static double sum(double[] column) {
      double sum = 0.0;
      for (double value : column) {
        sum += value;
      }
      return sum;
    }

    private double value(int[] times) {
      double denominator = denominators == null ? times.length : sum(denominators, times);
      return quotient(sum(numerators, times), denominator);
    }

    private static double sum(double[] column, int[] times) {
      double sum = 0.0;
      for (int i = 0; i < times.length; i++) {
        sum += times[i] * column[i];
      }
      return sum;
    }

    private double quotient(double numerator, double denominator) {
      return denominator == 0.0 ? metric.valueOfNothing() : numerator / denominator;
    }
  }

  /**
   * Values of some examples.
   *
   * @param columns the values of each metric, at least one.
   * @param fingerprint the {@link #fingerprint} of the examples' true labels.
   * @throws IllegalArgumentException if there is no column, or they differ in length.
   */
  public ExampleValues(List<Column> columns, long fingerprint) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("there is no metric");
    }
    examples = columns.get(0).numerators.length;
    this.fingerprint = fingerprint;
    for (Column column : columns) {
      if (column.numerators.length != examples
          || (column.denominators != null && column.denominators.length != examples)) {
        throw new IllegalArgumentException(
            "the metrics differ in their number of examples, which was " + examples + " at first");
      }
      this.columns.put(column.metric.name(), column);
    }
  }

  /**
   * Puts the blocks' values in a row.
   *
   * @param metrics the metrics.
   * @param blocks the blocks, in the order of the examples.
   * @param examples the number of examples.
   * @param fingerprint the {@link #fingerprint} of the examples' true labels.
   * @return the values.
   */
  public static ExampleValues join(
      List<ExampleMetric> metrics, List<BlockValues> blocks, int examples, long fingerprint) {
    Column[] columns = new Column[metrics.size()];
    for (int i = 0; i < columns.length; i++) {
      int metric = i;
      boolean ones = blocks.stream().allMatch(block -> block.denominators(metric) == null);
      columns[i] =
          new Column(
              metrics.get(i),
              join(blocks, examples, block -> block.numerators(metric)),
              ones ? null : join(blocks, examples, block -> block.denominators(metric)));
    }
    return new ExampleValues(List.of(columns), fingerprint);
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

  /**
   * The names of the metrics.
   *
   * @return in the evaluator's order.
   */
  public Set<String> names() {
    return columns.keySet();
  }

  /**
   * The values of one metric.
   *
   * @param name the name of the metric.
   * @return its values.
   * @throws IllegalArgumentException if there is no metric of this name.
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException(
          "no metric is named '" + name + "', there are " + String.join(", ", columns.keySet()));
    }
    return column;
  }

  /**
   * The number of examples.
   *
   * @return at least 1.
   */
  public int examples() {
    return examples;
  }

  /**
   * A hash of the true labels, to tell whether two evaluations are of the same test data.
   *
   * @return the hash.
   */
  public long fingerprint() {
    return fingerprint;
  }

  /**
   * The value of a metric for all examples.
   *
   * @param name the name of the metric.
   * @return the quotient of the sums.
   */
  public double value(String name) {
    return column(name).value();
  }

  /**
   * The value of a metric when each example is there several times, or not at all.
   *
   * @param name the name of the metric.
   * @param times how often each example is there, as many times in all as there are examples.
   * @return the quotient of the sums.
   */
  public double value(String name, int[] times) {
    return column(name).value(times);
  }
}
