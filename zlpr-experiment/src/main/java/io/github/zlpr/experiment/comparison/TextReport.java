package io.github.zlpr.experiment.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as tables for a terminal. */
final class TextReport {

  private final ComparisonResult result;
  private final StringBuilder text = new StringBuilder();

  private TextReport(ComparisonResult result) {
    this.result = result;
  }

  /**
   * Writes the tables.
   *
   * @param result a comparison.
   * @return one table for each metric, one of the learning rates, and how to read them.
   */
  static String of(ComparisonResult result) {
    TextReport report = new TextReport(result);
    result.tables().forEach(report::add);
    if (Wording.hasRates(result)) {
      report.addChoices();
    }
    Wording.explanation(result).forEach(line -> report.text.append(line).append('\n'));
    return report.text.toString();
  }

  private void add(ComparisonResult.Table table) {
    List<List<String>> lines = new ArrayList<>();
    for (ComparisonResult.Row row : table.rows()) {
      List<String> line = new ArrayList<>(List.of(row.dataSet()));
      for (ComparisonResult.Score score : row.scores()) {
        line.add(
            String.format(Locale.ROOT, "%.4f ±%.4f", score.mean(), score.margin())
                + Wording.mark(score, " "));
      }
      lines.add(line);
    }
    if (table.ranks() != null) {
      List<String> line = new ArrayList<>(List.of("mean rank"));
      table.ranks().averageRanks().forEach(r -> line.add(String.format(Locale.ROOT, "%.2f ", r)));
      lines.add(line);
    }
    addTable(Wording.title(table), lines);
    if (table.ranks() != null) {
      text.append(Wording.test(table.ranks())).append('\n');
    }
    text.append('\n');
  }

  private void addChoices() {
    List<List<String>> lines = new ArrayList<>();
    for (ComparisonResult.DataSet data : result.dataSets()) {
      List<String> line = new ArrayList<>(List.of(data.name()));
      data.choices().forEach(choice -> line.add(Wording.rate(choice) + " "));
      lines.add(line);
    }
    addTable("Learning rates", lines);
    text.append('\n');
  }

  /** Right-aligned columns below the contenders' names, the first one left-aligned. */
  private void addTable(String title, List<List<String>> lines) {
    List<List<String>> all = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    result.contenders().forEach(name -> head.add(name + " "));
    all.add(head);
    all.addAll(lines);
    text.append(title).append('\n');
    for (List<String> line : all) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        int index = column;
        int width = all.stream().mapToInt(other -> other.get(index).length()).max().orElseThrow();
        String padding = " ".repeat(width - line.get(column).length());
        row.append(column == 0 ? line.get(0) + padding : "  " + padding + line.get(column));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
  }
}
