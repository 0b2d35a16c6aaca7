package io.github.zlpr.eval.metric;

/**
 * Average precision over all pairs of an example and a label: the area under the precision-recall
 * curve, as a sum of steps. 1 is best, the share of true pairs is chance.
 *
 * <pre>
 *   AP = Σ_g (R_g − R_{g−1}) P_g
 * </pre>
 *
 * where g runs over the distinct scores from the highest, and P and R are the precision and the
 * recall when all pairs with at least that score are taken.
 *
 * <ul>
 *   <li>Ties: equal scores are taken together.
 *   <li>No true pair: undefined, NaN. All pairs true: 1.
 * </ul>
 *
 * Peers: scikit-learn ({@code average_precision_score} with {@code average="micro"}) agrees, but
 * counts 0 where there is no true pair. Interpolating between the steps, as the trapezoidal rule
 * does, gives a higher and too optimistic value.
 *
 * <p>Example: true pairs with scores [2, 1] and false ones with [1, 3] give 1/2 · 1/2 + 1/2 · 2/4 =
 * 1/2.
 *
 * <p>Source: Davis and Goadrich, The Relationship Between Precision-Recall and ROC Curves (2006).
 */
public record MicroAP() implements PooledMetric {

  @Override
  public String name() {
    return "MicroAP";
  }

  @Override
  public String meaning() {
    return "Area under the curve of precision over recall, of all pairs of example and label.";
  }

  @Override
  public double value(PooledRanking pool) {
    long taken = 0;
    long hits = 0;
    double sum = 0.0;
    for (int group = pool.groups() - 1; group >= 0; group--) {
      taken += pool.pairsBelow(group + 1) + pool.pairsAt(group);
      hits += pool.truePairs(group);
      sum += pool.truePairs(group) * (hits / (double) taken);
    }
    return sum / hits;
  }
}
