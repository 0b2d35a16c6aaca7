package io.github.zlpr.eval;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import io.github.zlpr.eval.metric.Metric;
import io.github.zlpr.eval.resampling.ExampleValues;
import io.github.zlpr.eval.resampling.ResamplingData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * The ranking metrics of a model on test data, as {@link RankingEvaluator} found them. Immutable.
 *
 * <p>Metrics go by name, such as {@code LRAP} or {@code P@5}, and keep the evaluator's order.
 */
public final class RankingEvaluation implements Evaluation<MultiLabel> {

  private final List<Metric> measured;
  private final Map<String, Double> metrics;
  private final Map<String, Interval> intervals;
  private final List<LabelMetrics> perLabel;
  private final ResamplingData resamplingData;
  private final TrueLabels truth;
  private final EvaluationProvenance provenance;
  private final ConfiguredObjectProvenance evaluatorProvenance;

  RankingEvaluation(
      List<Metric> measured,
      Map<String, Double> metrics,
      Map<String, Interval> intervals,
      List<LabelMetrics> perLabel,
      ResamplingData resamplingData,
      TrueLabels truth,
      EvaluationProvenance provenance,
      ConfiguredObjectProvenance evaluatorProvenance) {
    this.measured = List.copyOf(measured);
    this.metrics = Collections.unmodifiableMap(metrics);
    this.intervals = Collections.unmodifiableMap(intervals);
    this.perLabel = List.copyOf(perLabel);
    this.resamplingData = resamplingData;
    this.truth = truth;
    this.provenance = provenance;
    this.evaluatorProvenance = evaluatorProvenance;
  }

  /**
   * All metrics, by name.
   *
   * @return an unmodifiable map in the evaluator's order.
   */
  public Map<String, Double> metrics() {
    return metrics;
  }

  /**
   * What was measured: what each metric says, and which way is better.
   *
   * @return an unmodifiable list in the evaluator's order.
   */
  public List<Metric> measured() {
    return measured;
  }

