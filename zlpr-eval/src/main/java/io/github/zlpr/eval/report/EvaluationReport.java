package io.github.zlpr.eval.report;

import io.github.zlpr.eval.Interval;
import io.github.zlpr.eval.LabelMetrics;
import io.github.zlpr.eval.RankingEvaluation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One self-contained HTML page about an evaluation: the metrics, how the scores of true and other
 * labels are distributed, precision and recall, the labels that do worst, and, where they are
 * given, the course of the training and the configuration. Opens offline; has no script.
 */
public final class EvaluationReport {

  private static final int WORST = 15;

  private final RankingEvaluation evaluation;
  private final ScoreSummary scores;
  private final StringBuilder page = new StringBuilder();

  /**
   * A report.
   *
   * @param title what was evaluated.
   * @param evaluation the metrics.
   * @param scores the scores, gathered in the same evaluation.
   */
  public EvaluationReport(String title, RankingEvaluation evaluation, ScoreSummary scores) {
    this.evaluation = evaluation;
    this.scores = scores;
    page.append(HEAD.formatted(Html.escape(title), Html.escape(title)));
    addMetrics();
    addCharts();
    addLabels();
  }

  /**
   * Adds the course of the training.
   *
   * @param loss the mean loss of each epoch.
   * @param validationMetric the name of the metric of the examples held out.
   * @param validation its value after each epoch; empty if none were held out.
   * @return this report.
   */
  public EvaluationReport training(double[] loss, String validationMetric, double[] validation) {
    double[] epochs = numbers(loss.length);
    page.append("<section><h2>Training</h2><div class='charts'>\n");
    figure(
        Chart.of("Mean loss of each epoch", "epoch", "mean loss").line("loss", epochs, loss),
        "Mean loss of each epoch, each example before its own update.");
    if (validation.length > 0) {
      figure(
          Chart.of(validationMetric + " of the examples held out", "epoch", validationMetric)
              .line(validationMetric, numbers(validation.length), validation),
          validationMetric + " of the examples held out, after each epoch.");
    }
    page.append("</div></section>\n");
    return this;
  }

  /**
   * Adds a text that is shown as it is, folded away.
   *
   * @param title its title.
   * @param text the text.
   * @return this report.
   */
  public EvaluationReport appendix(String title, String text) {
    page.append("<details><summary>")
        .append(Html.escape(title))
        .append("</summary><pre>")
        .append(Html.escape(text))
        .append("</pre></details>\n");
    return this;
  }

  /**
   * The page.
   *
   * @return complete HTML in UTF-8.
   */
  public String toHtml() {
    return page + "</main></body></html>\n";
  }

  private void addMetrics() {
    page.append(
        String.format(
            Locale.ROOT,
            "<p>%,d examples, %,d of them without a true label; %,d labels.%s</p>\n",
            evaluation.examples(),
            evaluation.examplesWithoutLabel(),
            evaluation.labels(),
            evaluation.droppedLabels() == 0
                ? ""
                : String.format(
                    Locale.ROOT,
                    " %,d true labels were left out: the model has never seen them.",
                    evaluation.droppedLabels())));
    Map<String, Interval> intervals = evaluation.intervals();
    page.append("<section><h2>Metrics</h2><div class='metrics'>\n");
    evaluation
        .metrics()
        .forEach(
            (name, value) -> {
              Interval interval = intervals.get(name);
              page.append("<div><dt>")
                  .append(Html.escape(name))
                  .append("</dt><dd>")
                  .append(number(value));
              if (interval != null) {
                page.append(
                    String.format(
                        Locale.ROOT,
                        "<small>%s – %s</small>",
                        number(interval.lower()),
                        number(interval.upper())));
              }
              page.append("</dd></div>\n");
            });
    page.append("</div>\n");
    intervals.values().stream()
        .findFirst()
        .ifPresent(
            interval ->
                page.append(
                    String.format(
                        Locale.ROOT,
                        "<p>Small: bootstrap intervals over examples, %.0f %%.</p>\n",
                        100.0 * interval.level())));
    page.append("</section>\n");
  }

