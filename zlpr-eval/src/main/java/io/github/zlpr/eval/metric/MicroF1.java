package io.github.zlpr.eval.metric;

/**
 * F1 over all pairs of an example and a label together. 1 is best.
 *
 * <pre>
 *   MicroF1 = 2 Σ |Y ∩ Z| / Σ (|Y| + |Z|)
 * </pre>
 *
 * where Y are the true and Z the predicted labels, and the sums run over the examples.
 *
 * <ul>
 *   <li>Frequent labels, and examples with many labels, weigh most.
 *   <li>No label true and none predicted in all the data: 0.
 * </ul>
 *
 * Peers: scikit-learn, Mulan, MEKA and torchmetrics agree; Mulan counts 1 where nothing is true and
 * nothing predicted.
 *
 * <p>Example: an example with {0, 1} true and {1} predicted and one with {0} true and {0, 2}
 * predicted give 2 · 2 / (3 + 3) = 2/3.
 *
 * <p>Source: Yang, An Evaluation of Statistical Approaches to Text Categorization (1999).
 */
public record MicroF1() implements ExampleMetric {

  @Override
  public String name() {
    return "MicroF1";
  }

  @Override
  public String meaning() {
    return "Harmonic mean of precision and recall over all pairs of example and label.";
  }

  @Override
  public Aspect aspect() {
    return Aspect.PREDICTED_LABELS;
  }

  @Override
  public double numerator(ExampleOutcome outcome) {
    return 2.0 * outcome.sets().hits();
  }

  @Override
  public double denominator(ExampleOutcome outcome) {
    return (double) outcome.sets().trueLabels() + outcome.sets().predicted();
  }

  @Override
  public double valueOfNothing() {
    return 0.0;
  }

  /**
   * F1 of one example, or of one label.
   *
   * @param hits how many are both true and predicted.
   * @param trueOnes how many are true.
   * @param predicted how many are predicted.
   * @return in [0, 1]; 0 if none is true and none predicted.
   */
  static double f1(long hits, long trueOnes, long predicted) {
    return hits == 0 ? 0.0 : 2.0 * hits / ((double) trueOnes + predicted);
  }
}
