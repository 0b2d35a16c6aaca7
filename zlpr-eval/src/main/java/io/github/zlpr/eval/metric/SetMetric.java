package io.github.zlpr.eval.metric;

/**
 * A metric of the predicted set, not of the ranking. Its value for a set of examples is the mean of
 * its values for each of them, those without any true label included.
 */
public interface SetMetric extends ExampleMetric {

  /**
   * The value of the metric for one example.
   *
   * @param sets the true and the predicted set.
   * @return a finite number.
   */
  double value(SetOverlap sets);

  @Override
  default double numerator(ExampleOutcome outcome) {
    return value(outcome.sets());
  }

  @Override
  default Aspect aspect() {
    return Aspect.PREDICTED_LABELS;
  }
}
