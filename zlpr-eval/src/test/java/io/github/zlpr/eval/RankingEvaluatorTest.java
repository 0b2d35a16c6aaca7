package io.github.zlpr.eval;

import static io.github.zlpr.eval.TestData.prediction;
import static io.github.zlpr.eval.TestData.truth;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.DescriptiveStats;
import org.tribuo.evaluation.EvaluationAggregator;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.util.SigmoidNormalizer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.provenance.DataProvenance;

class RankingEvaluatorTest {

  private static final Label A = new Label("a");
  private static final Label B = new Label("b");
  private static final Label C = new Label("c");
  private static final Label D = new Label("d");

  private static Model<MultiLabel> model;
  private static Dataset<MultiLabel> test;
  private static DataProvenance provenance;

  private final RankingEvaluator evaluator = new RankingEvaluator();

  @BeforeAll
  static void train() {
    model = TestData.model();
    test = TestData.dataset(40, 2);
    provenance = test.getProvenance();
  }

  private RankingEvaluation evaluate(List<Prediction<MultiLabel>> predictions) {
    return evaluator.evaluate(model, predictions, provenance);
  }

  @Test
  void allEntryPointsAgree() {
    Map<String, Double> expected = evaluator.evaluate(model, test).metrics();
    assertEquals(expected, evaluator.evaluate(model, TestData.source(40, 2)).metrics());
    assertEquals(expected, evaluate(model.predict(test)).metrics());
    assertEquals(expected, evaluator.evaluate(model, test, provenance, scored -> {}).metrics());
    List<MultiLabel> truths = new ArrayList<>();
    test.forEach(example -> truths.add(example.getOutput()));
    assertEquals(
        expected, evaluator.evaluate(model, model.predict(test), truths, provenance).metrics());
  }

  @Test
  void listenerSeesTheScoresOfEachExampleInOrder() {
    List<Example<MultiLabel>> seen = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    RankingEvaluation evaluation =
        evaluator.evaluate(
            model,
            test,
            provenance,
            scored -> {
              Example<MultiLabel> example = scored.example();
              double[] scores = scored.scores();
              Prediction<MultiLabel> prediction = model.predict(example);
              Map<String, MultiLabel> outputs = prediction.getOutputScores();
              assertEquals(4, scores.length);
              for (int id = 0; id < scores.length; id++) {
                Label label = new Label(model.getOutputIDInfo().getOutput(id).getLabelString());
                assertEquals(
                    outputs.get(label.getLabel()).getLabelScore(label).orElseThrow(), scores[id]);
              }
              int[] trueLabels =
                  example.getOutput().getNameSet().stream()
                      .mapToInt(name -> model.getOutputIDInfo().getID(new MultiLabel(name)))
                      .sorted()
                      .toArray();
              assertArrayEquals(trueLabels, scored.trueIds());
              assertEquals(
                  prediction.getOutput().getNameSet(),
                  IntStream.of(scored.predictedIds())
                      .mapToObj(id -> model.getOutputIDInfo().getOutput(id).getLabelString())
                      .collect(Collectors.toSet()));
              double lrap = new LRAP().value(scored.ranking());
              assertEquals(new LRAP().value(new Ranking(4).rank(scores, trueLabels)), lrap);
              values.add(lrap);
              seen.add(example);
            });
    assertEquals(test.getData(), seen);
    assertEquals(
        values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
        evaluation.value("LRAP"),
        1e-12);
  }

  @Test
  void anExampleWithoutAKnownFeatureIsScoredByTheBiases() {
    Example<MultiLabel> unknown =
        new ArrayExample<>(truth(A), new String[] {"never seen"}, new double[] {3.0});
    DenseMatrix weights = ((LinearSGDModel) model).getWeightsCopy();
    int bias = weights.getDimension2Size() - 1;
    evaluator.evaluate(
        model,
        List.of(unknown),
        provenance,
        scored -> {
          double[] scores = scored.scores();
          for (int id = 0; id < scores.length; id++) {
            double raw = weights.get(id, bias);
            assertEquals(SigmoidNormalizer.sigmoid(raw), scores[id], 1e-15);
            assertTrue(raw != 0.0);
          }
        });
  }

