package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.Metrics;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The metrics of a comparison: four of the ranking, which need no threshold, and the micro-averaged
 * F1 of the sets that the models predict by their own thresholds.
 */
public enum ComparedMetric {
  /** Label ranking average precision. */
  LRAP("LRAP"),
  /** 2tp / (2tp + fp + fn) over all pairs of example and label; 0 where nothing is true. */
  MICRO_F1("MicroF1"),
  /** Normalised discounted cumulative gain of the first five labels. */
  NDCG_AT_5("nDCG@5"),
  /** Precision of the first label. */
  P_AT_1("P@1"),
  /** Share of wrongly ordered pairs of a true and a false label; smaller is better. */
  RANKING_LOSS("RankingLoss");

  private final ExampleMetric metric;

  ComparedMetric(String name) {
    metric = Metrics.standard().named(name, ExampleMetric.class).orElseThrow();
  }

  /**
   * The metric of a name.
   *
   * @param name the name.
   * @return the metric, if there is one of this name.
   */
  public static Optional<ComparedMetric> named(String name) {
    return Arrays.stream(values()).filter(metric -> metric.label().equals(name)).findFirst();
  }

  /**
   * All names, for messages.
   *
   * @return the names with commas between them.
   */
  public static String names() {
    return Arrays.stream(values()).map(ComparedMetric::label).collect(Collectors.joining(", "));
  }

  /**
   * The name in configurations and reports.
   *
   * @return for example {@code nDCG@5}.
   */
  public String label() {
    return metric.name();
  }

  /**
   * Whether larger values are better.
   *
   * @return false for losses.
   */
  public boolean higherIsBetter() {
    return metric.higherIsBetter();
  }

  /**
   * How far one value is better than another.
   *
   * @param one a value.
   * @param other another value.
   * @return the difference, positive if the first is better.
   */
  double lead(double one, double other) {
    return metric.lead(one, other);
  }

  /** How it is measured. */
  ExampleMetric metric() {
    return metric;
  }

  /** An evaluator that measures them all. */
  static RankingEvaluator evaluator() {
    return new RankingEvaluator(1, 5)
        .withUnseenLabels(RankingEvaluator.DROP)
        .keepingExampleValues();
  }
}
