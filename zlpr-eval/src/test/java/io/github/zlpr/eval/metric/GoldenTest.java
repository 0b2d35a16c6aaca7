package io.github.zlpr.eval.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.zlpr.eval.GoldenCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics on plain arrays against the golden file. */
class GoldenTest {

  private static final List<ExampleMetric> METRICS =
      List.of(
          new LRAP(),
          new RankingLoss(),
          new Coverage(),
          new OneError(),
          new PrecisionAtK(1),
          new PrecisionAtK(3),
          new PrecisionAtK(5),
          new RecallAtK(1),
          new RecallAtK(3),
          new RecallAtK(5),
          new NDCGAtK(1),
          new NDCGAtK(3),
          new NDCGAtK(5),
          new NDCGAtK(1000),
          new HammingLoss(),
          new SubsetAccuracy(),
          new MicroF1(),
          new SamplesF1(),
          new Jaccard());

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matches(GoldenCase golden) {
    Map<String, Double> values = new LinkedHashMap<>();
    List<ExampleOutcome> outcomes = outcomes(golden);
    for (ExampleMetric metric : METRICS) {
      double numerator = outcomes.stream().mapToDouble(metric::numerator).sum();
      double denominator = outcomes.stream().mapToDouble(metric::denominator).sum();
      values.put(
          metric.name(), denominator == 0 ? metric.valueOfNothing() : numerator / denominator);
    }
    int[] labels = IntStream.range(0, golden.labels()).toArray();
    PooledRanking all = pool(golden, labels);
    values.put("MicroAUC", new MicroAUC().value(all));
    values.put("MicroAP", new MicroAP().value(all));
    for (MacroMetric metric : List.of(new MacroAUC(), new MacroAP(), new MacroF1())) {
      values.put(
          metric.name(),
          metric.value(
              Arrays.stream(labels)
                  .mapToDouble(label -> metric.labelValue(outcome(golden, label)))
                  .toArray()));
    }
    golden.check(values);
  }

  private static List<ExampleOutcome> outcomes(GoldenCase golden) {
    List<ExampleOutcome> outcomes = new ArrayList<>();
    for (int example = 0; example < golden.examples(); example++) {
      int[] truth = golden.trueLabels(example);
      int[] predicted = golden.predicted(example);
      int hits = (int) Arrays.stream(truth).filter(label -> has(predicted, label)).count();
      outcomes.add(
          new ExampleOutcome(
              new Ranking(golden.labels()).rank(golden.scores(example), truth),
              new SetOverlap(golden.labels(), truth.length, predicted.length, hits)));
    }
    return outcomes;
  }

  private static boolean has(int[] labels, int label) {
    return Arrays.binarySearch(labels, label) >= 0;
  }

  private static PooledRanking pool(GoldenCase golden, int... labels) {
    List<Double> trueScores = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int example = 0; example < golden.examples(); example++) {
      for (int label : labels) {
        double score = golden.scores(example)[label];
        scores.add(score);
        if (has(golden.trueLabels(example), label)) {
          trueScores.add(score);
        }
      }
    }
    PooledCounter counter =
        new PooledCounter(trueScores.stream().mapToDouble(Double::doubleValue).toArray());
    scores.forEach(counter::add);
    return counter.ranking();
  }

  private static LabelOutcome outcome(GoldenCase golden, int label) {
    int hits = 0;
    int predicted = 0;
    for (int example = 0; example < golden.examples(); example++) {
      boolean isTrue = has(golden.trueLabels(example), label);
      boolean isPredicted = has(golden.predicted(example), label);
      predicted += isPredicted ? 1 : 0;
      hits += isTrue && isPredicted ? 1 : 0;
    }
    return new LabelOutcome(pool(golden, label), predicted, hits);
  }

  @Test
  void theFileHasCasesWithAndWithoutTies() {
    assertEquals(64, cases().size());
    assertEquals(24, cases().stream().filter(GoldenCase::tied).count());
  }
}
