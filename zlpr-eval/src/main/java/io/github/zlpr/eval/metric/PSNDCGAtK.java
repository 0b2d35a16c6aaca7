package io.github.zlpr.eval.metric;

/**
 * Propensity-scored discounted cumulative gain at k: hits among the first k, worth more for labels
 * that are rare in training and less further down, relative to the best ranking possible. 1 is
 * best.
 *
 * <pre>
 *   PSnDCG@k = Σ_examples Σ_{r=1..k} [y_r ∈ Y] / (p_{y_r} log2(r + 1))  /  the same for the best ranking
 * </pre>
 *
 * where Y are the true labels, s the scores and p the {@link Propensities}.
 *
 * <ul>
 *   <li>The quotient of two sums over the examples, not the mean of quotients: at most 1.
 *   <li>Ties: the expected value over all orders of the tied labels.
 *   <li>No true label: adds nothing to either sum. No true label in all the data: NaN.
 *   <li>Fewer than k labels: all are looked at.
 * </ul>
 *
 * Peers: the Extreme Classification Repository's definition divides every example's gain by the
 * same Σ_{r=1..k} 1/log2(r + 1), which cancels in the ratio. pyxclib divides each example's gain by
 * that sum up to min(k, |Y|) before it takes the means, so that examples with few labels weigh
 * more.
 *
 * <p>Example: one example with true labels {0, 2} and 1/p of 2 and 10, ranked 0, 1, 2: PSnDCG@1 =
 * 2/10, and PSnDCG@3 = (2 + 10/2) / (10 + 2/log2(3)) = 0.6216.
 *
 * <p>Source: Jain, Prabhu and Varma, Extreme Multi-label Loss Functions for Recommendation,
 * Tagging, Ranking and Other Missing Label Applications (2016).
 *
 * @param k the number of labels looked at, at least 1.
 * @param propensities the propensities of the labels, from the training data.
 */
public record PSNDCGAtK(int k, Propensities propensities) implements PropensityMetric {

  /**
   * PSnDCG at k.
   *
   * @param k the number of labels looked at, at least 1.
   * @param propensities the propensities of the labels, from the training data.
   * @throws IllegalArgumentException if k is below 1.
   */
  public PSNDCGAtK {
    Cutoff.check(k);
  }

  @Override
  public String name() {
    return "PSnDCG@" + k;
  }

  @Override
  public String meaning() {
    return "As PSP@k, but hits further down are worth less.";
  }

  @Override
  public double discount(int rank) {
    return Cutoff.discount(rank);
  }
}
