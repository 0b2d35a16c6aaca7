package io.github.zlpr.experiment.comparison;

import io.github.zlpr.experiment.report.Page;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A comparison as one HTML page that needs nothing else. */
final class HtmlReport {

  /** So many data sets, or fewer, are named in the title. */
  private static final int NAMED = 3;

  private final ComparisonResult result;
  private final Page page;

  private HtmlReport(ComparisonResult result) {
    this.result = result;
    List<String> data = result.dataSets().stream().map(ComparisonResult.DataSet::name).toList();
    page =
        new Page(
            String.format(
                Locale.ROOT,
                "Comparison of %d trainers on %s",
                result.contenders().size(),
                data.size() <= NAMED ? String.join(", ", data) : data.size() + " data sets"));
  }

  /**
   * Writes the page.
   *
   * @param result a comparison.
   * @return HTML.
   */
  static String of(ComparisonResult result) {
    HtmlReport report = new HtmlReport(result);
    report.addContenders();
    report.addIntroduction();
    result.tables().forEach(report::addMetric);
    if (Wording.hasRates(result)) {
      report.addChoices();
    }
    report.addUnseenLabels();
    return report.page.written(LocalDate.now(ZoneOffset.UTC)).toString();
  }

  private void addContenders() {
    page.section("Contenders").html("<table class='text'><tbody>\n");
    for (int i = 0; i < result.contenders().size(); i++) {
      startRow(result.contenders().get(i));
      page.html("<td>" + Page.escape(result.trainers().get(i)) + "</td></tr>\n");
    }
    page.html("</tbody></table></section>\n");
  }

  private void addIntroduction() {
    page.section("How to read the tables");
    Wording.explanation(result).forEach(page::paragraph);
    if (result.dataSets().size() > 1) {
      page.paragraph(
          "In the charts of mean ranks, each bar is as long as the critical difference: contenders"
              + " whose bars do not overlap differ. Bars are cut off where there are no ranks.");
    }
    page.html("</section>\n");
  }

  private void addMetric(ComparisonResult.Table table) {
    page.section(table.metric())
        .html(
            "<p>%s%s</p>\n"
                .formatted(
                    Page.escape(ComparedMetrics.named(table.metric()).orElseThrow().meaning()),
                    table.higherIsBetter() ? "" : " <span class='less'>less is better</span>"));
    startTable();
    for (int i = 0; i < table.rows().size(); i++) {
      ComparisonResult.Row row = table.rows().get(i);
      page.html(
          String.format(
              Locale.ROOT,
              "<tr><th scope='row'>%s<small>%,d test examples</small></th>",
              Page.escape(row.dataSet()),
              result.dataSets().get(i).testExamples()));
      for (ComparisonResult.Score score : row.scores()) {
        page.html(
            String.format(
                Locale.ROOT,
                "<td%s>%.4f<span class='mark'>%s</span><small>±%.4f<span class='mark'></span>"
                    + "</small></td>",
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
          .forEach(
              rank ->
                  page.html(
                      String.format(Locale.ROOT, "<td>%.2f<span class='mark'></span></td>", rank)));
      page.html("</tr></tfoot>\n");
    }
    endTable();
    if (table.ranks() != null) {
      page.paragraph(Wording.test(table.ranks()))
          .html("<div class='charts'>\n")
          .figure(
              () -> RankPlot.of(table.metric(), result.contenders(), table.ranks()),
              "Mean ranks by " + table.metric() + ".")
          .html("</div>\n");
    }
    page.html("</section>\n");
  }

  private void addChoices() {
    page.section("Learning rates")
        .paragraph(
            "Below each rate those tried, with the "
                + result.selectionMetric()
                + " on the held-out part of the training data.");
    startTable();
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
  }

  private void addUnseenLabels() {
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

  private void startTable() {
    page.html("<div class='wide'>\n<table>\n<thead><tr><td></td>");
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
