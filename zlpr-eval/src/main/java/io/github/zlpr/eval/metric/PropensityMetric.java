package io.github.zlpr.eval.metric;

/**
 * A metric of hits among the first k, each of which weighs 1/p of its label, discounted by its
 * rank: the quotient of that sum and the same sum for the best ranking.
 */
interface PropensityMetric extends ExampleMetric {

  /** The number of labels looked at. */
  int k();

  /** The propensities p. */
  Propensities propensities();

  /** What a hit at a rank, counted from 1, is worth. */
  double discount(int rank);

  @Override
  default double numerator(ExampleOutcome outcome) {
    Ranking ranking = outcome.ranking();
    double gain = 0.0;
    for (int i = 0; i < ranking.trueLabels(); i++) {
      int group = ranking.trueGroup(i);
      int above = ranking.labelsAbove(group);
      int through = ranking.labelsThrough(group);
      double discounts = 0.0;
      for (int rank = above + 1; rank <= Math.min(k(), through); rank++) {
        discounts += discount(rank);
      }
      gain += propensities().inverse(ranking.trueLabel(i)) * (discounts / (through - above));
    }
    return gain;
  }

  @Override
  default double denominator(ExampleOutcome outcome) {
    double[] best = propensities().largestInverses(outcome.ranking(), k());
    double gain = 0.0;
    for (int i = 0; i < best.length; i++) {
      gain += best[i] * discount(i + 1);
    }
    return gain;
  }

  @Override
  default Aspect aspect() {
    return Aspect.RARE_LABELS;
  }
}
