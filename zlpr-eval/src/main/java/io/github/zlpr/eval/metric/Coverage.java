package io.github.zlpr.eval.metric;

/**
 * Coverage: how many labels must be taken from the top to have all true ones. The number of true
 * labels is best.
 *
 * <pre>
 *   Coverage = |{l : s_l ≥ min_{y ∈ Y} s_y}|
 * </pre>
 *
 * where Y are the true labels and s the scores.
 *
 * <ul>
 *   <li>Ties: the whole tie group of the lowest true label is taken.
 *   <li>No true label: 0. All labels true: their number.
 * </ul>
 *
 * Peers: scikit-learn ({@code coverage_error}) agrees, and so does torchmetrics except for its
 * sigmoid, which ties large scores. Mulan counts from 0, so that its value is one less for an
 * example with a true label, and breaks ties by the order of the labels.
 *
 * <p>Example: scores [0.75, 0.5, 1] with true label {0} give 2; with true labels {0, 1} they give
 * 3.
 *
 * <p>Source: Schapire and Singer, BoosTexter (2000), there counted from 0; Tsoumakas et al., Mining
 * Multi-label Data (2010).
 */
public record Coverage() implements RankingMetric {

  @Override
  public String name() {
    return "Coverage";
  }

  @Override
  public String meaning() {
    return "How many labels to read, from the first, to meet all true ones.";
  }

  @Override
  public double value(Ranking ranking) {
    if (ranking.trueLabels() == 0) {
      return 0.0;
    }
    int group = 0;
    while (ranking.trueThrough(group) < ranking.trueLabels()) {
      group++;
    }
    return ranking.labelsThrough(group);
  }

  /** The number of labels, which the metric does not know. */
  @Override
  public double highest() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
