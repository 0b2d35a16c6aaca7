package io.github.zlpr.eval.metric;

/**
 * Mean over the labels of the area under the ROC curve of each label's examples. 1 is best.
 *
 * <pre>
 *   MacroAUC = 1/|M| Σ_{l ∈ M} AUC(examples by their score for l)
 * </pre>
 *
 * where M are the labels for which it is defined.
 *
 * <ul>
 *   <li>Ties: as in {@link MicroAUC}.
 *   <li>Labels that are true for all examples or for none have no value and are left out; an
 *       evaluation reports how many. No label left: NaN.
 * </ul>
 *
 * Peers: scikit-learn refuses data in which a label has only one class; over the other labels it
 * agrees.
 *
 * <p>Example: labels with AUC 3/4, undefined and 1/4 give 1/2.
 *
 * <p>Source: Fawcett, An Introduction to ROC Analysis (2006).
 */
public record MacroAUC() implements MacroMetric {

  @Override
  public String name() {
    return "MacroAUC";
  }

  @Override
  public String meaning() {
    return "Chance that an example with a label has a higher score for it than one without, "
        + "averaged over the labels.";
  }

  @Override
  public double labelValue(LabelOutcome outcome) {
    return new MicroAUC().value(outcome.ranking());
  }
}
