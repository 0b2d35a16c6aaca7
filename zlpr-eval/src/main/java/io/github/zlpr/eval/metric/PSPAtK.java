package io.github.zlpr.eval.metric;

/**
 * Propensity-scored precision at k: hits among the first k, worth more for labels that are rare in
 * training, relative to the best ranking possible. 1 is best.
 *
 * <pre>
 *   PSP@k = Σ_examples Σ_{y ∈ Y ∩ top_k(s)} 1/p_y  /  Σ_examples max_{B ⊆ Y, |B| ≤ k} Σ_{y ∈ B} 1/p_y
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
 * Peers: pyxclib and the Extreme Classification Repository agree except for ties, which they take
 * as they come. LibMultiLabel has no such metric.
 *
 * <p>Example: true labels {0, 2} with 1/p of 2 and 10: a ranking with label 0 first has PSP@1 =
 * 2/10 = 1/5 and PSP@2 ≥ 2/12.
 *
 * <p>Source: Jain, Prabhu and Varma, Extreme Multi-label Loss Functions for Recommendation,
 * Tagging, Ranking and Other Missing Label Applications (2016).
 *
 * @param k the number of labels looked at, at least 1.
 * @param propensities the propensities of the labels, from the training data.
 */
public record PSPAtK(int k, Propensities propensities) implements PropensityMetric {

  /**
   * PSP at k.
   *
   * @param k the number of labels looked at, at least 1.
   * @param propensities the propensities of the labels, from the training data.
   * @throws IllegalArgumentException if k is below 1.
   */
  public PSPAtK {
    Cutoff.check(k);
  }

  @Override
  public String name() {
    return "PSP@" + k;
  }

  @Override
  public String meaning() {
    return "Hits among the first k, worth more for rare labels, relative to the best order.";
  }

  @Override
  public double discount(int rank) {
    return 1.0;
  }
}
