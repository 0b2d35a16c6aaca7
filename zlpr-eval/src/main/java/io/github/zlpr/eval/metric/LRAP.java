package io.github.zlpr.eval.metric;

/**
 * Label ranking average precision: for each true label, which share of the labels ranked at least
 * as high is true? 1 is best.
 *
 * <pre>
 *   LRAP = 1/|Y| Σ_{y ∈ Y} |{l ∈ Y : s_l ≥ s_y}| / |{l : s_l ≥ s_y}|
 * </pre>
 *
 * where Y are the true labels and s the scores.
 *
 * <ul>
 *   <li>Ties: tied labels all get the worst rank of their group, in both counts.
 *   <li>No true label: 1. All labels true: 1.
 * </ul>
 *
 * Peers: scikit-learn agrees, and so does torchmetrics except for its sigmoid, which ties large
 * scores. Mulan and MEKA break ties by the order of the labels; Mulan leaves examples without a
 * true label out of the mean. scikit-learn's {@code average_precision_score} with {@code
 * average="samples"} differs for those examples only.
 *
 * <p>Example: scores [0.75, 0.5, 1] with true label {0} give 1/2, because label 2 is above it.
 * Scores [1, 1, 0] with true label {0} give 1/2 as well.
 *
 * <p>Source: Schapire and Singer, BoosTexter (2000), "average precision"; Tsoumakas et al., Mining
 * Multi-label Data (2010).
 */
public record LRAP() implements RankingMetric {

  @Override
  public String name() {
    return "LRAP";
  }

  @Override
  public String meaning() {
    return "Share of true labels among those ranked as high as a true one or higher.";
  }

  @Override
  public double value(Ranking ranking) {
    if (ranking.trueLabels() == 0) {
      return 1.0;
    }
    double sum = 0.0;
    int trueAbove = 0;
    for (int group = 0; trueAbove < ranking.trueLabels(); group++) {
      int through = ranking.trueThrough(group);
      sum += (through - trueAbove) * (through / (double) ranking.labelsThrough(group));
      trueAbove = through;
    }
    return sum / ranking.trueLabels();
  }
}
