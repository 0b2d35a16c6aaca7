package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.MicroF1;
import io.github.zlpr.eval.metric.NdcgAtK;
import io.github.zlpr.eval.metric.PrecisionAtK;
import io.github.zlpr.eval.metric.RankingLoss;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The metrics of a comparison: four of the ranking, which need no threshold, and the micro-averaged
 * F1 of the sets that the models predict by their own thresholds.
 */
public enum ComparedMetric {
  /** Label ranking average precision. */
  LRAP,
  /** 2tp / (2tp + fp + fn) over all pairs of example and label; 0 where nothing is true. */
  MICRO_F1,
  /** Normalised discounted cumulative gain of the first five labels. */
  NDCG_AT_5,
  /** Precision of the first label. */
  P_AT_1,
  /** Share of wrongly ordered pairs of a true and a false label; smaller is better. */
  RANKING_LOSS;

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
    return metric().name();
  }

  /**
   * Whether larger values are better.
   *
   * @return false for losses.
   */
  public boolean higherIsBetter() {
    return metric().higherIsBetter();
  }

  /**
   * How far one value is better than another.
   *
   * @param one a value.
   * @param other another value.
   * @return the difference, positive if the first is better.
   */
  double lead(double one, double other) {
    return higherIsBetter() ? one - other : other - one;
  }

  /** How it is measured. */
  ExampleMetric metric() {
    return switch (this) {
      case LRAP -> new LRAP();
      case MICRO_F1 -> new MicroF1();
      case NDCG_AT_5 -> new NdcgAtK(5);
      case P_AT_1 -> new PrecisionAtK(1);
      case RANKING_LOSS -> new RankingLoss();
    };
  }

  /** An evaluator that measures them all. */
  static RankingEvaluator evaluator() {
    return new RankingEvaluator(true, 1, 5).keepingExampleValues();
  }
}
