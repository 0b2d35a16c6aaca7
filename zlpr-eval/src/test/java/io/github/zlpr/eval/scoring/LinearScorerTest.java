package io.github.zlpr.eval.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.zlpr.eval.LinearModels;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.eval.TestData;
import io.github.zlpr.eval.TopLabel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.impl.ListExample;
import org.tribuo.math.util.ExpNormalizer;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.math.util.SigmoidNormalizer;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

class LinearScorerTest {

  private static final int LABELS = 11;
  private static final int FEATURES = 30;

  private final Random random = new Random(3);

  private LinearSGDModelAndExamples setUp(VectorNormalizer normalizer, double threshold) {
    double[][] weights = new double[LABELS][FEATURES + 1];
    for (double[] row : weights) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextGaussian();
      }
    }
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      // All features, some, unknown ones among them, in any order, and sometimes one twice.
      int size = i % 3 == 0 ? FEATURES : random.nextInt(8);
      Set<Integer> ids = new HashSet<>();
      ListExample<MultiLabel> example = new ListExample<>(truth());
      for (int j = 0; j < size; j++) {
        int feature = i % 3 == 0 ? FEATURES - 1 - j : random.nextInt(FEATURES + 5);
        if (ids.add(feature)) {
          example.add(new Feature(LinearModels.feature(feature), random.nextGaussian()));
        }
      }
      example.add(new Feature(LinearModels.feature(random.nextInt(FEATURES)), 0.25));
      examples.add(example);
    }
    return new LinearSGDModelAndExamples(
        LinearModels.model(weights, normalizer, threshold), examples);
  }

  private record LinearSGDModelAndExamples(
      Model<MultiLabel> model, List<Example<MultiLabel>> examples) {}

  private MultiLabel truth() {
    Set<Label> labels = new HashSet<>();
    for (int label = 0; label < LABELS; label++) {
      if (random.nextInt(4) == 0) {
        labels.add(new Label(LinearModels.label(label)));
      }
    }
    return new MultiLabel(labels);
  }

  private static void assertScoresAreThoseOfPredict(LinearSGDModelAndExamples given) {
    Model<MultiLabel> model = given.model;
    LabelScorer scorer = assertInstanceOf(LinearScorer.class, LabelScorer.of(model));
    ExampleBlock block = new ExampleBlock(0);
    for (Example<MultiLabel> example : given.examples.subList(0, 500)) {
      block.examples[block.size] = example;
      scorer.read(block, block.size++);
    }
    scorer.score(block);
    for (int i = 0; i < block.size; i++) {
      Prediction<MultiLabel> prediction = model.predict(block.examples[i]);
      double[] expected = new double[LABELS];
      BitSet predicted = new BitSet();
      for (int id = 0; id < LABELS; id++) {
        Label label = new Label(model.getOutputIDInfo().getOutput(id).getLabelString());
        expected[id] =
            prediction.getOutputScores().get(label.getLabel()).getLabelScore(label).orElseThrow();
        predicted.set(id, prediction.getOutput().getNameSet().contains(label.getLabel()));
      }
      assertArrayEquals(expected, block.scores[i].toArray());
      assertArrayEquals(predicted.stream().toArray(), block.predicted[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.7, 0.5, 1.3, Double.NEGATIVE_INFINITY})
  void scoresAndSetsAreThoseOfPredictToTheBit(double threshold) {
    assertScoresAreThoseOfPredict(setUp(new NoopNormalizer(), threshold));
    assertScoresAreThoseOfPredict(setUp(new SigmoidNormalizer(), threshold));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.7, 0.5, Double.NEGATIVE_INFINITY})
  void theRuleIsTheSameInFieldsAndSerialisedForm(double threshold) {
    for (VectorNormalizer normalizer : List.of(new NoopNormalizer(), new SigmoidNormalizer())) {
      LinearSGDModel model = (LinearSGDModel) setUp(normalizer, threshold).model;
      for (LinearRule rule :
          List.of(
              LinearRule.fromFields(model).orElseThrow(),
              LinearRule.fromSerialisedForm(model).orElseThrow())) {
        assertEquals(normalizer.getClass(), rule.normalizer().getClass());
        assertEquals(threshold, rule.threshold());
      }
    }
  }

  @Test
  void aModelWithAnotherNormaliserIsAskedForPredictions() {
    assertInstanceOf(PredictingScorer.class, LabelScorer.of(setUp(new ExpNormalizer(), 0.1).model));
  }

  @Test
  void withoutAKnownFeatureItIsAskedForThePredictionOfZero() {
    Model<MultiLabel> model = setUp(new ExpNormalizer(), 0.1).model;
    String[] unknown = {"never seen"};
    String[] known = {LinearModels.feature(0)};
    Example<MultiLabel> example = new ArrayExample<>(truth(), unknown, new double[] {3.0});
    Example<MultiLabel> zero = new ArrayExample<>(truth(), known, new double[] {0.0});
    ExampleBlock block = new ExampleBlock(0);
    LabelScorer scorer = LabelScorer.of(model);
    for (Example<MultiLabel> next : List.of(example, zero)) {
      block.examples[block.size] = next;
      scorer.read(block, block.size++);
    }
    assertArrayEquals(block.scores[1].toArray(), block.scores[0].toArray());
    assertArrayEquals(block.predicted[1], block.predicted[0]);
  }

  @Test
  void evaluationIsThatOfThePredictions() {
    LinearSGDModelAndExamples given = setUp(new SigmoidNormalizer(), 0.5);
    var source = TestData.source(given.examples);
    RankingEvaluator evaluator = new RankingEvaluator();
    RankingEvaluation evaluation = evaluator.evaluate(given.model, source);
    RankingEvaluation slow =
        evaluator.evaluate(
            given.model, given.model.predict(given.examples), source.getProvenance());
    assertEquals(slow.metrics(), evaluation.metrics());
    assertEquals(slow.perLabel(), evaluation.perLabel());
  }

  @Test
  void aSelectionKeepsTheFastScoresAndHasItsOwnSets() {
    LinearSGDModelAndExamples given = setUp(new NoopNormalizer(), 0.0);
    Model<MultiLabel> top = new TopLabel(given.model);
    assertEquals(given.model, assertInstanceOf(TopLabel.class, top).getInnerModel());
    assertInstanceOf(SelectingScorer.class, LabelScorer.of(top));
    var source = TestData.source(given.examples);
    RankingEvaluator evaluator = new RankingEvaluator();
    RankingEvaluation evaluation = evaluator.evaluate(top, source);
    assertEquals(
        evaluator.evaluate(top, top.predict(given.examples), source.getProvenance()).metrics(),
        evaluation.metrics());
    RankingEvaluation inner = evaluator.evaluate(given.model, source);
    assertEquals(inner.value("LRAP"), evaluation.value("LRAP"));
    assertFalse(inner.value("MicroF1") == evaluation.value("MicroF1"));
  }

  @Test
  void aTransformedModelIsAskedForPredictions() {
    Model<MultiLabel> model =
        new TransformTrainer<>(
                TestData.trainer(),
                new TransformationMap(List.of(new LinearScalingTransformation(0, 1))))
            .train(TestData.dataset(60, 1));
    assertInstanceOf(PredictingScorer.class, LabelScorer.of(model));
    var test = TestData.source(50, 2);
    RankingEvaluator evaluator = new RankingEvaluator();
    assertEquals(
        evaluator
            .evaluate(model, model.predict(TestData.dataset(50, 2)), test.getProvenance())
            .metrics(),
        evaluator.evaluate(model, test).metrics());
  }
}
