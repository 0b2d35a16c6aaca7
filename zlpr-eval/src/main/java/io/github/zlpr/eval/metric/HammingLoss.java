package io.github.zlpr.eval.metric;

/**
 * Hamming loss: the share of labels on which the predicted and the true set differ. 0 is best.
 *
 * <pre>
 *   HammingLoss = |Y Δ Z| / n
 * </pre>
 *
 * where Y are the true and Z the predicted labels.
 *
 * <ul>
 *   <li>n is the number of all labels, so that with many labels predicting none is nearly as good
 *       as any set.
 *   <li>No true label: the share of labels predicted. Both sets empty: 0.
 * </ul>
 *
 * Peers: scikit-learn, Mulan and MEKA agree. torchmetrics' {@code HammingDistance} is the same with
 * its threshold on a sigmoid.
 *
 * <p>Example: of four labels {0, 1} are true and {1, 2} predicted: 2/4.
 *
 * <p>Source: Schapire and Singer, BoosTexter (2000); Tsoumakas et al., Mining Multi-label Data
 * (2010).
 */
public record HammingLoss() implements SetMetric {

  @Override
  public String name() {
    return "HammingLoss";
  }

  @Override
  public String meaning() {
    return "Share of pairs of example and label that are predicted wrongly.";
  }

  @Override
  public double value(SetOverlap sets) {
    return sets.errors() / (double) sets.labels();
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
