package io.github.zlpr.eval.metric;

/**
 * A metric that is a quotient of two sums over examples: a mean, or the ratio of two means.
 *
 * <pre>
 *   metric = Σ_examples numerator / Σ_examples denominator
 * </pre>
 *
 * Whatever has this form can be resampled by examples without being computed again.
 */
public non-sealed interface ExampleMetric extends Metric {

  /**
   * What an example adds to the numerator.
   *
   * @param outcome how the model did on the example.
   * @return a finite number.
   */
  double numerator(ExampleOutcome outcome);

  /**
   * What an example adds to the denominator: 1 for a mean over the examples.
   *
   * @param outcome how the model did on the example.
   * @return a finite number, not negative.
   */
  default double denominator(ExampleOutcome outcome) {
    return 1.0;
  }

  /**
   * The value of the metric where the denominator is 0.
   *
   * @return NaN if it is undefined then.
   */
  default double valueOfNothing() {
    return Double.NaN;
  }
}
