package io.github.zlpr.experiment.report;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.zlpr.eval.Interval;
import io.github.zlpr.eval.LabelMetrics;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.trainer.linear.RateSearch;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One self-contained HTML page about an evaluation: the metrics, the labels that do worst, the
 * evaluator's settings and the provenance; and, where they are given, charts of the scores, the
 * course of the training and its configuration. Opens offline; has no script. Charts need
 * JFreeChart on the class path, the rest does not.
 */
public final class EvaluationReport {

  private static final int WORST = 15;

  private final RankingEvaluation evaluation;
  private ScoreSummary scores;
  private Consumer<Page> tried = page -> {};
  private Consumer<Page> training = page -> {};
  private final Map<String, String> appendices = new LinkedHashMap<>();

  /**
   * A report without charts.
   *
   * @param evaluation the metrics.
   */
  public EvaluationReport(RankingEvaluation evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * Adds charts: P@k and nDCG@k over k, precision and recall, the distribution of the scores, and
   * the average precision of each label against its frequency.
   *
   * @param summary the scores, gathered in the same evaluation.
   * @return this report.
   */
  public EvaluationReport scores(ScoreSummary summary) {
    scores = summary;
    return this;
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
    training =
        page -> {
          page.section("Training").html("<div class='charts'>\n");
          page.figure(
              Chart.counting("Mean loss of each epoch", "epoch", "mean loss")
                  .line("loss", ScoreCharts.numbers(loss.length), loss),
              "Mean loss of each epoch, each example before its own update.");
          if (validation.length > 0) {
            page.figure(
                Chart.counting(
                        validationMetric + " of the examples held out", "epoch", validationMetric)
                    .line(validationMetric, ScoreCharts.numbers(validation.length), validation),
                validationMetric + " of the examples held out, after each epoch.");
          }
          page.html("</div></section>\n");
        };
    return this;
  }

  /**
   * Adds the learning rates that were tried before the training.
   *
   * @param trials the rates and what they gave on examples held out; none for no section.
   * @param metric the name of the metric of the examples held out.
   * @return this report.
   */
  public EvaluationReport trials(List<RateSearch.Trial> trials, String metric) {
    List<RateSearch.Trial> shown =
        trials.stream()
            .filter(trial -> !Double.isNaN(trial.value()))
            .sorted(Comparator.comparingDouble(RateSearch.Trial::rate))
            .toList();
    if (!shown.isEmpty()) {
      double[] rates = shown.stream().mapToDouble(t -> Math.log(t.rate()) / Math.log(2)).toArray();
      double[] values = shown.stream().mapToDouble(RateSearch.Trial::value).toArray();
      tried =
          page -> {
            page.section("Learning rates tried").html("<div class='charts'>\n");
            page.figure(
                Chart.of(metric + " of each learning rate", "log2 of the learning rate", metric)
                    .line(metric, rates, values),
                metric
                    + " of examples held out, by the logarithm of the learning rate. Each step"
                    + " doubles the rate.");
            page.html("</div></section>\n");
          };
    }
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
    appendices.put(title, text);
    return this;
  }

  /**
   * The page.
   *
   * @return complete HTML in UTF-8.
   */
  public String toHtml() {
    Page page = new Page("Evaluation").paragraph(subject(evaluation.getProvenance()));
    addMetrics(page);
    List<LabelMetrics> known = known();
    if (scores != null) {
      ScoreCharts.add(page, scores, known);
    }
    addLabels(page, known);
    tried.accept(page);
    training.accept(page);
    appendices.forEach(page::folded);
    return page.folded(
            "Evaluator",
            ProvenanceUtil.formattedProvenanceString(evaluation.getEvaluatorProvenance()))
        .folded(
            "Model and data", ProvenanceUtil.formattedProvenanceString(evaluation.getProvenance()))
        .toString();
  }

  /** For example: LinearMultiLabelTrainer with ZLPR, tested on ArffDataSource x-test.arff. */
  private static String subject(EvaluationProvenance provenance) {
    TrainerProvenance trainer = provenance.getModelProvenance().getTrainerProvenance();
    Provenance objective = trainer.getConfiguredParameters().get("objective");
    DataProvenance data = provenance.getTestDatasetProvenance();
    if (data instanceof DatasetProvenance dataset) {
      data = dataset.getSourceProvenance();
    }
    Provenance path =
        data instanceof ConfiguredObjectProvenance source
            ? source.getConfiguredParameters().get("path")
            : null;
    return simpleName(trainer)
        + (objective instanceof ObjectProvenance loss ? " with " + simpleName(loss) : "")
        + ", tested on "
        + simpleName(data)
        + (path instanceof PrimitiveProvenance<?> file ? " " + file.getValue() : "");
  }

  private static String simpleName(ObjectProvenance provenance) {
    String name = provenance.getClassName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private void addMetrics(Page page) {
    page.paragraph(
        String.format(
            Locale.ROOT,
            "%,d examples, %,d of them without a true label; %,d labels.%s",
            evaluation.examples(),
            evaluation.examplesWithoutLabel(),
            evaluation.labels(),
            evaluation.unseenLabelsText().map(text -> " " + text).orElse("")));
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
                    "Small: bootstrap intervals over examples, " + interval.percent() + " %."));
    if (evaluation.labelsWithoutAUC() > 0) {
      page.paragraph(
          String.format(
              Locale.ROOT,
              "Left out of MacroAUC: %,d labels without both classes; of MacroAP: %,d without a true"
                  + " example.",
              evaluation.labelsWithoutAUC(),
              evaluation.labelsWithoutAP()));
    }
    page.html("</section>\n");
  }

  private List<LabelMetrics> known() {
    return evaluation.perLabel().stream()
        .filter(label -> label.trainingCount() > 0 && !Double.isNaN(label.ap()))
        .toList();
  }

  private static void addLabels(Page page, List<LabelMetrics> known) {
    List<LabelMetrics> worst =
        known.stream()
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

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
