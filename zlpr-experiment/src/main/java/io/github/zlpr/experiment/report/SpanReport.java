package io.github.zlpr.experiment.report;

import io.github.zlpr.eval.Interval;
import io.github.zlpr.span.Sentence;
import io.github.zlpr.span.Span;
import io.github.zlpr.span.SpanCounts;
import io.github.zlpr.span.SpanEvaluation;
import io.github.zlpr.span.SpanMistake;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One self-contained HTML page about an evaluation of spans: the metrics, the counts of each type,
 * which types are taken for others, and what was missed and invented, with the sentence around it.
 */
public final class SpanReport {

  private static final int MOST_MISTAKES = 100;

  private final SpanEvaluation evaluation;

  /**
   * A report.
   *
   * @param evaluation the evaluation.
   */
  public SpanReport(SpanEvaluation evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * The page.
   *
   * @return the page as HTML.
   */
  public String toHtml() {
    Page page = new Page("Spans: F1 " + decimals(evaluation.value("F1")));
    page.paragraph(
        String.format(
            Locale.ROOT,
            "%,d sentences; %,d spans are marked, %,d were found, %,d of them are right: first"
                + " token, last token and type.",
            evaluation.sentences(),
            evaluation.counts().marked(),
            evaluation.counts().found(),
            evaluation.counts().right()));
    addMetrics(page);
    addTypes(page);
    addConfusion(page);
    addMistakes(page);
    return page.written(LocalDate.now(ZoneId.systemDefault())).toString();
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String row(String first, List<String> others) {
    return "<tr><th>"
        + Page.escape(first)
        + "</th>"
        + others.stream()
            .map(cell -> "<td>" + Page.escape(cell) + "</td>")
            .collect(Collectors.joining())
        + "</tr>\n";
  }

  private static void table(Page page, String head, String rows) {
    page.html("<div class='wide'><table>\n" + head + rows + "</table></div></section>\n");
  }

  private void addMetrics(Page page) {
    page.section("Metrics");
    StringBuilder rows = new StringBuilder();
    evaluation
        .metrics()
        .forEach(
            (name, value) -> {
              Interval interval = evaluation.intervals().get(name);
              String ends =
                  interval == null
                      ? ""
                      : "from " + decimals(interval.lower()) + " to " + decimals(interval.upper());
              rows.append(row(name, List.of(decimals(value), ends)));
            });
    table(page, "", rows.toString());
  }

  private void addTypes(Page page) {
    page.section("Types");
    StringBuilder rows = new StringBuilder();
    evaluation.types().forEach((type, counts) -> rows.append(row(type, cells(counts))));
    rows.append(row("all", cells(evaluation.counts())));
    table(
        page,
        row("", List.of("marked", "found", "right", "precision", "recall", "F1")),
        rows.toString());
  }

  private static List<String> cells(SpanCounts counts) {
    return List.of(
        Long.toString(counts.marked()),
        Long.toString(counts.found()),
        Long.toString(counts.right()),
        decimals(counts.precision()),
        decimals(counts.recall()),
        decimals(counts.f1()));
  }

  private void addConfusion(Page page) {
    Set<String> found = new TreeSet<>();
    evaluation.confusion().values().forEach(row -> found.addAll(row.keySet()));
    if (found.isEmpty()) {
      return;
    }
    page.section("Spans with the right tokens: marked type (rows) and type found (columns)");
    StringBuilder rows = new StringBuilder();
    evaluation
        .confusion()
        .forEach(
            (type, counts) ->
                rows.append(
                    row(
                        type,
                        found.stream()
                            .map(other -> Long.toString(counts.getOrDefault(other, 0L)))
                            .toList())));
    table(page, row("", List.copyOf(found)), rows.toString());
  }

  private void addMistakes(Page page) {
    page.section("What was missed and what was invented");
    List<SpanMistake> mistakes = evaluation.mistakes();
    page.paragraph(
        mistakes.isEmpty()
            ? "Nothing: all that is marked was found, and nothing else."
            : "The first sentences with mistakes, with their numbers in the test data.");
    for (SpanMistake mistake : mistakes.subList(0, Math.min(MOST_MISTAKES, mistakes.size()))) {
      Sentence sentence = mistake.sentence();
      page.html("<p><b>" + mistake.number() + "</b> ")
          .html(Page.escape(String.join(" ", sentence.tokens())))
          .html(spans("missed", sentence, mistake.missed()))
          .html(spans("invented", sentence, mistake.invented()))
          .html("</p>\n");
    }
    page.html("</section>\n");
  }

  private static String spans(String what, Sentence sentence, List<Span> spans) {
    return spans.isEmpty()
        ? ""
        : spans.stream()
            .map(span -> Page.escape(sentence.text(span) + " (" + span.type() + ")"))
            .collect(Collectors.joining(", ", "<br/><i>" + what + ":</i> ", ""));
  }
}
