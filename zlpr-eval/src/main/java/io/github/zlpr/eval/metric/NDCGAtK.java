package io.github.zlpr.eval.metric;

/**
 * Normalised discounted cumulative gain at k: hits among the first k, worth less further down,
 * relative to the best order possible. 1 is best.
 *
 * <pre>
 *   nDCG@k = Σ_{r=1..k} [label at rank r ∈ Y] / log2(r + 1)  /  Σ_{r=1..min(k, |Y|)} 1 / log2(r + 1)
 * </pre>
 *
 * where Y are the true labels.
 *
 * <ul>
 *   <li>Ties: every label of a tie group has the group's mean gain, which is the expected value
 *       over all orders of the tied labels.
 *   <li>No true label: 0. All labels true: 1.
 *   <li>Fewer than k labels: all are looked at.
 * </ul>
 *
 * Peers: scikit-learn's {@code ndcg_score} agrees. torchmetrics' {@code retrieval_normalized_dcg}
 * ties all labels whose score is not positive, so that it needs scores above 0. For gains of 0 and
 * 1 the linear and the exponential gain, 2^gain − 1, are the same.
 *
 * <p>Example: scores [3, 2, 1] with true labels {0, 2} give nDCG@2 = 1 / (1 + 1/log2(3)) = 0.6131
 * and nDCG@3 = (1 + 1/2) / (1 + 1/log2(3)) = 0.9197.
 *
 * <p>Source: Järvelin and Kekäläinen, Cumulated Gain-based Evaluation of IR Techniques (2002);
 * ties: McSherry and Najork, Computing Information Retrieval Performance Measures Efficiently in
 * the Presence of Tied Scores (2008).
 *
 * @param k the number of labels looked at, at least 1.
 */
public record NDCGAtK(int k) implements RankingMetric {

  /**
   * nDCG at k.
   *
   * @param k the number of labels looked at, at least 1.
   * @throws IllegalArgumentException if k is below 1.
   */
  public NDCGAtK {
    Cutoff.check(k);
  }

  @Override
  public String name() {
    return "nDCG@" + k;
  }

  @Override
  public String meaning() {
    return "Hits among the first k, worth less further down, relative to the best order.";
  }

  @Override
  public double value(Ranking ranking) {
    if (ranking.trueLabels() == 0) {
      return 0.0;
    }
    double gain = 0.0;
    double ideal = 0.0;
    int group = 0;
    int places = Math.min(k, ranking.labelsThrough(ranking.groups() - 1));
    for (int rank = 1; rank <= places; rank++) {
      if (rank > ranking.labelsThrough(group)) {
        group++;
      }
      double discount = Cutoff.discount(rank);
      if (rank > ranking.labelsAbove(group)) {
        gain += ranking.trueShare(group) * discount;
      }
      if (rank <= ranking.trueLabels()) {
        ideal += discount;
      }
    }
    return gain / ideal;
  }
}
