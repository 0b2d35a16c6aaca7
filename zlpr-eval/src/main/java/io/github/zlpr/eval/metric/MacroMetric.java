package io.github.zlpr.eval.metric;

import java.util.Arrays;

/** A metric that is the mean of a value of each label, whatever the label's frequency. */
public interface MacroMetric {

  /**
   * The name under which the value is reported.
   *
   * @return for example {@code MacroAUC}.
   */
  String name();

  /**
   * The mean over the labels.
   *
   * @param labelValues a value for each label, NaN where it is undefined.
   * @return the mean of the defined values; NaN if there is none.
   */
  default double value(double[] labelValues) {
    return Arrays.stream(labelValues)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
