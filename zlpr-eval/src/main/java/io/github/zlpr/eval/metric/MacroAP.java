package io.github.zlpr.eval.metric;

/**
 * Mean over the labels of the average precision of each label's examples. 1 is best.
 *
 * <pre>
 *   MacroAP = 1/|M| Σ_{l ∈ M} AP(examples by their score for l)
 * </pre>
 *
 * where M are the labels for which it is defined.
 *
 * <ul>
 *   <li>Ties: as in {@link MicroAP}.
 *   <li>Labels that are true for no example have no value and are left out; an evaluation reports
 *       how many. No label left: NaN.
 * </ul>
 *
 * Peers: scikit-learn's plain macro mean counts a label without a true example as 0; over the other
 * labels it agrees.
 *
 * <p>Example: labels with average precision 1/2, undefined and 1 give 3/4.
 *
 * <p>Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), chapter
 * 8.
 */
public record MacroAP() implements MacroMetric {

  @Override
  public String name() {
    return "MacroAP";
  }

  @Override
  public String meaning() {
    return "Area under the curve of precision over recall, averaged over the labels.";
  }

  @Override
  public double labelValue(LabelOutcome outcome) {
    return new MicroAP().value(outcome.ranking());
  }
}
