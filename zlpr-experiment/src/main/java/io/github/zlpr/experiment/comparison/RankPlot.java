package io.github.zlpr.experiment.comparison;

import io.github.zlpr.experiment.report.Chart;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The contenders' average ranks, the best on top, each with a bar as long as the critical
 * difference: two contenders differ where their bars do not overlap.
 */
final class RankPlot {

  private RankPlot() {}

  /**
   * Draws the ranks.
   *
   * @param metric the name of the metric.
   * @param contenders the contenders' names.
   * @param test their ranks.
   * @return the chart.
   */
  static Chart of(String metric, List<String> contenders, RankTest test) {
    List<Integer> order =
        IntStream.range(0, contenders.size())
            .boxed()
            .sorted(Comparator.comparing(test.averageRanks()::get))
            .toList();
    double half = 0.5 * test.criticalDifference();
    String ranks =
        order.stream()
            .map(
                i ->
                    String.format(
                        Locale.ROOT, "%s %.2f", contenders.get(i), test.averageRanks().get(i)))
            .collect(Collectors.joining(", "));
    return Chart.rows(
            String.format(
                Locale.ROOT,
                "Mean ranks by %s: %s, critical difference %.2f",
                metric,
                ranks,
                test.criticalDifference()),
            "mean rank (1 is best)",
            order.stream().map(contenders::get).toList())
        .bars(order.stream().mapToDouble(test.averageRanks()::get).toArray(), half)
        .countingTo(contenders.size());
  }
}
