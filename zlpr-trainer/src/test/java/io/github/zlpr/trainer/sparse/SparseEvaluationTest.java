package io.github.zlpr.trainer.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.ListedScores;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.eval.ScoredExample;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.rule.SelectingModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.MultiLabelObjective;

/** Models of thousands of labels, few of which an example touches, and their evaluation. */
class SparseEvaluationTest {

  private static final int TOPICS = 1300;

  private static MutableDataset<MultiLabel> test;
  private static Model<MultiLabel> model;

  private static Model<MultiLabel> train(MultiLabelObjective objective) {
    SparseMultiLabelTrainer trainer = new SparseMultiLabelTrainer();
    trainer.objective = objective;
    trainer.loggingInterval = -1;
    trainer.learningRate = 8.0;
    trainer.epochs = 2;
    trainer.evidence = 0.5;
    return trainer.train(SparseMultiLabelTrainerTest.topics(2500, TOPICS, 1));
  }

  @BeforeAll
  static void train() {
    model = train(new ZLPR());
    test = SparseMultiLabelTrainerTest.topics(600, TOPICS + 300, 2);
    // Examples that touch nothing, and most labels.
    String[] all =
        IntStream.range(0, TOPICS).mapToObj(topic -> "word" + topic + "a").toArray(String[]::new);
    double[] ones = new double[all.length];
    Arrays.fill(ones, 1.0);
    for (int i = 0; i < 5; i++) {
      test.add(
          new ArrayExample<>(
              new MultiLabel("topic" + i), new String[] {"unknown"}, new double[] {1.0}));
      test.add(new ArrayExample<>(new MultiLabel("topic" + i), all, ones));
    }
  }

  private static RankingEvaluator evaluator() {
    return new RankingEvaluator(1, 5, 50).withUnseenLabels(RankingEvaluator.MISS);
  }

  /** From the scores of all labels, as predictions have them. */
  private static RankingEvaluation fromPredictions(
      RankingEvaluator evaluator, Model<MultiLabel> model) {
    MutableDataset<MultiLabel> known =
        new MutableDataset<>(test.getSourceProvenance(), test.getOutputFactory());
    test.forEach(known::add);
    List<Prediction<MultiLabel>> predictions = new ArrayList<>();
    known.forEach(
        example ->
            predictions.add(
                example.size() == 1
                    ? withoutFeatures(model, example.getOutput())
                    : model.predict(example)));
    return evaluator.evaluate(model, predictions, known.getProvenance());
  }

  /** A model refuses an example without a feature that it knows; one of value 0 is the same. */
  private static Prediction<MultiLabel> withoutFeatures(
      Model<MultiLabel> model, MultiLabel output) {
    String known = model.getFeatureIDMap().get(0).getName();
    return model.predict(new ArrayExample<>(output, new String[] {known}, new double[] {0.0}));
  }

  private static void assertSame(RankingEvaluation expected, RankingEvaluation found) {
    assertEquals(expected.metrics(), found.metrics());
    assertEquals(expected.perLabel(), found.perLabel());
  }

  @Test
  void scoresAreListedForMostExamplesAndTheSame() {
    Map<Boolean, Integer> kinds = new HashMap<>();
    List<ScoredExample> scored = new ArrayList<>();
    evaluator().evaluate(model, test, test.getProvenance(), scored::add);
    for (ScoredExample example : scored) {
      kinds.merge(example.labelScores() instanceof ListedScores, 1, Integer::sum);
      if (example.example().size() > 1) {
        double[] expected = new double[example.labelScores().labels()];
        model
            .predict(example.example())
            .getOutputScores()
            .forEach(
                (name, label) ->
                    expected[model.getOutputIDInfo().getID(label)] =
                        label.getLabelSet().iterator().next().getScore());
        assertArrayEquals(expected, example.scores());
      }
    }
    assertTrue(kinds.get(true) > 300 && kinds.get(false) >= 5, kinds.toString());
  }

  @Test
  void allMetricsAreThoseOfAllScores() {
    RankingEvaluation expected = fromPredictions(evaluator(), model);
    for (int threads : new int[] {1, 2, 8}) {
      assertSame(expected, evaluator().withThreads(threads).evaluate(model, test));
    }
    RankingEvaluator dropping = evaluator().withUnseenLabels(RankingEvaluator.DROP);
    assertSame(fromPredictions(dropping, model), dropping.evaluate(model, test));
  }

  @Test
  void probabilitiesAreListedToo() {
    Model<MultiLabel> probabilities = train(new WeightedBinaryCrossEntropy());
    assertSame(
        fromPredictions(evaluator(), probabilities), evaluator().evaluate(probabilities, test));
  }

  @Test
  void rulesSelectTheSameLabels() {
    for (PredictionRule rule :
        List.of(PredictionRule.top(3), new PredictionRule(-1.0, 2), PredictionRule.above(-2.0))) {
      Model<MultiLabel> selecting = new SelectingModel(model, rule);
      assertSame(fromPredictions(evaluator(), selecting), evaluator().evaluate(selecting, test));
    }
  }

  @Test
  void intervalsAreTheSame() {
    RankingEvaluator bootstrap = evaluator().withBootstrap(8, 0.9, 1L);
    assertEquals(
        fromPredictions(bootstrap, model).intervals(), bootstrap.evaluate(model, test).intervals());
  }
}
