package io.github.zlpr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.zlpr.eval.scoring.LabelScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/**
 * The golden file through the evaluator: from the weights of a linear model with one feature for
 * each example, from that model's predictions one by one, and from predictions made before.
 */
class GoldenEvaluatorTest {

  private static final ScoreListener NOBODY = scored -> {};

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matches(GoldenCase golden) {
    RankingEvaluator evaluator = new RankingEvaluator(GoldenCase.CUTOFFS);
    LinearSGDModel model = model(golden);
    var source = TestData.source(examples(golden));
    Map<String, Double> linear = evaluator.evaluate(model, source).metrics();
    golden.check(linear);
    assertEquals(
        linear,
        evaluator
            .evaluate(model, LabelScorer.predicting(model), source, source.getProvenance(), NOBODY)
            .metrics());
    assertEquals(
        linear,
        evaluator
            .evaluate(
                model,
                examples(golden).stream().map(model::predict).toList(),
                source.getProvenance())
            .metrics());
  }

  private static LinearSGDModel model(GoldenCase golden) {
    double[][] weights = new double[golden.labels()][golden.examples() + 1];
    for (int example = 0; example < golden.examples(); example++) {
      for (int label = 0; label < golden.labels(); label++) {
        weights[label][example] = golden.scores(example)[label];
      }
    }
    return LinearModels.model(weights, new NoopNormalizer(), 0.0);
  }

  private static List<Example<MultiLabel>> examples(GoldenCase golden) {
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int example = 0; example < golden.examples(); example++) {
      MultiLabel truth =
          new MultiLabel(
              IntStream.of(golden.trueLabels(example))
                  .mapToObj(label -> new Label(LinearModels.label(label)))
                  .collect(Collectors.toSet()));
      examples.add(
          new ArrayExample<>(
              truth, new String[] {LinearModels.feature(example)}, new double[] {1.0}));
    }
    return examples;
  }
}
