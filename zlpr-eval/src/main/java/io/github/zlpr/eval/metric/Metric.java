package io.github.zlpr.eval.metric;

/**
 * A metric of an evaluation: its name, what it says, its range and which way is better.
 *
 * <p>How the values of parts of the data merge into one depends on its kind: an {@link
 * ExampleMetric} is a quotient of sums over examples, a {@link PooledMetric} is read off one
 * ranking of all pairs of an example and a label, a {@link MacroMetric} is the mean of a value of
 * each label. Whatever is of one of these kinds and stands in {@link Metrics} is evaluated,
 * reported, given intervals and compared.
 */
public sealed interface Metric permits ExampleMetric, PooledMetric, MacroMetric {

  /**
   * The name under which the value is reported.
   *
   * @return for example {@code LRAP}, {@code PSP@5} or {@code MicroAUC}.
   */
  String name();

  /**
   * What the value says, for readers of a report: one sentence that holds for every cutoff.
   *
   * @return plain English with a full stop.
   */
  String meaning();

  /**
   * What the metric looks at.
   *
   * @return the group of a report that it belongs to.
   */
  Aspect aspect();

  /**
   * Which way is better.
   *
   * @return false for losses, whose smaller values are better.
   */
  default boolean higherIsBetter() {
    return true;
  }

  /**
   * The upper end of the metric's range. The lower end is 0 for all metrics.
   *
   * @return 1 unless the metric says otherwise.
   */
  default double highest() {
    return 1.0;
  }

  /**
   * How far one value is better than another.
   *
   * @param value a value.
   * @param other another value.
   * @return their distance, positive if the first is better, negative if the other is.
   */
  default double lead(double value, double other) {
    return higherIsBetter() ? value - other : other - value;
  }
}
