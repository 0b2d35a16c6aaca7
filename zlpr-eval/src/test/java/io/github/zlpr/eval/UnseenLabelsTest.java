package io.github.zlpr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Truth;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.metric.ExampleOutcome;
import io.github.zlpr.eval.metric.LabelOutcome;
import io.github.zlpr.eval.metric.MacroMetric;
import io.github.zlpr.eval.metric.Metric;
import io.github.zlpr.eval.metric.Metrics;
import io.github.zlpr.eval.metric.PooledCounter;
import io.github.zlpr.eval.metric.PooledMetric;
import io.github.zlpr.eval.metric.Propensities;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.SetOverlap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

class UnseenLabelsTest {

  private static final List<Integer> CUTOFFS = List.of(1, 3, 5);
  private static final String[] NEVER_SEEN = {"x", "y", "z"};

  private final Model<MultiLabel> model = TestData.model();
  private final List<Example<MultiLabel>> examples = new ArrayList<>();

  /** Data in which some examples have labels that the model has never seen, some only such. */
  private void makeExamples(int size) {
    Random random = new Random(5);
    for (Example<MultiLabel> example : TestData.source(size, 7)) {
      Set<Label> truth = new HashSet<>(example.getOutput().getLabelSet());
      if (random.nextInt(5) == 0) {
        truth.clear();
      }
      for (String label : NEVER_SEEN) {
        if (random.nextInt(6) == 0) {
          truth.add(new Label(label));
        }
      }
      ArrayExample<MultiLabel> changed = new ArrayExample<>(new MultiLabel(truth));
      example.forEach(changed::add);
      examples.add(changed);
    }
  }

  private RankingEvaluation evaluate(RankingEvaluator evaluator) {
    return evaluator.evaluate(model, TestData.source(examples));
  }

  /** All metrics of scores with one column of −∞ for each label never seen. */
  @Test
  void missedLabelsAreColumnsOfMinusInfinity() {
    makeExamples(700);
    List<double[]> scores = new ArrayList<>();
    List<int[]> predicted = new ArrayList<>();
    new RankingEvaluator(1)
        .withUnseenLabels(RankingEvaluator.DROP)
        .evaluate(
            model,
            examples,
            TestData.source(examples).getProvenance(),
            scored -> {
              assertEquals(4, scored.scores().length);
              double[] row = Arrays.copyOf(scored.scores(), 7);
              Arrays.fill(row, 4, 7, Double.NEGATIVE_INFINITY);
              scores.add(row);
              predicted.add(scored.predictedIds());
            });
    List<int[]> truth = examples.stream().map(this::trueColumns).toList();
    long[] counts = new long[7];
    for (int id = 0; id < 4; id++) {
      counts[id] = count(id);
    }
    RankingEvaluation evaluation =
        evaluate(new RankingEvaluator(1, 3, 5).withUnseenLabels(RankingEvaluator.MISS));
    List<Metric> metrics = Metrics.standard().all(CUTOFFS, new Propensities(counts, 60, 0.55, 1.5));
    assertEquals(
        metrics.stream().map(Metric::name).toList(), List.copyOf(evaluation.metrics().keySet()));
    for (Metric metric : metrics) {
      assertEquals(
          value(metric, scores, truth, predicted),
          evaluation.value(metric.name()),
          1e-12,
          metric.name());
    }
    assertEquals(7, evaluation.labels());
    assertEquals(3, evaluation.unseenLabels());
    assertEquals(
        truth.stream().flatMapToInt(Arrays::stream).filter(id -> id >= 4).count(),
        evaluation.unseenOccurrences());
    assertEquals("miss", evaluation.unseenLabelPolicy());
    assertEquals(
        truth.stream().filter(ids -> ids.length == 0).count(), evaluation.examplesWithoutLabel());
  }

  private long count(int id) {
    long count = 0;
    String name = model.getOutputIDInfo().getOutput(id).getLabelString();
    for (Example<MultiLabel> example : TestData.dataset(60, 1)) {
      count += example.getOutput().getNameSet().contains(name) ? 1 : 0;
    }
    return count;
  }

  private int[] trueColumns(Example<MultiLabel> example) {
    return Truth.names(example.getOutput()).stream()
        .mapToInt(
            name ->
                Arrays.asList(NEVER_SEEN).contains(name)
                    ? 4 + Arrays.asList(NEVER_SEEN).indexOf(name)
                    : model.getOutputIDInfo().getID(new MultiLabel(name)))
        .sorted()
        .toArray();
  }

