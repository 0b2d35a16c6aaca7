package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.ExampleValues;

/**
 * What the model of a cell achieved.
 *
 * @param values on each example.
 * @param droppedLabels how many true labels were left out, because the model has never seen them.
 */
record CellValues(ExampleValues values, long droppedLabels) {

  /** The value of a metric for all examples. */
  double value(ComparedMetric metric) {
    return values.value(metric.label());
  }
}
