package io.github.zlpr.trainer.comparison;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A comparison as one HTML page that needs nothing else. */
final class HtmlReport {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>Comparison</title>
      <style>
      :root { color-scheme: light dark; --text: #1c1c1e; --page: #fff; --soft: #6b6b70;
        --line: #d4d4d8; --best: #d3ecd8; --tied: #edf6ee; --ink: #1d6b34; }
      @media (prefers-color-scheme: dark) { :root { --text: #ececf0; --page: #17171a;
        --soft: #a0a0a8; --line: #3c3c42; --best: #1d4a2b; --tied: #1d2d22; --ink: #7fd197; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
        max-width: 76rem; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin: 2rem 0 0.3rem; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
      caption { text-align: left; color: var(--soft); padding: 0.3rem 0; caption-side: bottom; }
      th, td { padding: 0.35rem 0.7rem; text-align: right; white-space: nowrap;
        border-bottom: 1px solid var(--line); }
      tr > :first-child { text-align: left; position: sticky; left: 0; background: var(--page); }
      td small { color: var(--soft); display: block; }
      td.best { background: var(--best); font-weight: 600; } td.tied { background: var(--tied); }
      tfoot td, tfoot th { border-top: 2px solid var(--line); }
      p { max-width: 46rem; }
      svg { width: 100%; max-width: 40rem; height: auto; margin-top: 0.5rem; }
      svg text { fill: var(--text); font-size: 13px; } svg .grid { stroke: var(--line); }
      svg .bar { stroke: var(--ink); stroke-width: 4; stroke-opacity: 0.45; }
      svg circle { fill: var(--ink); }
      @media print { :root { --text: #000; --page: #fff; --soft: #444; --line: #999;
          --best: #ddd; --tied: #f0f0f0; --ink: #000; }
        @page { size: landscape; margin: 12mm; }
        body { font-size: 11px; max-width: none; padding: 0; } .scroll { overflow: visible; }
        table { font-size: 9.5px; } th, td { padding: 0.2rem 0.35rem; }
        section { break-inside: avoid; } }
      </style>
      </head>
      <body>
      <h1>Comparison</h1>
      """;

  private final ComparisonResult result;
  private final StringBuilder html = new StringBuilder(HEAD);

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
    return report.html.append("</body>\n</html>\n").toString();
  }

  private void addIntroduction() {
    html.append(
        String.format(
            Locale.ROOT,
            "<p>%d contenders on %d data set%s, seeds %s.</p>%n",
            result.contenders().size(),
            result.dataSets().size(),
            result.dataSets().size() == 1 ? "" : "s",
            result.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    Wording.explanation(result)
        .forEach(line -> html.append("<p>").append(Html.escaped(line)).append("</p>\n"));
  }

  private void addMetric(ComparisonResult.Table table) {
    startTable(
        Wording.title(table),
        "* best of the row; = not clearly worse (paired bootstrap, 95 %); ± half of the 95 %"
            + " bootstrap interval.");
    for (ComparisonResult.Row row : table.rows()) {
      startRow(row.dataSet());
      for (ComparisonResult.Score score : row.scores()) {
        html.append(
            String.format(
                Locale.ROOT,
                "<td%s>%.4f%s<small>±%.4f</small></td>",
                score.best() ? " class=\"best\"" : score.tied() ? " class=\"tied\"" : "",
                score.mean(),
                Wording.mark(score, ""),
                score.margin()));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n");
    if (table.ranks() != null) {
      html.append("<tfoot>");
      startRow("mean rank");
      table
          .ranks()
          .averageRanks()
          .forEach(rank -> html.append(String.format(Locale.ROOT, "<td>%.2f</td>", rank)));
      html.append("</tr></tfoot>\n");
    }
    endTable();
    if (table.ranks() != null) {
      html.append("<p>").append(Html.escaped(Wording.test(table.ranks()))).append("</p>\n");
      html.append(RankPlot.of(table.metric(), result.contenders(), table.ranks()));
      html.append(
          "<p>Each bar is as long as the critical difference: contenders whose bars do not overlap"
              + " differ.</p>\n");
    }
    html.append("</section>\n");
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
        html.append(
            String.format(
                Locale.ROOT,
                "<td>%s<small>%s</small></td>",
                Wording.rate(choice),
                choice.tried().entrySet().stream()
                    .map(HtmlReport::tried)
                    .collect(Collectors.joining("<br/>"))));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n");
    endTable();
    html.append("</section>\n");
    List<String> dropped =
        result.dataSets().stream()
            .filter(data -> data.droppedLabels() > 0)
            .map(data -> data.name() + " " + data.droppedLabels())
            .toList();
    if (!dropped.isEmpty()) {
      html.append("<p>True labels of test examples left out, since no training example has them: ")
          .append(Html.escaped(String.join(", ", dropped)))
          .append(".</p>\n");
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
    html.append("<section>\n<h2>")
        .append(Html.escaped(title))
        .append("</h2>\n<div class=\"scroll\">\n<table>\n<caption>")
        .append(Html.escaped(caption))
        .append("</caption>\n<thead><tr><td></td>");
    result
        .contenders()
        .forEach(
            name -> html.append("<th scope=\"col\">").append(Html.escaped(name)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
  }

  private void startRow(String name) {
    html.append("<tr><th scope=\"row\">").append(Html.escaped(name)).append("</th>");
  }

  private void endTable() {
    html.append("</table>\n</div>\n");
  }
}
