package io.github.zlpr.eval.metric;

/**
 * Area under the ROC curve over all pairs of an example and a label: the chance that a true pair
 * has a higher score than a false one. 1 is best, 1/2 is chance.
 *
 * <pre>
 *   AUC = (|{(t, f) : s_t > s_f}| + 1/2 |{(t, f) : s_t = s_f}|) / (|T| |F|)
 * </pre>
 *
 * where T are the true and F the false pairs.
 *
 * <ul>
 *   <li>Ties: one half, so that a constant scorer gets 1/2.
 *   <li>No true pair or no false one: undefined, NaN.
 *   <li>The counts are exact up to 2^31 true times 2^31 false pairs; beyond, {@link
 *       ArithmeticException}.
 * </ul>
 *
 * Peers: scikit-learn ({@code roc_auc_score} with {@code average="micro"}) agrees. torchmetrics'
 * binned mode is an approximation.
 *
 * <p>Example: true pairs with scores [2, 1] and false ones with [1, 3] give (1 + 1/2)/4 = 3/8.
 *
 * <p>Source: Fawcett, An Introduction to ROC Analysis (2006).
 */
public record MicroAUC() implements PooledMetric {

  @Override
  public String name() {
    return "MicroAUC";
  }

  @Override
  public String meaning() {
    return "Chance that a true label has a higher score than another one, over all examples.";
  }

  @Override
  public double value(PooledRanking pool) {
    long falseBelow = 0;
    long twiceRight = 0;
    for (int group = 0; group < pool.groups(); group++) {
      long truePairs = pool.truePairs(group);
      long tied = pool.pairsAt(group) - truePairs;
      falseBelow += pool.pairsBelow(group);
      twiceRight = Math.addExact(twiceRight, Math.multiplyExact(truePairs, 2 * falseBelow + tied));
      falseBelow += tied;
    }
    double truePairs = pool.truePairs();
    double falsePairs = pool.pairs() - truePairs;
    return twiceRight / (2.0 * truePairs * falsePairs);
  }
}
