package io.github.zlpr.experiment.comparison;

import io.github.zlpr.experiment.report.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A comparison as one HTML page that needs nothing else. */
final class HtmlReport {

  private final ComparisonResult result;
  private final Page page = new Page("Comparison");

  private HtmlReport(ComparisonResult result) {
    this.result = result;
  }

  /**
   * Writes the page.
   *
   * @param result a comparison.
   * @return HTML.
   */
  static String of(ComparisonResult result) {
    HtmlReport report = new HtmlReport(result);
    report.addIntroduction();
    result.tables().forEach(report::addMetric);
    report.addChoices();
    return report.page.toString();
  }

  private void addIntroduction() {
    page.paragraph(
        String.format(
            Locale.ROOT,
            "%d contenders on %d data set%s, seeds %s.",
            result.contenders().size(),
            result.dataSets().size(),
            result.dataSets().size() == 1 ? "" : "s",
            result.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    Wording.explanation(result).forEach(page::paragraph);
  }

  private void addMetric(ComparisonResult.Table table) {
    startTable(
        Wording.title(table),
        "* best of the row; = not clearly worse (paired bootstrap, 95 %); ± half of the 95 %"
            + " bootstrap interval.");
    for (ComparisonResult.Row row : table.rows()) {
      startRow(row.dataSet());
      for (ComparisonResult.Score score : row.scores()) {
        page.html(
            String.format(
                Locale.ROOT,
                "<td%s>%.4f%s<small>±%.4f</small></td>",
                score.best() ? " class=\"best\"" : score.tied() ? " class=\"tied\"" : "",
                score.mean(),
                Wording.mark(score, ""),
                score.margin()));
      }
      page.html("</tr>\n");
    }
    page.html("</tbody>\n");
    if (table.ranks() != null) {
      page.html("<tfoot>");
      startRow("mean rank");
      table
          .ranks()
          .averageRanks()
          .forEach(rank -> page.html(String.format(Locale.ROOT, "<td>%.2f</td>", rank)));
      page.html("</tr></tfoot>\n");
    }
    endTable();
    if (table.ranks() != null) {
      page.paragraph(Wording.test(table.ranks()))
          .figure(
              RankPlot.of(table.metric(), result.contenders(), table.ranks()),
              "Each bar is as long as the critical difference: contenders whose bars do not overlap"
                  + " differ.");
    }
    page.html("</section>\n");
  }

  private void addChoices() {
    startTable(
        "Learning rates",
        "Below each rate those tried, with the "
            + result.selectionMetric()
            + " on the held-out part of the training data.");
    for (ComparisonResult.DataSet data : result.dataSets()) {
      startRow(data.name());
      for (ComparisonResult.Choice choice : data.choices()) {
        page.html(
            String.format(
                Locale.ROOT,
                "<td>%s<small>%s</small></td>",
                Wording.rate(choice),
                choice.tried().entrySet().stream()
                    .map(HtmlReport::tried)
                    .collect(Collectors.joining("<br/>"))));
      }
      page.html("</tr>\n");
    }
    page.html("</tbody>\n");
    endTable();
    page.html("</section>\n");
    List<String> unseen =
        result.dataSets().stream()
            .filter(data -> data.unseenLabels() > 0)
            .map(data -> data.name() + " " + data.unseenLabels())
            .toList();
    if (!unseen.isEmpty()) {
      page.paragraph(
          "True labels of test examples that no training example has, counted as missed: "
              + String.join(", ", unseen)
              + ".");
    }
  }

  private static String tried(Map.Entry<Double, Double> rate) {
    return rate.getKey()
        + ": "
        + (rate.getValue() == null
            ? "failed"
            : String.format(Locale.ROOT, "%.4f", rate.getValue()));
  }

  private void startTable(String title, String caption) {
    page.section(title)
        .html("<div class='wide'>\n<table>\n<caption>" + Page.escape(caption) + "</caption>\n")
        .html("<thead><tr><td></td>");
    result
        .contenders()
        .forEach(name -> page.html("<th scope='col'>" + Page.escape(name) + "</th>"));
    page.html("</tr></thead>\n<tbody>\n");
  }

  private void startRow(String name) {
    page.html("<tr><th scope='row'>" + Page.escape(name) + "</th>");
  }

  private void endTable() {
    page.html("</table>\n</div>\n");
  }
}