  @Test
  void trainedModelRanksBetterThanChance() {
    RankingEvaluation evaluation = evaluator.evaluate(model, test);
    assertTrue(evaluation.value("LRAP") > 0.75);
    assertTrue(evaluation.value("RankingLoss") < 0.25);
    assertEquals(1.0 - evaluation.value("P@1"), evaluation.value("OneError"), 1e-12);
    assertEquals(40, evaluation.examples());
    assertEquals(4, evaluation.labels());
    assertEquals(
        test.getData().stream().filter(e -> e.getOutput().getNameSet().isEmpty()).count(),
        evaluation.examplesWithoutLabel());
  }

  @Test
  void handValues() {
    RankingEvaluation evaluation =
        evaluate(
            List.of(prediction(truth(A), 0.75, 0.5, 1, -9), prediction(truth(C), 1, 0.2, 0.1, -9)));
    assertEquals(5.0 / 12.0, evaluation.value("LRAP"), 1e-15);
    assertEquals(2.5, evaluation.value("Coverage"));
    assertEquals(0.5, evaluation.value("RankingLoss"), 1e-15);
    assertEquals(1.0, evaluation.value("OneError"));
    assertEquals(1.0 / 3.0, evaluation.value("P@3"), 1e-15);
    assertEquals(1.0, evaluation.value("R@3"));
    assertEquals(0.2, evaluation.value("P@5"));
    assertEquals(0, evaluation.examplesWithoutLabel());
  }

  @Test
  void softTargetsAreTrueAboveOneHalf() {
    MultiLabel soft =
        truth(new Label("a", 0.51), new Label("b", 0.5), new Label("c", 1.0), new Label("d", 0.0));
    double[] scores = {2, 3, 1, 4};
    assertEquals(
        evaluate(List.of(prediction(truth(A, C), scores))).metrics(),
        evaluate(List.of(prediction(soft, scores))).metrics());
    MultiLabel none = truth(new Label("a", 0.5));
    assertEquals(1, evaluate(List.of(prediction(none, scores))).examplesWithoutLabel());
  }

  @Test
  void examplesWithoutLabelAreCountedInEveryMean() {
    RankingEvaluation evaluation =
        evaluate(
            List.of(
                prediction(truth(), 4, 3, 2, 1),
                prediction(truth(), 1, 2, 3, 4),
                prediction(truth(A, B), 4, 3, 2, 1),
                prediction(truth(A, B, C, D), 4, 3, 2, 1)));
    assertEquals(4, evaluation.examples());
    assertEquals(2, evaluation.examplesWithoutLabel());
    assertEquals(1.0, evaluation.value("LRAP"));
    assertEquals(0.5, evaluation.value("P@1"));
    assertEquals(1.5, evaluation.value("Coverage"));
  }