  private void addCharts() {
    page.append("<section><h2>Ranking and scores</h2><div class='charts'>\n");
    double[] precision = scores.precisionAtK();
    figure(
        Chart.of("P@k and nDCG@k for k up to " + precision.length, "k", "mean over examples")
            .line("P@k", numbers(precision.length), precision)
            .line("nDCG@k", numbers(precision.length), scores.ndcgAtK())
            .verticalRange(0.0, 1.02),
        "P@k and nDCG@k over k.");
    ScoreSummary.PrecisionRecall curve = scores.precisionRecall();
    Chart chart =
        Chart.of("Precision over recall for every threshold", "recall", "precision")
            .line("every threshold", curve.recall, curve.precision)
            .verticalRange(0.0, 1.02);
    String cut = "threshold " + (scores.threshold() == 0.0 ? "0" : "½");
    if (curve.atThreshold >= 0) {
      chart.points(
          cut,
          new double[] {curve.recall[curve.atThreshold]},
          new double[] {curve.precision[curve.atThreshold]});
    }
    figure(chart, "Precision and recall over all pairs of example and label; the point is " + cut);
    ScoreSummary.Histogram histogram = scores.histogram(60);
    figure(
        Chart.of("Distribution of the scores of true and of other labels", "score", "share")
            .steps("other labels", histogram.from, histogram.negatives)
            .steps("true labels", histogram.from, histogram.positives),
        "Scores of true and of other labels, each as shares of their own number.");
    List<LabelMetrics> known = known();
    if (!known.isEmpty()) {
      figure(
          Chart.logarithmic(
                  "Average precision of each label against its number of training examples",
                  "training examples with the label",
                  "average precision")
              .points(
                  "labels",
                  known.stream().mapToDouble(LabelMetrics::trainingCount).toArray(),
                  known.stream().mapToDouble(LabelMetrics::ap).toArray())
              .verticalRange(-0.02, 1.02),
          "Average precision of each label against its frequency in training.");
    }
    page.append("</div></section>\n");
  }

  private List<LabelMetrics> known() {
    return evaluation.perLabel().stream()
        .filter(label -> label.trainingCount() > 0 && !Double.isNaN(label.ap()))
        .toList();
  }

  private void addLabels() {
    List<LabelMetrics> worst =
        known().stream()
            .sorted(Comparator.comparingDouble(LabelMetrics::ap).thenComparing(LabelMetrics::name))
            .limit(WORST)
            .toList();
    if (worst.isEmpty()) {
      return;
    }
    page.append(
        "<section><h2>Labels that do worst</h2><div class='wide'><table><thead><tr><th>label</th>"
            + "<th>AP</th><th>AUC</th><th>test</th><th>training</th></tr></thead><tbody>\n");
    for (LabelMetrics label : worst) {
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s</td><td>%s</td><td>%s</td><td>%,d</td><td>%,d</td></tr>\n",
              Html.escape(label.name()),
              number(label.ap()),
              number(label.auc()),
              label.support(),
              label.trainingCount()));
    }
    page.append(
        "</tbody></table></div><p>AP: average precision of the examples ranked by their scores for the"
            + " label. Test and training: examples that have it.</p></section>\n");
  }

  private void figure(Chart chart, String caption) {
    page.append("<figure>")
        .append(chart.toSvg())
        .append("<figcaption>")
        .append(Html.escape(caption))
        .append("</figcaption></figure>\n");
  }

  private static double[] numbers(int size) {
    return IntStream.rangeClosed(1, size).asDoubleStream().toArray();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%s</title>
      <style>
      :root { --text: #1b1f24; --muted: #57606a; --page: #ffffff; --card: #f4f6f8; }
      @media (prefers-color-scheme: dark) {
        :root { --text: #e6e9ed; --muted: #9aa4af; --page: #14171b; --card: #1f242a; }
      }
      @media print { :root { --text: #000; --muted: #444; --page: #fff; --card: #fff; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
        margin: 0; }
      main { max-width: 1180px; margin: 0 auto; padding: 1.5rem; }
      h1 { font-size: 1.6rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
      h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
      p, figcaption, small, dt { color: var(--muted); }
      .metrics { display: grid; gap: .6rem;
        grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); }
      .metrics div { background: var(--card); border-radius: .5rem; padding: .6rem .8rem; }
      dt { font-size: .85rem; }
      dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
      dd small { display: block; font-size: .75rem; }
      .charts { display: grid; gap: 1rem;
        grid-template-columns: repeat(auto-fit, minmax(min(100%%, 460px), 1fr)); }
      figure { margin: 0; background: var(--card); border-radius: .5rem; padding: .8rem;
        break-inside: avoid; }
      svg { width: 100%%; height: auto; display: block; color: var(--text); }
      figcaption { font-size: .85rem; margin-top: .4rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { text-align: right; padding: .25rem .9rem; border-bottom: 1px solid #8884; }
      th:first-child, td:first-child { text-align: left; padding-left: 0; }
      details { margin-top: 1rem; }
      summary { cursor: pointer; }
      pre { background: var(--card); border-radius: .5rem; padding: .8rem; overflow-x: auto;
        font-size: .8rem; }
      </style></head><body><main>
      <h1>%s</h1>
      """;
}
