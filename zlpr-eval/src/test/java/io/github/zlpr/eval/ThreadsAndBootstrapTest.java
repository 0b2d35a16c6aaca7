package io.github.zlpr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.eval.BootstrapComparison.Difference;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.MicroF1;
import io.github.zlpr.eval.resampling.Bootstrap;
import io.github.zlpr.eval.resampling.ExampleValues;
import io.github.zlpr.eval.resampling.PairResampling;
import io.github.zlpr.eval.scoring.ExampleBlock;
import io.github.zlpr.eval.scoring.TaskThreads;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;

class ThreadsAndBootstrapTest {

  /** More than two blocks, and no full number of them. */
  private static final int EXAMPLES = 1300;

  private static Model<MultiLabel> model;
  private static DataSource<MultiLabel> test;

  private final RankingEvaluator evaluator = new RankingEvaluator();

  @BeforeAll
  static void train() {
    model = TestData.model();
    test = TestData.source(EXAMPLES, 9);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 7})
  void theNumberOfThreadsChangesNoBit(int threads) {
    RankingEvaluator one = evaluator.withBootstrap(50, 0.9, 4).withThreads(1);
    RankingEvaluation expected = one.evaluate(model, test);
    RankingEvaluation evaluation = one.withThreads(threads).evaluate(model, test);
    assertEquals(expected.metrics(), evaluation.metrics());
    assertEquals(expected.intervals(), evaluation.intervals());
    assertEquals(expected.perLabel(), evaluation.perLabel());
    assertEquals(EXAMPLES, evaluation.examples());
  }

  @Test
  void theListenerIsCalledInOrderByTheCaller() {
    Thread caller = Thread.currentThread();
    List<Example<MultiLabel>> seen = new ArrayList<>();
    evaluator
        .withThreads(3)
        .evaluate(
            model,
            test,
            test.getProvenance(),
            scored -> {
              assertEquals(caller, Thread.currentThread());
              seen.add(scored.example());
            });
    List<Example<MultiLabel>> expected = new ArrayList<>();
    test.forEach(expected::add);
    assertEquals(expected, seen);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theScoresOfExamplesThatAreMeasuredAreLetGo(int threads) {
    int last = 6 * ExampleBlock.CAPACITY;
    List<WeakReference<Object>> scores = new ArrayList<>();
    evaluator
        .withThreads(threads)
        .evaluate(
            model,
            TestData.source(last, 9),
            test.getProvenance(),
            scored -> {
              scores.add(new WeakReference<>(scored.scores()));
              if (scores.size() == last) {
                System.gc();
              }
            });
    List<WeakReference<Object>> first = scores.subList(0, ExampleBlock.CAPACITY);
    assertTrue(first.stream().allMatch(reference -> reference.refersTo(null)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 511, 512, 1299})
  void badExamplesAreNamedInEveryBlock(int bad) {
    List<Prediction<MultiLabel>> predictions = new ArrayList<>();
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      double[] scores = {1, 2, 3, i == bad ? Double.NaN : 4};
      predictions.add(TestData.prediction(TestData.truth(new Label("a")), scores));
      examples.add(TestData.example(TestData.truth(new Label(i == bad ? "z" : "a"))));
    }
    assertRefused(
        "example " + bad + ": the model's score for label 'd' is NaN",
        () -> evaluator.evaluate(model, predictions, test.getProvenance()));
    predictions.set(bad, TestData.prediction(TestData.truth(new Label("a")), Double.NaN, 2, 3, 4));
    assertRefused(
        "example " + bad + ": the model's score for label 'a' is NaN",
        () -> evaluator.evaluate(model, predictions, test.getProvenance()));
    assertRefused(
        "example "
            + bad
            + ": the model has never seen label 'z'; set unseenLabels to miss to count such"
            + " labels as missed, or to drop to leave them out",
        () -> evaluator.evaluate(model, TestData.source(examples)));
  }

  @Test
  void denominatorsOfABlockMayAllBeOne() {
    List<Prediction<MultiLabel>> predictions = new ArrayList<>();
    MultiLabel a = TestData.truth(new Label("a"));
    for (int i = 0; i < EXAMPLES; i++) {
      Prediction<MultiLabel> scored = TestData.prediction(a, 4, 3, 2, 1);
      MultiLabel predicted = i < ExampleBlock.CAPACITY ? TestData.truth() : a;
      predictions.add(
          new Prediction<>(predicted, scored.getOutputScores(), 1, scored.getExample(), false));
    }
    int hits = EXAMPLES - ExampleBlock.CAPACITY;
    assertEquals(
        2.0 * hits / (ExampleBlock.CAPACITY + 2.0 * hits),
        evaluator.evaluate(model, predictions, test.getProvenance()).value("MicroF1"));
    Collections.reverse(predictions);
    assertEquals(
        2.0 * hits / (ExampleBlock.CAPACITY + 2.0 * hits),
        evaluator.evaluate(model, predictions, test.getProvenance()).value("MicroF1"));
  }

  @Test
  void metricsOfTheLabelsAndTheirMeans() {
    RankingEvaluation evaluation = evaluator.evaluate(model, test);
    List<LabelMetrics> labels = evaluation.perLabel();
    assertEquals(4, labels.size());
    for (int id = 0; id < 4; id++) {
      LabelMetrics label = labels.get(id);
      assertEquals(model.getOutputIDInfo().getOutput(id).getLabelString(), label.name());
      long support = 0;
      for (Example<MultiLabel> example : test) {
        support += example.getOutput().getNameSet().contains(label.name()) ? 1 : 0;
      }
      assertEquals(support, label.support());
      assertTrue(label.auc() > 0.8 && label.ap() > 0.6, label::toString);
      assertTrue(label.trainingCount() > 0 && label.trainingCount() < 60);
      assertTrue(label.propensity() > 0 && label.propensity() < 1);
    }
    assertEquals(
        labels.stream().mapToDouble(LabelMetrics::auc).average().orElseThrow(),
        evaluation.value("MacroAUC"));
    assertEquals(
        labels.stream().mapToDouble(LabelMetrics::ap).average().orElseThrow(),
        evaluation.value("MacroAP"));
    assertEquals(
        labels.stream().mapToDouble(LabelMetrics::f1).average().orElseThrow(),
        evaluation.value("MacroF1"));
    assertEquals(0, evaluation.labelsWithoutAUC() + evaluation.labelsWithoutAP());
  }

  @Test
  void propensitiesComeFromTheTrainingDataUnlessGiven() {
    RankingEvaluation evaluation = evaluator.evaluate(model, test);
    LabelMetrics label = evaluation.perLabel().get(0);
    double c = (Math.log(60) - 1) * Math.pow(2.5, 0.55);
    assertEquals(
        1 / (1 + c * Math.pow(label.trainingCount() + 1.5, -0.55)), label.propensity(), 1e-12);
    RankingEvaluator given = evaluator.withPropensities(0.6, 2.6, 5000);
    c = (Math.log(5000) - 1) * Math.pow(3.6, 0.6);
    assertEquals(
        1 / (1 + c * Math.pow(label.trainingCount() + 2.6, -0.6)),
        given.evaluate(model, test).perLabel().get(0).propensity(),
        1e-12);
  }

  @Test
  void tooFewTrainingExamplesAreRefused() {
    Model<MultiLabel> small =
        TestData.trainer()
            .train(
                new MutableDataset<>(
                    TestData.source(
                        List.of(
                            TestData.example(TestData.truth(new Label("a"))),
                            TestData.example(TestData.truth(new Label("b")))))));
    var both = TestData.source(List.of(TestData.example(TestData.truth(new Label("a")))));
    assertRefused(
        "propensities need at least 3 training examples (ln N > 1), found N = 2",
        () -> evaluator.evaluate(small, both));
    assertEquals(1, evaluator.withPropensities(0.55, 1.5, 3).evaluate(small, both).examples());
  }

  @Test
  void badSettingsAreRefused() {
    assertBadSetting("propensityA", () -> evaluator.withPropensities(-1, 1.5, 0));
    assertBadSetting("propensityA", () -> evaluator.withPropensities(Double.NaN, 1.5, 0));
    assertBadSetting("propensityB", () -> evaluator.withPropensities(0.5, 0, 0));
    assertBadSetting("trainingExamples", () -> evaluator.withPropensities(0.5, 1, -1));
    assertBadSetting("threads", () -> evaluator.withThreads(-1));
    assertBadSetting("bootstrap", () -> evaluator.withBootstrap(-1, 0.95, 1));
    assertBadSetting("level", () -> evaluator.withBootstrap(10, 1.0, 1));
    assertBadSetting("level", () -> evaluator.withBootstrap(10, Double.NaN, 1));
    assertBadSetting("level", () -> new Bootstrap(10, 0.0, 1));
    assertBadSetting("bootstrap", () -> new Bootstrap(0, 0.9, 1));
  }

  private static void assertBadSetting(String property, Runnable call) {
    assertEquals(property, assertThrows(PropertyException.class, call::run).getProperty());
  }

  @Test
  void intervalsAreThoseOfTheSeed() {
    RankingEvaluator seeded = evaluator.withBootstrap(200, 0.95, 4);
    RankingEvaluation evaluation = seeded.evaluate(model, test);
    assertEquals(evaluation.intervals(), seeded.evaluate(model, test).intervals());
    assertNotEquals(
        evaluation.intervals(),
        evaluator.withBootstrap(200, 0.95, 5).evaluate(model, test).intervals());
    assertEquals(evaluator.evaluate(model, test).metrics(), evaluation.metrics());
    assertTrue(evaluator.evaluate(model, test).intervals().isEmpty());
    assertEquals(
        List.copyOf(evaluation.metrics().keySet()), List.copyOf(evaluation.intervals().keySet()));
    evaluation
        .intervals()
        .forEach(
            (name, interval) -> {
              assertTrue(interval.contains(evaluation.value(name)), name);
              assertEquals(0.95, interval.level());
            });
  }

  @Test
  void anIntervalOfAMeanIsThatOfItsStandardError() {
    RankingEvaluation evaluation = evaluator.withBootstrap(2000, 0.95, 4).evaluate(model, test);
    double p = evaluation.value("P@1");
    double width = 2 * 1.96 * Math.sqrt(p * (1 - p) / EXAMPLES);
    Interval interval = evaluation.intervals().get("P@1");
    assertEquals(width, interval.upper() - interval.lower(), 0.1 * width);
    Interval narrow =
        evaluator.withBootstrap(2000, 0.5, 4).evaluate(model, test).intervals().get("P@1");
    assertTrue(interval.lower() < narrow.lower() && narrow.upper() < interval.upper());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LRAP", "MicroAUC", "MacroAUC", "MicroAP", "MacroAP", "MacroF1"})
  void intervalsCoverTheTruthAboutAsOftenAsTheySay(String metric) {
    double truth = evaluator.evaluate(model, TestData.source(20_000, 77)).value(metric);
    RankingEvaluator seeded = evaluator.withBootstrap(200, 0.9, 4);
    int covered = 0;
    for (int repeat = 0; repeat < 100; repeat++) {
      RankingEvaluation evaluation = seeded.evaluate(model, TestData.source(100, 1000 + repeat));
      covered += evaluation.intervals().get(metric).contains(truth) ? 1 : 0;
    }
    assertTrue(covered >= 76 && covered <= 98, "covered " + covered);
  }

  @Test
  void intervalsDoNotLeaveTheRangeOfTheirMetric() {
    for (int seed = 0; seed < 40; seed++) {
      RankingEvaluation evaluation =
          evaluator.withBootstrap(60, 0.95, seed).evaluate(model, TestData.source(12, seed));
      evaluation
          .intervals()
          .forEach(
              (name, interval) -> {
                assertTrue(interval.lower() >= 0.0, name + " " + interval);
                assertTrue(
                    interval.upper() <= 1.0 || name.equals("Coverage"), name + " " + interval);
                assertTrue(interval.contains(evaluation.value(name)), name + " " + interval);
              });
    }
  }

  /** Each label has two true examples in 60: drawn twice they rank above themselves. */
  @Test
  void anIntervalContainsItsValueEvenIfResamplingIsBiased() {
    Random random = new Random(3);
    List<Prediction<MultiLabel>> predictions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      MultiLabel truth =
          i < 8 ? TestData.truth(new Label("abcd".substring(i / 2, i / 2 + 1))) : TestData.truth();
      predictions.add(TestData.prediction(truth, random.doubles(4).toArray()));
    }
    RankingEvaluation evaluation =
        evaluator.withBootstrap(500, 0.3, 1).evaluate(model, predictions, test.getProvenance());
    Interval interval = evaluation.intervals().get("MacroAP");
    assertTrue(interval.contains(evaluation.value("MacroAP")), interval::toString);
  }

  @Test
  void differencesOfModelsOnTheSameExamples() {
    Model<MultiLabel> worse =
        new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1), 1, 1)
            .train(TestData.dataset(12, 8));
    RankingEvaluator keeping = evaluator.keepingExampleValues();
    RankingEvaluation first = keeping.evaluate(model, test);
    RankingEvaluation second = keeping.evaluate(worse, test);
    BootstrapComparison bootstrap = new BootstrapComparison(300, 0.95, 1);
    Map<String, Difference> differences = bootstrap.compare(first, second);
    assertEquals(List.copyOf(first.metrics().keySet()), List.copyOf(differences.keySet()));
    Difference macroAP = differences.get("MacroAP");
    assertTrue(macroAP.value() > 0.01 && macroAP.clear(), macroAP::toString);
    Difference lrap = differences.get("LRAP");
    assertEquals(first.value("LRAP") - second.value("LRAP"), lrap.value());
    assertTrue(lrap.value() > 0.01 && lrap.clear() && lrap.interval().contains(lrap.value()));
    assertEquals(differences, bootstrap.compare(first, second));
    for (Difference none : bootstrap.compare(first, first).values()) {
      assertEquals(new Difference(0.0, new Interval(0.0, 0.0, 0.95)), none);
      assertFalse(none.clear());
    }
    Interval alone =
        evaluator.withBootstrap(300, 0.95, 1).evaluate(model, test).intervals().get("LRAP");
    assertTrue(
        lrap.interval().upper() - lrap.interval().lower() < 2 * (alone.upper() - alone.lower()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, Bootstrap.BATCH})
  void aReplicateIsTheEvaluationOfTheExamplesDrawn(int draws) {
    Random random = new Random(draws);
    List<Prediction<MultiLabel>> predictions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      predictions.add(prediction(random));
    }
    RankingEvaluator keeping = evaluator.keepingExampleValues();
    RankingEvaluation all = keeping.evaluate(model, predictions, test.getProvenance());
    int[][] times = new int[draws][predictions.size()];
    for (int[] draw : times) {
      random.ints(predictions.size(), 0, predictions.size()).forEach(i -> draw[i]++);
    }
    List<String> names = List.copyOf(all.metrics().keySet());
    double[][] values;
    try (TaskThreads threads = new TaskThreads(2)) {
      values = all.resamplingData().resampling(names, threads).values(times);
    }
    for (int draw = 0; draw < draws; draw++) {
      List<Prediction<MultiLabel>> drawn = new ArrayList<>();
      for (int i = 0; i < predictions.size(); i++) {
        drawn.addAll(Collections.nCopies(times[draw][i], predictions.get(i)));
      }
      RankingEvaluation expected = evaluator.evaluate(model, drawn, test.getProvenance());
      for (int i = 0; i < names.size(); i++) {
        double value =
            names.get(i).equals("MacroF1")
                ? macroF1WithoutLabelsThatAreGone(all, expected, drawn)
                : expected.value(names.get(i));
        assertEquals(value, values[draw][i], 1e-12, names.get(i));
      }
    }
  }

  private static double macroF1WithoutLabelsThatAreGone(
      RankingEvaluation all, RankingEvaluation drawn, List<Prediction<MultiLabel>> predictions) {
    double sum = 0.0;
    int labels = 0;
    for (int id = 0; id < 4; id++) {
      LabelMetrics label = drawn.perLabel().get(id);
      boolean isPredicted =
          predictions.stream().anyMatch(one -> one.getOutput().getNameSet().contains(label.name()));
      if (label.support() > 0 || isPredicted || all.perLabel().get(id).support() == 0) {
        sum += label.f1();
        labels++;
      }
    }
    return sum / labels;
  }

  @Test
  void aPerfectModelIsPerfectInEveryReplicate() {
    List<Prediction<MultiLabel>> predictions = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      MultiLabel truth = TestData.truth(new Label(i < 3 ? "abc".substring(i, i + 1) : "d"));
      double[] scores = {i == 0 ? 1 : -1, i == 1 ? 1 : -1, i == 2 ? 1 : -1, i > 2 ? 1 : -1};
      Prediction<MultiLabel> scored = TestData.prediction(truth, scores);
      predictions.add(
          new Prediction<>(truth, scored.getOutputScores(), 1, scored.getExample(), false));
    }
    RankingEvaluation evaluation =
        new RankingEvaluator(1)
            .withBootstrap(100, 0.95, 1)
            .evaluate(model, predictions, test.getProvenance());
    for (String name :
        List.of("LRAP", "MicroAUC", "MacroAUC", "MicroAP", "MacroAP", "MicroF1", "MacroF1")) {
      assertEquals(new Interval(1.0, 1.0, 0.95), evaluation.intervals().get(name), name);
    }
  }

  @Test
  void undefinedDifferencesAreNotClear() {
    List<Prediction<MultiLabel>> predictions =
        List.of(TestData.prediction(TestData.truth(), 1, 2, 3, 4));
    RankingEvaluation undefined =
        evaluator.keepingExampleValues().evaluate(model, predictions, test.getProvenance());
    Difference difference =
        new BootstrapComparison(20, 0.95, 1).compare(undefined, undefined).get("MicroAUC");
    assertTrue(Double.isNaN(difference.value()));
    assertFalse(difference.clear());
  }

  @Test
  void tooManyPairsAreRefused() {
    PairResampling.requireCountable(2_147_483, 1_000, 134_217_727);
    assertRefused(
        "there can be no bootstrap of 2,147,484 examples with 1,000 labels, 7 of the pairs true:"
            + " there must be fewer than 2^31 pairs, 2^28 examples and 2^27 true pairs; evaluate"
            + " fewer examples, or without bootstrap and example values",
        () -> PairResampling.requireCountable(2_147_484, 1_000, 7));
    for (Runnable call :
        List.<Runnable>of(
            () -> PairResampling.requireCountable(2_147_483, 1_000, 134_217_728),
            () -> PairResampling.requireCountable(268_435_456, 2, 1))) {
      assertThrows(IllegalArgumentException.class, call::run);
    }
  }

  /** Scores with ties; d is seldom true, so that a draw may be without it. */
  private static Prediction<MultiLabel> prediction(Random random) {
    Set<Label> truth = new HashSet<>();
    for (String label : List.of("a", "b", "c", "d")) {
      if (random.nextInt(label.equals("d") ? 10 : 3) == 0) {
        truth.add(new Label(label));
      }
    }
    double[] scores = random.ints(4, -2, 3).asDoubleStream().toArray();
    Prediction<MultiLabel> scored = TestData.prediction(new MultiLabel(truth), scores);
    Set<Label> predicted = new HashSet<>();
    scored
        .getOutputScores()
        .forEach(
            (name, label) -> {
              if (label.getLabelSet().iterator().next().getScore() > 0) {
                predicted.add(new Label(name));
              }
            });
    return new Prediction<>(
        new MultiLabel(predicted), scored.getOutputScores(), 1, scored.getExample(), false);
  }

  @Test
  void standingsAreTheDifferencesToTheBest() {
    Model<MultiLabel> worse =
        new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1), 1, 1)
            .train(TestData.dataset(12, 8));
    RankingEvaluator keeping = evaluator.keepingExampleValues();
    RankingEvaluation good = keeping.evaluate(model, test);
    RankingEvaluation bad = keeping.evaluate(worse, test);
    BootstrapComparison bootstrap = new BootstrapComparison(300, 0.95, 1);
    for (String metric : List.of("LRAP", "RankingLoss", "MicroF1")) {
      double sign = metric.equals("RankingLoss") ? -1.0 : 1.0;
      List<BootstrapComparison.Standing> standings =
          bootstrap.standings(
              metric,
              List.of(
                  List.of(bad.exampleValues()),
                  List.of(good.exampleValues()),
                  List.of(bad.exampleValues(), good.exampleValues())));
      Difference expected =
          sign > 0
              ? bootstrap.compare(good, bad).get(metric)
              : bootstrap.compare(bad, good).get(metric);
      assertEquals(bad.value(metric), standings.get(0).value());
      assertEquals(expected, standings.get(0).behind());
      assertEquals(0.0, standings.get(1).behind().value());
      assertEquals(0.5 * expected.value(), standings.get(2).behind().value(), 1e-12);
      assertEquals(
          evaluator.withBootstrap(300, 0.95, 1).evaluate(model, test).intervals().get(metric),
          standings.get(1).interval());
    }
    assertRefused(
        "the evaluations are not of the same test data: their examples or true labels differ",
        () ->
            bootstrap.standings(
                "LRAP",
                List.of(
                    List.of(good.exampleValues()),
                    List.of(
                        keeping.evaluate(model, TestData.source(EXAMPLES, 10)).exampleValues()))));
  }

  @Test
  void exampleValuesAreChecked() {
    double[] two = {1.0, 0.0};
    assertRefused("there is no metric", () -> new ExampleValues(List.of(), 0));
    assertRefused(
        "the metrics differ in their number of examples, which was 2 at first",
        () ->
            new ExampleValues(
                List.of(
                    new ExampleValues.Column(new LRAP(), two, null),
                    new ExampleValues.Column(new MicroF1(), two, new double[1])),
                0));
    ExampleValues values =
        new ExampleValues(List.of(new ExampleValues.Column(new LRAP(), two, null)), 0);
    assertEquals(0.5, values.value("LRAP"));
    assertRefused("no metric is named 'P@1', there are LRAP", () -> values.value("P@1"));
  }

  @Test
  void onlyEvaluationsOfTheSameDataAreCompared() {
    RankingEvaluator keeping = evaluator.keepingExampleValues();
    RankingEvaluation first = keeping.evaluate(model, test);
    BootstrapComparison bootstrap = new BootstrapComparison(10, 0.95, 1);
    String message =
        "the evaluations are not of the same test data: their examples or true labels differ";
    assertRefused(
        message,
        () -> bootstrap.compare(first, keeping.evaluate(model, TestData.source(EXAMPLES, 10))));
    assertRefused(
        message,
        () -> bootstrap.compare(first, keeping.evaluate(model, TestData.source(EXAMPLES - 1, 9))));
    assertRefused(
        "the evaluation has no values of single examples; make it with an evaluator whose"
            + " keepExampleValues is set",
        () -> bootstrap.compare(first, evaluator.evaluate(model, test)));
    assertEquals(
        List.of("LRAP", "P@1"),
        bootstrap
            .compare(first, new RankingEvaluator(1, 2).keepingExampleValues().evaluate(model, test))
            .keySet()
            .stream()
            .filter(name -> name.equals("LRAP") || name.startsWith("P@"))
            .toList());
  }

  @Test
  void jsonIsFlatAndHasNoNaN() throws IOException {
    RankingEvaluation evaluation = evaluator.evaluate(model, test);
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(
        evaluation.metrics(),
        mapper.readValue(evaluation.toJson(), new TypeReference<Map<String, Double>>() {}));
    RankingEvaluation undefined =
        evaluator.evaluate(
            model,
            List.of(TestData.prediction(TestData.truth(), 1, 2, 3, 4)),
            test.getProvenance());
    assertEquals(Double.NaN, undefined.value("PSP@1"));
    assertEquals(Double.NaN, undefined.value("MicroAUC"));
    assertEquals(0.0, undefined.value("MicroF1"));
    JsonNode json = mapper.readTree(undefined.toJson());
    assertEquals(undefined.metrics().size(), json.size());
    assertTrue(json.get("PSP@1").isNull() && json.get("MacroAP").isNull());
    assertEquals(1.0, json.get("LRAP").asDouble());
    assertEquals(4, undefined.labelsWithoutAUC());
    assertEquals(4, undefined.labelsWithoutAP());
  }

  @Test
  void theTableHasTheIntervals() {
    RankingEvaluation evaluation =
        evaluator
            .withBootstrap(20, 0.975, 1)
            .evaluate(
                model,
                List.of(TestData.prediction(TestData.truth(new Label("a")), 4, 3, 2, 1)),
                test.getProvenance());
    List<String> lines = evaluation.toString().lines().toList();
    assertEquals("LRAP                1.0000  [1.0000, 1.0000]", lines.get(0));
    assertTrue(lines.contains("MicroAUC            1.0000  [1.0000, 1.0000]"));
    assertTrue(lines.contains("[...]: 97.5 % bootstrap intervals"));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
