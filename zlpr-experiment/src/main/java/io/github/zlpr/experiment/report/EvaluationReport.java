package io.github.zlpr.experiment.report;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.eval.Interval;
import io.github.zlpr.eval.LabelMetrics;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.metric.Aspect;
import io.github.zlpr.eval.metric.Metric;
import io.github.zlpr.trainer.linear.RateSearch;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;

/**
 * One self-contained HTML page about an evaluation: the metrics, the labels, the evaluator's
 * settings and the provenance; and, where they are given, charts of the scores, the course of the
 * training and its configuration. Opens offline; has no script.
 */
public final class EvaluationReport {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

  private final RankingEvaluation evaluation;
  private ScoreSummary scores;
  private Consumer<Page> features = page -> {};
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
   * Adds what speaks for and against the labels that do worst.
   *
   * @param heaviest the features with the largest weights, by label; none for no section.
   * @return this report.
   */
  public EvaluationReport features(Map<String, List<Pair<String, Double>>> heaviest) {
    if (!heaviest.isEmpty()) {
      features =
          page ->
              page.folded(
                  "Heaviest features of the labels that do worst",
                  LabelTables.heaviest(known(), heaviest));
    }
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
              () ->
                  Chart.counting("Mean loss of each epoch", "epoch", "mean loss")
                      .line("loss", ScoreCharts.numbers(loss.length), loss),
              "Mean loss of each epoch, each example before its own update.");
          if (validation.length > 0) {
            page.figure(
                () ->
                    Chart.counting(
                            validationMetric + " of the examples held out",
                            "epoch",
                            validationMetric)
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
      double[] rates = shown.stream().mapToDouble(RateSearch.Trial::rate).toArray();
      double[] values = shown.stream().mapToDouble(RateSearch.Trial::value).toArray();
      tried =
          page -> {
            page.section("Learning rates tried").html("<div class='charts'>\n");
            page.figure(
                () ->
                    Chart.logarithmic(metric + " of each learning rate", "learning rate", metric)
                        .line(metric, rates, values),
                metric + " of the examples held out, for each learning rate tried.");
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
    ModelProvenance model = evaluation.getProvenance().getModelProvenance();
    Page page =
        new Page(
                Names.shortly(model.getTrainerProvenance())
                    + ", tested on "
                    + Names.shortly(evaluation.getProvenance().getTestDatasetProvenance()))
            .facts(facts(model));
    addMetrics(page);
    List<LabelMetrics> known = known();
    if (scores != null) {
      ScoreCharts.add(page, scores, known);
    }
    LabelTables.add(page, known);
    features.accept(page);
    tried.accept(page);
    training.accept(page);
    appendices.forEach(page::folded);
    return page.folded(
            "Evaluator",
            ProvenanceUtil.formattedProvenanceString(evaluation.getEvaluatorProvenance()))
        .folded(
            "Model and data", ProvenanceUtil.formattedProvenanceString(evaluation.getProvenance()))
        .written(LocalDate.now(ZoneOffset.UTC))
        .toString();
  }

  private Map<String, String> facts(ModelProvenance model) {
    DatasetProvenance data = model.getDatasetProvenance();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Trainer", Names.fully(model.getTrainerProvenance()));
    facts.put(
        "Training data",
        String.format(
            Locale.ROOT,
            "%,d examples, %,d features, %,d labels; %s",
            data.getNumExamples(),
            data.getNumFeatures(),
            data.getNumOutputs(),
            Names.fully(data)));
    facts.put(
        "Test data",
        String.format(
            Locale.ROOT,
            "%,d examples, %,d of them without a true label; %s",
            evaluation.examples(),
            evaluation.examplesWithoutLabel(),
            Names.fully(evaluation.getProvenance().getTestDatasetProvenance())));
    evaluation.unseenLabelsText().ifPresent(text -> facts.put("Unseen labels", text));
    facts.put(
        "Trained",
        TIME.format(model.getTrainingTime().withOffsetSameInstant(ZoneOffset.UTC))
            + ", with Tribuo "
            + model.getTribuoVersion()
            + " on Java "
            + model.getJavaVersion()
            + ", "
            + model.getOS()
            + ", "
            + model.getArch());
    return facts;
  }

  private void addMetrics(Page page) {
    page.section("Metrics");
    for (Aspect aspect : Aspect.values()) {
      Map<String, List<Metric>> byMeaning =
          evaluation.measured().stream()
              .filter(metric -> metric.aspect() == aspect)
              .collect(
                  Collectors.groupingBy(Metric::meaning, LinkedHashMap::new, Collectors.toList()));
      if (!byMeaning.isEmpty()) {
        page.html("<h3>" + Page.escape(aspect.title()) + "</h3>\n<div class='metrics'>\n");
        byMeaning.forEach((meaning, metrics) -> addCard(page, meaning, metrics));
        page.html("</div>\n");
      }
    }
    evaluation.intervals().values().stream()
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

  /** Metrics that differ in their cutoff only stand together. */
  private void addCard(Page page, String meaning, List<Metric> metrics) {
    page.html("<div><dl class='values'>\n");
    for (Metric metric : metrics) {
      Interval interval = evaluation.intervals().get(metric.name());
      page.html(
          "<div><dt>%s</dt><dd>%s%s</dd></div>\n"
              .formatted(
                  Page.escape(metric.name()),
                  LabelTables.number(evaluation.value(metric.name())),
                  interval == null
                      ? ""
                      : "<small>"
                          + LabelTables.number(interval.lower())
                          + " – "
                          + LabelTables.number(interval.upper())
                          + "</small>"));
    }
    page.html("</dl><p>" + Page.escape(meaning))
        .html(metrics.get(0).higherIsBetter() ? "" : " <span class='less'>less is better</span>")
        .html("</p></div>\n");
  }

  private List<LabelMetrics> known() {
    return evaluation.perLabel().stream()
        .filter(label -> label.trainingCount() > 0 && !Double.isNaN(label.ap()))
        .toList();
  }
}
