package io.github.zlpr.eval;

import io.github.zlpr.eval.metric.Coverage;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.HammingLoss;
import io.github.zlpr.eval.metric.Jaccard;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.MacroAP;
import io.github.zlpr.eval.metric.MacroAUC;
import io.github.zlpr.eval.metric.MacroF1;
import io.github.zlpr.eval.metric.MicroAP;
import io.github.zlpr.eval.metric.MicroAUC;
import io.github.zlpr.eval.metric.MicroF1;
import io.github.zlpr.eval.metric.NdcgAtK;
import io.github.zlpr.eval.metric.OneError;
import io.github.zlpr.eval.metric.PooledRanking;
import io.github.zlpr.eval.metric.PrecisionAtK;
import io.github.zlpr.eval.metric.Propensities;
import io.github.zlpr.eval.metric.PsndcgAtK;
import io.github.zlpr.eval.metric.PspAtK;
import io.github.zlpr.eval.metric.RankingLoss;
import io.github.zlpr.eval.metric.RecallAtK;
import io.github.zlpr.eval.metric.SamplesF1;
import io.github.zlpr.eval.metric.SubsetAccuracy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** All metrics of an evaluation, and the order in which they are reported. */
final class MetricList {

  private final List<ExampleMetric> ranking = new ArrayList<>();
  private final List<ExampleMetric> sets =
      List.of(
          new HammingLoss(), new SubsetAccuracy(), new MicroF1(), new SamplesF1(), new Jaccard());

  MetricList(int[] cutoffs, Propensities propensities) {
    ranking.addAll(List.of(new LRAP(), new RankingLoss(), new OneError(), new Coverage()));
    List<IntFunction<ExampleMetric>> atK =
        List.of(
            PrecisionAtK::new,
            RecallAtK::new,
            NdcgAtK::new,
            k -> new PspAtK(k, propensities),
            k -> new PsndcgAtK(k, propensities));
    for (IntFunction<ExampleMetric> metric : atK) {
      Arrays.stream(cutoffs).mapToObj(metric).forEach(ranking::add);
    }
  }

  /** The metrics that are quotients of sums over examples. */
  List<ExampleMetric> ofExamples() {
    List<ExampleMetric> all = new ArrayList<>(ranking);
    all.addAll(sets);
    return all;
  }

  /**
   * The values of all metrics in the order of the report.
   *
   * @param examples the values of the examples, for {@link #ofExamples}.
   * @param pairs the pool of all pairs.
   * @param labels the values of the labels.
   * @return name to value.
   */
  Map<String, Double> values(
      ExampleValues examples, PooledRanking pairs, List<LabelMetrics> labels) {
    Map<String, Double> values = new LinkedHashMap<>();
    ranking.forEach(metric -> values.put(metric.name(), examples.value(metric.name())));
    values.put(new MicroAUC().name(), new MicroAUC().value(pairs));
    values.put(
        new MacroAUC().name(),
        new MacroAUC().value(labels.stream().mapToDouble(LabelMetrics::auc).toArray()));
    values.put(new MicroAP().name(), new MicroAP().value(pairs));
    values.put(
        new MacroAP().name(),
        new MacroAP().value(labels.stream().mapToDouble(LabelMetrics::ap).toArray()));
    for (ExampleMetric metric : sets) {
      values.put(metric.name(), examples.value(metric.name()));
      if (metric instanceof MicroF1) {
        values.put(
            new MacroF1().name(),
            new MacroF1().value(labels.stream().mapToDouble(LabelMetrics::f1).toArray()));
      }
    }
    return values;
  }
}
