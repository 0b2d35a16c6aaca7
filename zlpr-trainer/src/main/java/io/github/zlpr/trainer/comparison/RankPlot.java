package io.github.zlpr.trainer.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The contenders' average ranks as an SVG picture, each with a bar as long as the critical
 * difference: two contenders differ where their bars do not overlap.
 */
final class RankPlot {

  private static final int WIDTH = 640;
  private static final int LEFT = 150;
  private static final int RIGHT = 60;
  private static final int ROW = 24;

  private final List<String> contenders;
  private final RankTest test;

  private RankPlot(List<String> contenders, RankTest test) {
    this.contenders = contenders;
    this.test = test;
  }

  /**
   * Draws the ranks.
   *
   * @param metric the name of the metric.
   * @param contenders the contenders' names.
   * @param test their ranks.
   * @return an SVG element.
   */
  static String of(String metric, List<String> contenders, RankTest test) {
    return new RankPlot(contenders, test).draw(metric);
  }

  private String draw(String metric) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, contenders.size()).boxed().toList());
    order.sort(Comparator.comparing(i -> test.averageRanks().get(i)));
    int bottom = ROW * contenders.size() + 8;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\"%s\">%n",
            WIDTH,
            bottom + 40,
            Html.escaped(description(metric, order))));
    for (int rank = 1; rank <= contenders.size(); rank++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"4\" y2=\"%2$d\"/>"
                  + "<text x=\"%1$.1f\" y=\"%3$d\" text-anchor=\"middle\">%4$d</text>%n",
              x(rank),
              bottom,
              bottom + 16,
              rank));
    }
    for (int row = 0; row < order.size(); row++) {
      svg.append(row(row, order.get(row)));
    }
    return svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">mean rank (1 is best)</text>%n"
                    + "</svg>%n",
                x(0.5 * (1 + contenders.size())),
                bottom + 34))
        .toString();
  }

  private String row(int row, int contender) {
    double rank = test.averageRanks().get(contender);
    double half = 0.5 * test.criticalDifference();
    int y = ROW * row + ROW / 2 + 4;
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
            + "<line class=\"bar\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
            + "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\"/>"
            + "<text x=\"%d\" y=\"%d\">%.2f</text>%n",
        LEFT - 20,
        y + 4,
        Html.escaped(contenders.get(contender)),
        x(Math.max(0.9, rank - half)),
        x(Math.min(contenders.size() + 0.1, rank + half)),
        y,
        y,
        x(rank),
        y,
        WIDTH - RIGHT + 20,
        y + 4,
        rank);
  }

  private double x(double rank) {
    return LEFT + (rank - 1.0) / (contenders.size() - 1.0) * (WIDTH - LEFT - RIGHT);
  }

  private String description(String metric, List<Integer> order) {
    StringBuilder text = new StringBuilder("Mean ranks by ").append(metric).append(": ");
    for (int contender : order) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s %.2f, ",
              contenders.get(contender),
              test.averageRanks().get(contender)));
    }
    return text.append(
            String.format(Locale.ROOT, "critical difference %.2f", test.criticalDifference()))
        .toString();
  }
}
