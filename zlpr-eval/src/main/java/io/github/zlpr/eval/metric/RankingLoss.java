package io.github.zlpr.eval.metric;

/**
 * Ranking loss: the share of pairs of a true and a false label that are in the wrong order. 0 is
 * best, 1 worst.
 *
 * <pre>
 *   RankingLoss = |{(y, l) : y ∈ Y, l ∉ Y, s_y ≤ s_l}| / (|Y| (n − |Y|))
 * </pre>
 *
 * where Y are the true labels, s the scores and n is the number of labels.
 *
 * <ul>
 *   <li>Ties: a tied pair is a whole error, so a constant scorer gets 1, not 1/2.
 *   <li>No true label or no false one: 0, because there are no pairs.
 * </ul>
 *
 * Peers: scikit-learn agrees. Mulan, MEKA and torchmetrics count a tied pair as right or wrong as
 * their sort happens to leave it.
 *
 * <p>Example: scores [0.75, 0.5, 1] with true label {0} give 1/2: label 0 is above label 1 and
 * below label 2.
 *
 * <p>Source: Schapire and Singer, BoosTexter (2000); Tsoumakas et al., Mining Multi-label Data
 * (2010).
 */
public record RankingLoss() implements RankingMetric {

  @Override
  public String name() {
    return "RankingLoss";
  }

  @Override
  public String meaning() {
    return "Share of pairs of a true and another label that are in the wrong order.";
  }

  @Override
  public double value(Ranking ranking) {
    int positives = ranking.trueLabels();
    int negatives = ranking.labels() - positives;
    if (positives == 0 || negatives == 0) {
      return 0.0;
    }
    long errors = 0;
    long trueAbove = 0;
    for (int group = 0; trueAbove < positives; group++) {
      long through = ranking.trueThrough(group);
      errors += (through - trueAbove) * (ranking.labelsThrough(group) - through);
      trueAbove = through;
    }
    return errors / ((double) positives * negatives);
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
