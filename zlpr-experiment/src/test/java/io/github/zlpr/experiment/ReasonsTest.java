package io.github.zlpr.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.data.TestData;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.rule.SelectingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class ReasonsTest {

  @TempDir private Path directory;
  private MutableDataset<MultiLabel> data;

  @BeforeEach
  void write() throws IOException {
    data = new MutableDataset<>(TestData.write(directory, 60, 1));
  }

  private static LinearMultiLabelTrainer linear() {
    return new LinearMultiLabelTrainer().withEpochs(3).withLearningRate(0.2);
  }

  private static Map<String, Double> scores(Model<MultiLabel> model, Example<MultiLabel> example) {
    Map<String, Double> scores = new HashMap<>();
    for (MultiLabel output : model.predict(example).getOutputScores().values()) {
      for (Label label : output.getLabelSet()) {
        scores.put(label.getLabel(), label.getScore());
      }
    }
    return scores;
  }

  private void assertAddsUp(Model<MultiLabel> model, double tolerance) {
    for (Example<MultiLabel> example : data) {
      Map<String, Double> scores = scores(model, example);
      Map<String, List<Reasons.Part>> reasons = new Reasons(model).of(example, 100);
      assertEquals(scores.keySet(), reasons.keySet());
      reasons.forEach(
          (label, parts) ->
              assertEquals(
                  scores.get(label),
                  parts.stream().mapToDouble(Reasons.Part::part).sum(),
                  tolerance));
    }
  }

  @Test
  void partsOfLinearModelsAddUpToTheScores() {
    assertAddsUp(linear().train(data), 1e-12);
    assertAddsUp(linear().withCompactModels(1.0).train(data), 1e-6);
    assertAddsUp(new SelectingModel(linear().train(data), new PredictionRule(-1.0, 2)), 1e-12);
  }

  @Test
  void partsAreOfTheFeaturesBeforeTheirTransformation() {
    Trainer<MultiLabel> trainer =
        new TransformTrainer<>(
            linear(), new TransformationMap(List.of(new MeanStdDevTransformation())), true);
    Model<MultiLabel> model = trainer.train(data);
    assertAddsUp(model, 1e-12);
    Example<MultiLabel> sparse =
        new ArrayExample<>(
            MultiLabelFactory.UNKNOWN_MULTILABEL, new String[] {"x1"}, new double[] {0.7});
    List<Reasons.Part> parts = new Reasons(model).of(sparse, 100).get("label1");
    assertEquals(
        scores(model, sparse).get("label1"),
        parts.stream().mapToDouble(Reasons.Part::part).sum(),
        1e-12);
    assertTrue(parts.stream().anyMatch(p -> p.feature().equals("x1") && p.value() == 0.7));
  }

  @Test
  void partsOfAnEnsembleAreTheMeanOfItsMembers() {
    var trainer = new BaggingTrainer<>(linear(), new MultiLabelVotingCombiner(), 3, 1L);
    WeightedEnsembleModel<MultiLabel> model =
        (WeightedEnsembleModel<MultiLabel>) trainer.train(data);
    Example<MultiLabel> example = data.getExample(0);
    double mean = 0.0;
    for (Model<MultiLabel> member : model.getModels()) {
      mean += scores(member, example).get("label2") / 3.0;
    }
    assertEquals(
        mean,
        new Reasons(model)
            .of(example, 100).get("label2").stream().mapToDouble(Reasons.Part::part).sum(),
        1e-12);
  }

  @Test
  void listsTheLargestOfEachSign() {
    Model<MultiLabel> model = linear().train(data);
    Example<MultiLabel> example = data.getExample(3);
    List<Reasons.Part> all = new Reasons(model).of(example, 100).get("label0");
    List<Reasons.Part> few = new Reasons(model).of(example, 1).get("label0");
    assertTrue(few.size() <= 3);
    assertEquals(Reasons.INTERCEPT, few.get(0).feature());
    double largest = all.stream().skip(1).mapToDouble(Reasons.Part::part).max().orElseThrow();
    assertEquals(largest, few.get(1).part());
  }

  @Test
  void theHeaviestFeaturesAreThoseOfTheLargestWeights() {
    Model<MultiLabel> model = linear().train(data);
    var heaviest = Reasons.heaviest(new SelectingModel(model, PredictionRule.top(1)), 2);
    assertEquals(model.getTopFeatures(2), heaviest);
    assertEquals(4, heaviest.size());
    assertEquals(
        Map.of(),
        Reasons.heaviest(
            new IndependentMultiLabelTrainer(DummyClassifierTrainer.createMostFrequentTrainer())
                .train(data),
            2));
  }

  @Test
  void refusesOtherModelsByName() {
    Model<MultiLabel> model =
        new IndependentMultiLabelTrainer(DummyClassifierTrainer.createMostFrequentTrainer())
            .train(data);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Reasons(model)).getMessage();
    assertTrue(message.contains("IndependentMultiLabelModel"), message);
  }

  @Test
  void theComponentsOfAVectorAreOnePart() {
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      examples.add(
          new ArrayExample<>(
              new MultiLabel(i % 2 == 0 ? "even" : "odd"),
              new String[] {"vector:encoder[0]", "vector:encoder[1]", "word"},
              new double[] {i % 2 == 0 ? 0.6 : -0.6, 0.8, 1.0}));
    }
    Model<MultiLabel> model =
        linear()
            .train(
                new MutableDataset<>(
                    examples, data.getSourceProvenance(), new MultiLabelFactory()));
    Map<String, List<Reasons.Part>> reasons = new Reasons(model).of(examples.get(0), 100);
    Map<String, Double> scores = scores(model, examples.get(0));
    reasons.forEach(
        (label, parts) -> {
          assertEquals(
              Set.of(Reasons.INTERCEPT, "(encoder)", "word"),
              parts.stream().map(Reasons.Part::feature).collect(Collectors.toSet()));
          assertEquals(
              1.0,
              parts.stream().filter(p -> p.feature().equals("(encoder)")).findFirst().get().value(),
              1e-12);
          assertEquals(
              scores.get(label), parts.stream().mapToDouble(Reasons.Part::part).sum(), 1e-12);
        });
  }
}
