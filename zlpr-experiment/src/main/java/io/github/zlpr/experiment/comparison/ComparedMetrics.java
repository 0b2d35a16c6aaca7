package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.Metric;
import io.github.zlpr.eval.metric.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics of a comparison: four of the ranking, which need no threshold, and the micro-averaged
 * F1 of the sets that the models predict by their own thresholds.
 */
final class ComparedMetrics {

  /** In the order of the tables. */
  static final List<ExampleMetric> ALL =
      Stream.of("LRAP", "MicroF1", "nDCG@5", "P@1", "RankingLoss")
          .map(name -> Metrics.standard().named(name, ExampleMetric.class).orElseThrow())
          .toList();

  private ComparedMetrics() {}

  /** The metric of a name, if it is one of these. */
  static Optional<ExampleMetric> named(String name) {
    return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /** All names, for messages. */
  static String names() {
    return ALL.stream().map(Metric::name).collect(Collectors.joining(", "));
  }

  /** An evaluator that measures them all; labels that training has not seen count as missed. */
  static RankingEvaluator evaluator() {
    return new RankingEvaluator(1, 5)
        .withUnseenLabels(RankingEvaluator.MISS)
        .keepingExampleValues();
  }
}
