package io.github.zlpr.eval.metric;

/**
 * Jaccard index of the predicted and the true set, averaged over the examples. 1 is best.
 *
 * <pre>
 *   Jaccard = |Y ∩ Z| / |Y ∪ Z|
 * </pre>
 *
 * where Y are the true and Z the predicted labels.
 *
 * <ul>
 *   <li>Both sets empty: 1, because they agree.
 *   <li>Only one of them empty: 0.
 * </ul>
 *
 * Peers: Mulan and MEKA call it accuracy and agree. scikit-learn ({@code jaccard_score} with {@code
 * average="samples"}) counts an example with both sets empty as 0, and Tribuo's Jaccard score is
 * NaN for the whole evaluation if there is one.
 *
 * <p>Example: {0, 1} true and {1, 2} predicted give 1/3.
 *
 * <p>Source: Tsoumakas et al., Mining Multi-label Data (2010).
 */
public record Jaccard() implements SetMetric {

  @Override
  public String name() {
    return "Jaccard";
  }

  @Override
  public String meaning() {
    return "Labels both true and predicted, as a share of those true or predicted.";
  }

  @Override
  public double value(SetOverlap sets) {
    return sets.union() == 0 ? 1.0 : sets.hits() / (double) sets.union();
  }
}