  @Test
  void labelSetsMayHaveAnyOrder() {
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int[] labels = {i, (7 * i + 3) % 100, (31 * i + 1) % 100};
      examples.add(
          TestData.example(
              truth(
                  Arrays.stream(labels).mapToObj(l -> new Label("l" + l)).toArray(Label[]::new))));
    }
    var source = TestData.source(examples);
    Model<MultiLabel> wide = TestData.trainer().train(new MutableDataset<>(source));
    assertEquals(1.0, new RankingEvaluator(100).evaluate(wide, source).value("R@100"));
  }

  @Test
  void metricsComeInTheOrderOfTheReport() {
    assertEquals(
        "[LRAP, RankingLoss, OneError, Coverage, P@2, P@1, R@2, R@1, nDCG@2, nDCG@1, PSP@2, PSP@1,"
            + " PSnDCG@2, PSnDCG@1, MicroAUC, MacroAUC, MicroAP, MacroAP, MicroF1, MacroF1,"
            + " SamplesF1, Jaccard, SubsetAccuracy, HammingLoss]",
        new RankingEvaluator(2, 1).evaluate(model, test).metrics().keySet().toString());
  }

  @Test
  void evaluationHoldsItsProvenance() {
    RankingEvaluation evaluation = evaluator.evaluate(model, test);
    assertEquals(model.getProvenance(), evaluation.getProvenance().getModelProvenance());
    assertEquals(provenance, evaluation.getProvenance().getTestDatasetProvenance());
    assertEquals(evaluator.getProvenance(), evaluation.getEvaluatorProvenance());
    assertEquals(List.of(), evaluation.getPredictions());
  }

  @Test
  void evaluationIsReadByNameAndByTribuosKeys() {
    RankingEvaluation evaluation = evaluator.evaluate(model, test);
    List<String> names = new ArrayList<>();
    evaluation
        .asMap()
        .forEach(
            (id, value) -> {
              assertEquals(evaluation.value(id.getB()), value);
              assertEquals(MetricTarget.macroAverageTarget(), id.getA());
              names.add(id.getB());
            });
    assertEquals(List.copyOf(evaluation.metrics().keySet()), names);
    assertEquals(
        evaluation.value("P@3"),
        evaluation.get(new MetricID<>(MetricTarget.<MultiLabel>macroAverageTarget(), "P@3")));
    assertThrows(UnsupportedOperationException.class, evaluation.metrics()::clear);
    assertThrows(UnsupportedOperationException.class, evaluation.asMap()::clear);
    assertRefused(
        "no metric is named 'P@9', there are LRAP, RankingLoss, OneError, Coverage, P@1, P@3, P@5,"
            + " R@1, R@3, R@5, nDCG@1, nDCG@3, nDCG@5, PSP@1, PSP@3, PSP@5, PSnDCG@1, PSnDCG@3,"
            + " PSnDCG@5, MicroAUC, MacroAUC, MicroAP, MacroAP, MicroF1, MacroF1, SamplesF1,"
            + " Jaccard, SubsetAccuracy, HammingLoss",
        () -> evaluation.value("P@9"));
  }

  @Test
  void evaluationPrintsAsATable() {
    RankingEvaluation evaluation =
        new RankingEvaluator(1)
            .evaluate(
                model,
                List.of(prediction(truth(C), 1, 0.2, 0.1, 0), prediction(truth(), 0, 1, 2, 3)),
                provenance);
    assertEquals(
        """
        LRAP                0.6667
        RankingLoss         0.3333
        OneError            1.0000
        Coverage            1.5000
        P@1                 0.0000
        R@1                 0.0000
        nDCG@1              0.0000
        PSP@1               0.0000
        PSnDCG@1            0.0000
        MicroAUC            0.2857
        MacroAUC            0.0000
        MicroAP             0.1667
        MacroAP             0.5000
        MicroF1             0.0000
        MacroF1             0.0000
        SamplesF1           0.0000
        Jaccard             0.5000
        SubsetAccuracy      0.5000
        HammingLoss         0.1250
        2 examples, 1 of them without a true label; 4 labels
        left out of MacroAUC: 3 labels without both classes; of MacroAP: 3 without a true example
        """,
        evaluation.toString());
  }

  @Test
  void worksWithTribuosCrossValidationAndAggregator() {
    var folds = new CrossValidation<>(TestData.trainer(), test, evaluator, 4).evaluate();
    assertEquals(4, folds.size());
    assertEquals(40, folds.stream().mapToInt(fold -> fold.getA().examples()).sum());
    Map<MetricID<MultiLabel>, DescriptiveStats> summary =
        EvaluationAggregator.summarizeCrossValidation(folds);
    assertEquals(folds.get(0).getA().asMap().keySet(), summary.keySet());
    assertEquals(
        folds.stream().mapToDouble(fold -> fold.getA().value("LRAP")).average().orElseThrow(),
        summary
            .get(new MetricID<>(MetricTarget.<MultiLabel>macroAverageTarget(), "LRAP"))
            .getMean(),
        1e-12);
  }

  @Test
  void modelWithoutScoresIsRefused() {
    Model<MultiLabel> independent =
        new IndependentMultiLabelTrainer(DummyClassifierTrainer.createMostFrequentTrainer())
            .train(TestData.dataset(60, 1));
    String label = independent.getOutputIDInfo().getOutput(0).getLabelString();
    assertRefused(
        "org.tribuo.multilabel.baseline.IndependentMultiLabelModel gives no score for label '"
            + label
            + "', but a ranking needs one for every label; use a model that scores all labels, such"
            + " as one trained by LinearSGDTrainer",
        () -> evaluator.evaluate(independent, test));
  }

  @Test
  void predictionThatLacksALabelIsRefused() {
    assertRefused(
        model.getClass().getName()
            + " gives no score for label 'd', but a ranking needs one for every label; use a model"
            + " that scores all labels, such as one trained by LinearSGDTrainer",
        () -> evaluate(List.of(prediction(truth(A), 1, 2, 3))));
  }

  @Test
  void labelNeverSeenIsRefused() {
    String message =
        "example 1: the model has never seen label 'z'; set unseenLabels to miss to count such labels"
            + " as missed, or to drop to leave them out";
    MultiLabel unseen = truth(A, new Label("z"));
    assertRefused(
        message,
        () -> evaluate(List.of(prediction(truth(A), 1, 2, 3, 4), prediction(unseen, 1, 2, 3, 4))));
    assertRefused(
        message,
        () ->
            evaluator.evaluate(
                model,
                TestData.source(
                    List.of(
                        TestData.example(truth(A)),
                        TestData.example(truth(new Label("z", 0.2)))))));
  }

  @Test
  void labelsNeverSeenAreLeftOutAndCountedOnRequest() {
    RankingEvaluator dropping = new RankingEvaluator(1).withUnseenLabels("drop");
    Label z = new Label("z");
    RankingEvaluation evaluation =
        dropping.evaluate(
            model,
            List.of(prediction(truth(A, z), 9, 1, 2, 3), prediction(truth(z), 1, 2, 3, 4)),
            provenance);
    assertEquals(2, evaluation.unseenOccurrences());
    assertEquals(1, evaluation.unseenLabels());
    assertEquals("drop", evaluation.unseenLabelPolicy());
    assertEquals(1, evaluation.examplesWithoutLabel());
    assertEquals(0.5, evaluation.value("R@1"));
    assertTrue(
        evaluation
            .toString()
            .contains(
                "2 true labels (1 different ones) that the model has never seen were left out"
                    + " (unseenLabels: drop)."));
    assertRefused(
        "the model knows none of the labels of the test data; was it trained on other data?",
        () -> dropping.evaluate(model, List.of(prediction(truth(z), 1, 2, 3, 4)), provenance));
  }

  @Test
  void unknownOutputIsRefused() {
    assertRefused(
        "example 0: the output is unknown, so there is no truth to compare with",
        () ->
            evaluator.evaluate(
                model,
                TestData.source(List.of(TestData.example(MultiLabelFactory.UNKNOWN_MULTILABEL)))));
  }

  @Test
  void noExampleIsRefused() {
    assertRefused("there is no example to evaluate", () -> evaluate(List.of()));
    assertRefused(
        "there is no example to evaluate",
        () -> evaluator.evaluate(model, TestData.source(List.of())));
  }

  @Test
  void nanScoreIsRefused() {
    assertRefused(
        "example 1: the model's score for label 'c' is NaN",
        () ->
            evaluate(
                List.of(
                    prediction(truth(A), 1, 2, 3, 4), prediction(truth(A), 1, 2, Double.NaN, 4))));
  }

  @Test
  void targetOutsideItsRangeIsRefused() {
    for (double target : new double[] {-0.1, 1.5}) {
      assertRefused(
          "example 0: label 'b' has target " + target + ", expected it in [0, 1]",
          () -> evaluate(List.of(prediction(truth(A, new Label("b", target)), 1, 2, 3, 4))));
    }
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
