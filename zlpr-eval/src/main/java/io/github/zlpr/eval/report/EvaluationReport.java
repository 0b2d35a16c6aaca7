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
  private final Page page;

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
    page = new Page(title);
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
    page.section("Training").html("<div class='charts'>\n");
    page.figure(
        Chart.counting("Mean loss of each epoch", "epoch", "mean loss").line("loss", epochs, loss),
        "Mean loss of each epoch, each example before its own update.");
    if (validation.length > 0) {
      page.figure(
          Chart.counting(validationMetric + " of the examples held out", "epoch", validationMetric)
              .line(validationMetric, numbers(validation.length), validation),
          validationMetric + " of the examples held out, after each epoch.");
    }
    page.html("</div></section>\n");
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
    page.folded(title, text);
    return this;
  }

  /**
   * The page.
   *
   * @return complete HTML in UTF-8.
   */
  public String toHtml() {
    return page.toString();
  }

  private void addMetrics() {
    page.paragraph(
        String.format(
            Locale.ROOT,
            "%,d examples, %,d of them without a true label; %,d labels.%s",
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
    page.section("Metrics").html("<dl class='metrics'>\n");
    evaluation
        .metrics()
        .forEach(
            (name, value) -> {
              Interval interval = intervals.get(name);
              String small =
                  interval == null
                      ? ""
                      : "<small>"
                          + number(interval.lower())
                          + " – "
                          + number(interval.upper())
                          + "</small>";
              page.html(
                  "<div><dt>%s</dt><dd>%s%s</dd></div>\n"
                      .formatted(Page.escape(name), number(value), small));
            });
    page.html("</dl>\n");
    intervals.values().stream()
        .findFirst()
        .ifPresent(
            interval ->
                page.paragraph(
                    String.format(
                        Locale.ROOT,
                        "Small: bootstrap intervals over examples, %.0f %%.",
                        100.0 * interval.level())));
    page.html("</section>\n");
  }

  private void addCharts() {
    page.section("Ranking and scores").html("<div class='charts'>\n");
    double[] precision = scores.precisionAtK();
    page.figure(
        Chart.counting("P@k and nDCG@k for k up to " + precision.length, "k", "mean over examples")
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
    page.figure(
        chart, "Precision and recall over all pairs of example and label; the point is " + cut);
    ScoreSummary.Histogram histogram = scores.histogram(60);
    page.figure(
        Chart.of("Distribution of the scores of true and of other labels", "score", "share")
            .steps("other labels", histogram.from, histogram.negatives)
            .steps("true labels", histogram.from, histogram.positives),
        "Scores of true and of other labels, each as shares of their own number.");
    List<LabelMetrics> known = known();
    if (!known.isEmpty()) {
      page.figure(
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
    page.html("</div></section>\n");
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
    page.section("Labels that do worst")
        .html(
            "<div class='wide'><table><thead><tr><th>label</th><th>AP</th><th>AUC</th>"
                + "<th>test</th><th>training</th></tr></thead><tbody>\n");
    for (LabelMetrics label : worst) {
      page.html(
          String.format(
              Locale.ROOT,
              "<tr><td>%s</td><td>%s</td><td>%s</td><td>%,d</td><td>%,d</td></tr>\n",
              Page.escape(label.name()),
              number(label.ap()),
              number(label.auc()),
              label.support(),
              label.trainingCount()));
    }
    page.html("</tbody></table></div>\n")
        .paragraph(
            "AP: average precision of the examples ranked by their scores for the label. Test and"
                + " training: examples that have it.")
        .html("</section>\n");
  }

  private static double[] numbers(int size) {
    return IntStream.rangeClosed(1, size).asDoubleStream().toArray();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
