package io.github.zlpr.eval.metric;

/**
 * Recall at k: the share of the true labels found among the first k. 1 is best, where there are no
 * more than k true labels.
 *
 * <pre>
 *   R@k = |Y ∩ top_k(s)| / |Y|
 * </pre>
 *
 * where Y are the true labels and s the scores.
 *
 * <ul>
 *   <li>Ties: the expected value over all orders of the tied labels ({@link Ranking#expectedHits}),
 *       so that a constant scorer gets k/n, what chance gives, for any k up to the number n of
 *       labels.
 *   <li>No true label: 0. All n labels true: min(k, n)/n.
 *   <li>Fewer than k labels: 1, unless none is true.
 * </ul>
 *
 * Peers: some implementations leave examples without a true label out of the mean; here they count
 * 0, as in P@k, and the evaluation reports how many there are. scikit-learn, Mulan and MEKA have no
 * recall at k of this kind.
 *
 * <p>Example: scores [3, 1, 1, 1] with true labels {0, 2} give R@1 = 1/2, R@2 = (1 + 1/3)/2 = 2/3
 * and R@5 = 1.
 *
 * <p>Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), chapter
 * 8.
 *
 * @param k the number of labels looked at, at least 1.
 */
public record RecallAtK(int k) implements RankingMetric {

  /**
   * Recall at k.
   *
   * @param k the number of labels looked at, at least 1.
   * @throws IllegalArgumentException if k is below 1.
   */
  public RecallAtK {
    Cutoff.check(k);
  }

  @Override
  public String name() {
    return "R@" + k;
  }

  @Override
  public String meaning() {
    return "Share of the true labels that are among the first k.";
  }

  @Override
  public double value(Ranking ranking) {
    return ranking.trueLabels() == 0 ? 0.0 : ranking.expectedHits(k) / ranking.trueLabels();
  }
}
