package io.github.zlpr.eval.metric;

/**
 * F1 of each example, averaged over the examples: the harmonic mean of the precision and the recall
 * of the predicted set. 1 is best.
 *
 * <pre>
 *   SamplesF1 = 2 |Y ∩ Z| / (|Y| + |Z|)
 * </pre>
 *
 * where Y are the true and Z the predicted labels.
 *
 * <ul>
 *   <li>No true or no predicted label: 0, both sets empty included. {@link Jaccard} counts that
 *       last case 1: the two follow different peers.
 * </ul>
 *
 * Peers: scikit-learn ({@code f1_score} with {@code average="samples"} and its default {@code
 * zero_division}) agrees. Mulan counts an example with both sets empty as 1.
 *
 * <p>Example: {0, 1} true and {1, 2, 3} predicted give 2/5.
 *
 * <p>Source: Tsoumakas et al., Mining Multi-label Data (2010).
 */
public record SamplesF1() implements SetMetric {

  @Override
  public String name() {
    return "SamplesF1";
  }

  @Override
  public String meaning() {
    return "F1 of the labels of each example, averaged over the examples.";
  }

  @Override
  public double value(SetOverlap sets) {
    return MicroF1.f1(sets.hits(), sets.trueLabels(), sets.predicted());
  }
}
