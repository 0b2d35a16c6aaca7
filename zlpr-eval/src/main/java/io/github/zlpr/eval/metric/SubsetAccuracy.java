package io.github.zlpr.eval.metric;

/**
 * Subset accuracy: is the predicted set exactly the true one? 1 is best.
 *
 * <pre>
 *   SubsetAccuracy = [Y = Z]
 * </pre>
 *
 * where Y are the true and Z the predicted labels.
 *
 * <ul>
 *   <li>No true label: 1 if none is predicted, else 0.
 * </ul>
 *
 * Peers: scikit-learn ({@code accuracy_score}) and Mulan agree; MEKA calls it exact match.
 *
 * <p>Example: {0, 1} true and {0, 1, 2} predicted give 0.
 *
 * <p>Source: Tsoumakas et al., Mining Multi-label Data (2010).
 */
public record SubsetAccuracy() implements SetMetric {

  @Override
  public String name() {
    return "SubsetAccuracy";
  }

  @Override
  public String meaning() {
    return "Share of examples whose predicted labels are exactly the true ones.";
  }

  @Override
  public double value(SetOverlap sets) {
    return sets.errors() == 0 ? 1.0 : 0.0;
  }
}
