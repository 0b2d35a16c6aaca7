package io.github.zlpr.eval;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private final Map<String, Double> metrics;
  private final int examples;
  private final int examplesWithoutLabel;
  private final long droppedLabels;
  private final int labels;
  private final EvaluationProvenance provenance;
  private final ConfiguredObjectProvenance evaluatorProvenance;

  RankingEvaluation(
      Map<String, Double> metrics,
      int examples,
      int examplesWithoutLabel,
      long droppedLabels,
      int labels,
      EvaluationProvenance provenance,
      ConfiguredObjectProvenance evaluatorProvenance) {
    this.metrics = Collections.unmodifiableMap(metrics);
    this.examples = examples;
    this.examplesWithoutLabel = examplesWithoutLabel;
    this.droppedLabels = droppedLabels;
    this.labels = labels;
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
   * The value of one metric.
   *
   * @param name the name of the metric.
   * @return its mean over the examples.
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
    return examples;
  }

  /**
   * The number of examples without any true label. They are counted in every mean, by the
   * convention of each metric.
   *
   * @return at least 0.
   */
  public int examplesWithoutLabel() {
    return examplesWithoutLabel;
  }

  /**
   * How many true labels, over all examples, were left out because the model has never seen them.
   *
   * @return 0 unless the evaluator drops such labels.
   */
  public long droppedLabels() {
    return droppedLabels;
  }

  /**
   * The number of labels ranked, which are all the labels of the model.
   *
   * @return at least 1.
   */
  public int labels() {
    return labels;
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

  /** A table of the metrics with four decimals, then one line that says what they are means of. */
  @Override
  public String toString() {
    int width = metrics.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder table = new StringBuilder();
    metrics.forEach(
        (name, value) ->
            table.append(String.format(Locale.ROOT, "%-" + width + "s  %10.4f\n", name, value)));
    table.append(
        String.format(
            Locale.ROOT,
            "%d examples, %d of them without a true label; %d labels\n",
            examples,
            examplesWithoutLabel,
            labels));
    if (droppedLabels > 0) {
      table.append(
          String.format(
              Locale.ROOT,
              "%d true labels were left out: the model has never seen them\n",
              droppedLabels));
    }
    return table.toString();
  }
}
