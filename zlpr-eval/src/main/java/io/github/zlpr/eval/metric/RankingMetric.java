package io.github.zlpr.eval.metric;

/**
 * A metric that depends only on how an example's true and false labels are ordered by their scores.
 *
 * <p>Its value for a set of examples is the mean of its values for each of them, those without any
 * true label included.
 *
 * <p>Tied labels are never told apart by their id: ids carry no meaning (in Tribuo they follow hash
 * order), so a value that depended on them could not be repeated. Each metric says what it does
 * instead.
 */
public interface RankingMetric extends ExampleMetric {

  /**
   * The value of the metric for one example.
   *
   * @param ranking the ranked labels of the example.
   * @return a finite number.
   */
  double value(Ranking ranking);

  @Override
  default double numerator(ExampleOutcome outcome) {
    return value(outcome.ranking());
  }

  @Override
  default Aspect aspect() {
    return Aspect.RANKING;
  }
}