  private static double value(
      Metric metric, List<double[]> scores, List<int[]> truth, List<int[]> predicted) {
    int labels = scores.get(0).length;
    if (metric instanceof ExampleMetric ofExamples) {
      double numerator = 0.0;
      double denominator = 0.0;
      for (int i = 0; i < scores.size(); i++) {
        Ranking ranking = new Ranking(labels).rank(scores.get(i), truth.get(i));
        Set<Integer> hits = set(truth.get(i));
        hits.retainAll(set(predicted.get(i)));
        SetOverlap sets =
            new SetOverlap(labels, truth.get(i).length, predicted.get(i).length, hits.size());
        numerator += ofExamples.numerator(new ExampleOutcome(ranking, sets));
        denominator += ofExamples.denominator(new ExampleOutcome(ranking, sets));
      }
      return numerator / denominator;
    }
    if (metric instanceof PooledMetric pooled) {
      return pooled.value(pool(scores, truth, IntStream.range(0, labels).toArray()).ranking());
    }
    MacroMetric macro = (MacroMetric) metric;
    double[] values = new double[labels];
    for (int label = 0; label < labels; label++) {
      int id = label;
      long predictions = predicted.stream().filter(ids -> set(ids).contains(id)).count();
      long hits =
          IntStream.range(0, scores.size())
              .filter(i -> set(predicted.get(i)).contains(id) && set(truth.get(i)).contains(id))
              .count();
      values[label] =
          macro.labelValue(
              new LabelOutcome(
                  pool(scores, truth, new int[] {label}).ranking(), predictions, hits));
    }
    return macro.value(values);
  }

  private static Set<Integer> set(int[] ids) {
    Set<Integer> set = new HashSet<>();
    IntStream.of(ids).forEach(set::add);
    return set;
  }

  private static PooledCounter pool(List<double[]> scores, List<int[]> truth, int[] labels) {
    List<Double> trueScores = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      for (int label : labels) {
        if (set(truth.get(i)).contains(label)) {
          trueScores.add(scores.get(i)[label]);
        }
      }
    }
    PooledCounter pool =
        new PooledCounter(trueScores.stream().mapToDouble(Double::doubleValue).toArray());
    for (double[] row : scores) {
      for (int label : labels) {
        pool.add(row[label]);
      }
    }
    return pool;
  }

  @Test
  void policiesDifferOnlyInTheLabelsNeverSeen() {
    makeExamples(300);
    RankingEvaluation dropped = evaluate(new RankingEvaluator().withUnseenLabels("drop"));
    RankingEvaluation missed = evaluate(new RankingEvaluator().withUnseenLabels("miss"));
    assertEquals(4, dropped.labels());
    assertEquals(dropped.unseenOccurrences(), missed.unseenOccurrences());
    assertEquals(3, dropped.unseenLabels());
    assertTrue(missed.value("R@5") < dropped.value("R@5"));
    assertTrue(missed.value("SamplesF1") < dropped.value("SamplesF1"));
    assertTrue(missed.toString().contains("that the model has never seen count as missed"));
    List<LabelMetrics> unseen = missed.perLabel().subList(4, 7);
    assertEquals(
        Set.of(NEVER_SEEN), new HashSet<>(unseen.stream().map(LabelMetrics::name).toList()));
    for (LabelMetrics label : unseen) {
      assertEquals(0, label.trainingCount());
      assertEquals(0.5, label.auc());
      assertEquals(0.0, label.f1());
    }
  }

  @Test
  void withoutLabelsNeverSeenAllPoliciesAgree() {
    for (Example<MultiLabel> example : TestData.source(200, 3)) {
      examples.add(example);
    }
    RankingEvaluation refused = evaluate(new RankingEvaluator());
    for (String policy : List.of("drop", "miss")) {
      RankingEvaluation evaluation = evaluate(new RankingEvaluator().withUnseenLabels(policy));
      assertEquals(refused.metrics(), evaluation.metrics());
      assertEquals(refused.perLabel(), evaluation.perLabel());
      assertTrue(evaluation.unseenLabelsText().isEmpty());
    }
  }

  @Test
  void intervalsAndComparisonsKnowTheMissedLabels() {
    makeExamples(200);
    RankingEvaluation evaluation =
        evaluate(
            new RankingEvaluator()
                .withUnseenLabels("miss")
                .withBootstrap(30, 0.9, 1)
                .keepingExampleValues());
    evaluation
        .intervals()
        .forEach((name, interval) -> assertTrue(interval.contains(evaluation.value(name)), name));
    new BootstrapComparison(10, 0.9, 1)
        .compare(evaluation, evaluation)
        .forEach((name, difference) -> assertEquals(0.0, difference.value(), name));
  }

  @Test
  void unknownPoliciesAreRefused() {
    PropertyException refused =
        assertThrows(
            PropertyException.class, () -> new RankingEvaluator().withUnseenLabels("ignore"));
    assertEquals("unseenLabels must be refuse or drop or miss, found ignore", refused.getMsg());
    assertEquals("unseenLabels", refused.getProperty());
  }

  @Test
  void predictedSetsHoldNoLabelNeverSeen() {
    makeExamples(50);
    PredictionRule rule = PredictionRule.above(0.5);
    new RankingEvaluator()
        .withUnseenLabels("miss")
        .evaluate(
            model,
            examples,
            TestData.source(examples).getProvenance(),
            scored -> {
              assertEquals(
                  Arrays.toString(rule.select(scored.scores(), new int[0])),
                  Arrays.toString(scored.predictedIds()));
              assertTrue(IntStream.of(scored.trueIds()).allMatch(id -> id < 4));
              assertEquals(
                  Truth.names(scored.example().getOutput()).size(), scored.ranking().trueLabels());
            });
  }
}
