package io.github.zlpr.eval.metric;

import java.util.Arrays;

/** A metric that is the mean of a value of each label, whatever the label's frequency. */
public non-sealed interface MacroMetric extends Metric {

  /**
   * The value of one label.
   *
   * @param outcome how the model did on the label.
   * @return a number, or NaN if it is undefined for the label.
   */
  double labelValue(LabelOutcome outcome);

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

  @Override
  default Aspect aspect() {
    return Aspect.SCORES;
  }
}
