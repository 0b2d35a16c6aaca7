package io.github.zlpr.eval.metric;

/**
 * Precision at k: the share of true labels among the first k. 1 is best, where there are that many
 * true labels.
 *
 * <pre>
 *   P@k = |Y ∩ top_k(s)| / k
 * </pre>
 *
 * where Y are the true labels and s the scores.
 *
 * <ul>
 *   <li>Ties: the expected value over all orders of the tied labels ({@link Ranking#expectedHits}),
 *       so that a constant scorer gets |Y|/n, what chance gives, for any k up to the number n of
 *       labels.
 *   <li>No true label: 0. All n labels true: min(k, n)/k.
 *   <li>Fewer than k labels: the divisor stays k.
 * </ul>
 *
 * Peers: LibMultiLabel divides by k likewise and takes tied labels as its partial sort leaves them.
 * scikit-learn, Mulan and MEKA have no precision at k of this kind.
 *
 * <p>Example: scores [3, 1, 1, 1] with true labels {0, 2} give P@1 = 1, P@2 = (1 + 1/3)/2 = 2/3 and
 * P@5 = 2/5.
 *
 * <p>Source: Prabhu and Varma, FastXML (2014), and the Extreme Classification Repository.
 *
 * @param k the number of labels looked at, at least 1.
 */
public record PrecisionAtK(int k) implements RankingMetric {

  /**
   * Precision at k.
   *
   * @param k the number of labels looked at, at least 1.
   * @throws IllegalArgumentException if k is below 1.
   */
  public PrecisionAtK {
    Cutoff.check(k);
  }

  @Override
  public String name() {
    return "P@" + k;
  }

  @Override
  public String meaning() {
    return "Share of the first k labels that are true.";
  }

  @Override
  public double value(Ranking ranking) {
    return ranking.expectedHits(k) / k;
  }
}
