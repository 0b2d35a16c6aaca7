package io.github.zlpr.eval.metric;

/**
 * One-error: is the top label false? 0 is best, 1 worst; the same as 1 − P@1.
 *
 * <pre>
 *   OneError = 1 if argmax_l s_l ∉ Y, else 0
 * </pre>
 *
 * where Y are the true labels and s the scores.
 *
 * <ul>
 *   <li>Ties: the expected value over all orders of the tied labels, that is the share of false
 *       labels among those with the top score.
 *   <li>No true label: 1. All labels true: 0.
 * </ul>
 *
 * Peers: Mulan and MEKA break a tie at the top by the order of the labels, which makes the value of
 * a constant scorer a matter of luck. Both count an example without a true label as an error.
 * scikit-learn and torchmetrics have no one-error.
 *
 * <p>Example: scores [0.75, 0.5, 1] with true label {0} give 1; scores [1, 0.5, 1] give 1/2.
 *
 * <p>Source: Schapire and Singer, BoosTexter (2000); Tsoumakas et al., Mining Multi-label Data
 * (2010).
 */
public record OneError() implements RankingMetric {

  @Override
  public String name() {
    return "OneError";
  }

  @Override
  public String meaning() {
    return "Share of examples whose first label is not true.";
  }

  @Override
  public double value(Ranking ranking) {
    return 1.0 - ranking.expectedHits(1);
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
