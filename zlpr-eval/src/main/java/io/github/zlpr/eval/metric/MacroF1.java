package io.github.zlpr.eval.metric;

/**
 * F1 of each label, averaged over the labels. 1 is best.
 *
 * <pre>
 *   MacroF1 = 1/n Σ_l 2 TP_l / (2 TP_l + FP_l + FN_l)
 * </pre>
 *
 * where n is the number of labels, and TP, FP and FN count examples.
 *
 * <ul>
 *   <li>A label that is never true and never predicted counts 0, so that labels which do not occur
 *       in the test data lower the value.
 * </ul>
 *
 * Peers: scikit-learn with its default {@code zero_division} agrees. Mulan counts such a label 1.
 * The harmonic mean of macro precision and macro recall, which some report under this name, is
 * another number.
 *
 * <p>Example: label 0 with TP, FP, FN = 1, 1, 0 and label 1 with 0, 0, 2 give (2/3 + 0)/2 = 1/3.
 *
 * <p>Source: Yang, An Evaluation of Statistical Approaches to Text Categorization (1999); Opitz and
 * Burst, Macro F1 and Macro F1 (2019).
 */
public record MacroF1() implements MacroMetric {

  @Override
  public String name() {
    return "MacroF1";
  }

  @Override
  public String meaning() {
    return "F1 of each label, averaged: rare labels count as much as frequent ones.";
  }

  @Override
  public Aspect aspect() {
    return Aspect.PREDICTED_LABELS;
  }

  @Override
  public double labelValue(LabelOutcome outcome) {
    return MicroF1.f1(outcome.hits(), outcome.ranking().truePairs(), outcome.predicted());
  }
}