  /**
   * The value of one metric.
   *
   * @param name the name of the metric.
   * @return its value; NaN if it is undefined for the test data.
   * @throws IllegalArgumentException if there is no metric of this name.
   */
  public double value(String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no metric is named '" + name + "', there are " + String.join(", ", metrics.keySet()));
    }
    return value;
  }

  /**
   * The bootstrap intervals, by name of the metric.
   *
   * @return an unmodifiable map in the evaluator's order; empty unless the evaluator was told to
   *     make intervals.
   */
  public Map<String, Interval> intervals() {
    return intervals;
  }

  /**
   * The metrics of each label.
   *
   * @return an unmodifiable list in the order of the model's label ids; after them the labels that
   *     the model has never seen, where they count as missed.
   */
  public List<LabelMetrics> perLabel() {
    return perLabel;
  }

  /**
   * The number of labels left out of {@code MacroAUC}, because they are true for no test example or
   * for all.
   *
   * @return at least 0.
   */
  public int labelsWithoutAUC() {
    return (int) perLabel.stream().filter(label -> Double.isNaN(label.auc())).count();
  }

  /**
   * The number of labels left out of {@code MacroAP}, because they are true for no test example.
   *
   * @return at least 0.
   */
  public int labelsWithoutAP() {
    return (int) perLabel.stream().filter(label -> Double.isNaN(label.ap())).count();
  }

  /**
   * What each example adds to the metrics that are quotients of sums over examples.
   *
   * @return the values.
   * @throws IllegalArgumentException if the evaluator did not keep them.
   */
  public ExampleValues exampleValues() {
    return resamplingData().values();
  }

  /**
   * What was kept for resampling.
   *
   * @throws IllegalArgumentException if the evaluator did not keep it.
   */
  ResamplingData resamplingData() {
    if (resamplingData == null) {
      throw new IllegalArgumentException(
          "the evaluation has no values of single examples; make it with an evaluator whose"
              + " keepExampleValues is set");
    }
    return resamplingData;
  }

  /**
   * All metrics under Tribuo's keys: the name, and the average over examples as the target.
   *
   * @return an unmodifiable map in the evaluator's order.
   */
  @Override
  public Map<MetricID<MultiLabel>, Double> asMap() {
    MetricTarget<MultiLabel> average = MetricTarget.macroAverageTarget();
    Map<MetricID<MultiLabel>, Double> map = new LinkedHashMap<>();
    metrics.forEach((name, value) -> map.put(new MetricID<>(average, name), value));
    return Collections.unmodifiableMap(map);
  }

  /**
   * The number of examples evaluated.
   *
   * @return at least 1.
   */
  public int examples() {
    return truth.examples();
  }

  /**
   * The number of examples without any true label. They are counted in every mean, by the
   * convention of each metric.
   *
   * @return at least 0.
   */
  public int examplesWithoutLabel() {
    return truth.examplesWithoutLabel();
  }

  /**
   * What became of test labels that the model has never seen: {@link RankingEvaluator#REFUSE},
   * {@link RankingEvaluator#DROP} or {@link RankingEvaluator#MISS}.
   *
   * @return the evaluator's policy.
   */
  public String unseenLabelPolicy() {
    return truth.policy().toString();
  }

  /**
   * How many different labels of the test data the model has never seen.
   *
   * @return at least 0.
   */
  public int unseenLabels() {
    return truth.unseen().size();
  }

  /**
   * How often labels that the model has never seen are true, over all examples.
   *
   * @return at least 0.
   */
  public long unseenOccurrences() {
    return truth.unseenOccurrences();
  }

  /**
   * A sentence about the labels that the model has never seen.
   *
   * @return what became of them and how many there were; nothing if there were none.
   */
  public Optional<String> unseenLabelsText() {
    if (unseenLabels() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d true labels (%,d different ones) that the model has never seen %s (unseenLabels:"
                + " %s).",
            unseenOccurrences(),
            unseenLabels(),
            truth.policy() == UnseenLabels.MISS ? "count as missed" : "were left out",
            unseenLabelPolicy()));
  }

  /**
   * The number of labels ranked: all labels of the model, and those that it has never seen where
   * they count as missed.
   *
   * @return at least 1.
   */
  public int labels() {
    return perLabel.size();
  }

  /**
   * An empty list: predictions are not kept.
   *
   * @return an empty list.
   */
  @Override
  public List<Prediction<MultiLabel>> getPredictions() {
    return List.of();
  }

  /**
   * The provenance of the model and of the test data.
   *
   * @return the provenance.
   */
  @Override
  public EvaluationProvenance getProvenance() {
    return provenance;
  }

  /**
   * The settings of the evaluator, for which {@link #getProvenance} has no place.
   *
   * @return the evaluator's provenance.
   */
  public ConfiguredObjectProvenance getEvaluatorProvenance() {
    return evaluatorProvenance;
  }

  /**
   * The metrics as JSON: one flat object, name of the metric to number, in the evaluator's order. A
   * metric that is undefined for the test data has the value null, because JSON has no NaN.
   *
   * @return the object, one metric a line.
   */
  public String toJson() {
    return MetricTable.json(metrics);
  }

  /**
   * A table of the metrics with four decimals, and their intervals if there are any, then what they
   * are metrics of.
   */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder(MetricTable.text(metrics, intervals));
    print(
        table,
        "%d examples, %d of them without a true label; %d labels\n",
        examples(),
        examplesWithoutLabel(),
        labels());
    if (labelsWithoutAUC() > 0) {
      print(
          table,
          "left out of MacroAUC: %d labels without both classes; of MacroAP: %d without a true"
              + " example\n",
          labelsWithoutAUC(),
          labelsWithoutAP());
    }
    unseenLabelsText().ifPresent(text -> table.append(text).append('\n'));
    return table.toString();
  }

  private static void print(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format, values));
  }
}
