package io.github.zlpr.trainer.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.loss.PaddedSubsetSoftmax;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.SubsetSoftmax;
import io.github.zlpr.loss.ZLPR;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class SelectingModelTest {
  private static final Set<String> SET_METRICS =
      Set.of("HammingLoss", "SubsetAccuracy", "MicroF1", "MacroF1", "SamplesF1", "Jaccard");

  @TempDir private Path directory;
  private MutableDataset<MultiLabel> data;

  @BeforeEach
  void writeData() throws IOException {
    data = new MutableDataset<>(TestData.write(directory, 200, 5));
  }

  private static Trainer<MultiLabel> trainer(MultiLabelLoss loss) {
    return new LinearSGDTrainer(loss, new AdaGrad(0.5, 0.1), 3, 1);
  }

  private static List<String> best(Prediction<MultiLabel> prediction, int count, double above) {
    List<Label> labels = new ArrayList<>();
    prediction.getOutputScores().values().forEach(output -> labels.addAll(output.getLabelSet()));
    return labels.stream()
        .filter(label -> label.getScore() > above)
        .sorted((a, b) -> Double.compare(b.getScore(), a.getScore()))
        .limit(count)
        .map(Label::getLabel)
        .sorted()
        .toList();
  }

  @Test
  void selectsTheBestAboveTheThreshold() {
    Model<MultiLabel> inner = trainer(new ZLPR()).train(data);
    int cut = 0;
    for (double threshold : new double[] {Double.NEGATIVE_INFINITY, -1.0, 0.0, 1.0}) {
      for (int maxLabels = 1; maxLabels <= 5; maxLabels++) {
        SelectingModel model = new SelectingModel(inner, new PredictionRule(threshold, maxLabels));
        for (Example<MultiLabel> example : data) {
          Prediction<MultiLabel> prediction = model.predict(example);
          Set<String> selected = prediction.getOutput().getNameSet();
          assertEquals(
              best(inner.predict(example), maxLabels, threshold),
              selected.stream().sorted().toList());
          assertEquals(4, prediction.getOutputScores().size());
          cut += selected.size() < inner.predict(example).getOutput().getNameSet().size() ? 1 : 0;
        }
      }
    }
    assertTrue(cut > 0, "some labels above 0 must be cut off for this test to say anything");
  }

  @Test
  void equalScoresAreSelectedByName() {
    Model<MultiLabel> constant =
        new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.5, 0.1), 0, 1).train(data);
    Prediction<MultiLabel> prediction =
        new SelectingModel(constant, new PredictionRule(Double.NEGATIVE_INFINITY, 2))
            .predict(data.getExample(0));
    assertEquals(Set.of("label0", "label1"), prediction.getOutput().getNameSet());
    assertEquals(
        Set.of(),
        new SelectingModel(constant, new PredictionRule(0.0, 2))
            .predict(data.getExample(0))
            .getOutput()
            .getNameSet());
  }

  @Test
  void survivesAFile() throws IOException {
    SelectingModel model =
        new SelectingModel(trainer(new SubsetSoftmax(2)).train(data), new PredictionRule(-0.25, 2));
    Path file = directory.resolve("model");
    RootLocale.run(() -> model.serializeToFile(file));
    SelectingModel loaded =
        assertInstanceOf(
            SelectingModel.class, RootLocale.call(() -> Model.deserializeFromFile(file)));
    assertEquals(2, loaded.getRule().maxLabels());
    assertEquals(-0.25, loaded.getRule().threshold());
    assertEquals(model.getProvenance(), loaded.getProvenance());
    assertEquals(SelectingModel.class.getName(), loaded.getProvenance().getClassName());
    for (Example<MultiLabel> example : data) {
      assertTrue(
          model.predict(example).getOutput().fullEquals(loaded.predict(example).getOutput()));
    }
    assertEquals(
        "other",
        assertInstanceOf(SelectingModel.class, loaded.copy("other", loaded.getProvenance()))
            .getName());
  }

  /** Tribuo's models can be written by Java's serialization too. */
  @Test
  void survivesJavaSerialization() throws Exception {
    SelectingModel model =
        new SelectingModel(trainer(new ZLPR()).train(data), new PredictionRule(0.5, 2));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(model);
    SelectingModel loaded =
        assertInstanceOf(
            SelectingModel.class,
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
    assertEquals(model.getRule(), loaded.getRule());
    for (Example<MultiLabel> example : data) {
      assertTrue(
          model.predict(example).getOutput().fullEquals(loaded.predict(example).getOutput()));
    }
  }

  @Test
  void anExperimentAppliesTheRuleOfTheLoss() {
    assertRule(2, Double.NEGATIVE_INFINITY, trainer(new SubsetSoftmax(2)));
    assertRule(1, Double.NEGATIVE_INFINITY, trainer(new SoftmaxCrossEntropy()));
    assertRule(4, 0.5, trainer(new PaddedSubsetSoftmax(4, 0.5)));
    assertRule(
        3,
        Double.NEGATIVE_INFINITY,
        new TransformTrainer<>(
            trainer(new SubsetSoftmax(3)),
            new TransformationMap(List.of(new MeanStdDevTransformation()))));
    Model<MultiLabel> plain = trainer(new ZLPR()).train(data);
    assertSame(plain, LossRule.apply(plain));
  }

  private void assertRule(int maxLabels, double threshold, Trainer<MultiLabel> trainer) {
    var source =
        new ArffDataSource(directory.resolve("small.arff"), directory.resolve("small.xml"));
    Map<String, Provenance> run = Map.of("run", new StringProvenance("run", "one"));
    Model<MultiLabel> trained =
        new SelectingTrainer(trainer).train(new MutableDataset<>(source), run);
    SelectingModel model = assertInstanceOf(SelectingModel.class, trained);
    assertEquals(maxLabels, model.getRule().maxLabels());
    assertEquals(threshold, model.getRule().threshold());
    assertSame(model, LossRule.apply(model));
    assertTrue(model.getProvenance().getInstanceProvenance().getMap().containsKey("run"));
    Map<String, Double> selected =
        new TreeMap<>(new RankingEvaluator(1).evaluate(model, source).metrics());
    Map<String, Double> inner =
        new TreeMap<>(new RankingEvaluator(1).evaluate(model.getInnerModel(), source).metrics());
    assertTrue(selected.keySet().removeAll(SET_METRICS));
    assertTrue(inner.keySet().removeAll(SET_METRICS));
    assertEquals(inner, selected, "selection leaves the ranking as it is");
  }

  @Test
  void worksInCrossValidationAndEnsembles() {
    Trainer<MultiLabel> selecting = new SelectingTrainer(trainer(new SubsetSoftmax(2)));
    var folds = new CrossValidation<>(selecting, data, new RankingEvaluator(1), 3, 1).evaluate();
    assertEquals(3, folds.size());
    folds.forEach(fold -> assertTrue(fold.getA().value("LRAP") > 0.7, fold.getA().toString()));

    Model<MultiLabel> trained =
        new BaggingTrainer<>(selecting, new MultiLabelVotingCombiner(), 5, 1).train(data);
    WeightedEnsembleModel<MultiLabel> ensemble = (WeightedEnsembleModel<MultiLabel>) trained;
    int predicted = 0;
    for (Example<MultiLabel> example : data) {
      for (Model<MultiLabel> member : ensemble.getModels()) {
        assertEquals(2, member.predict(example).getOutput().getNameSet().size());
      }
      predicted += ensemble.predict(example).getOutput().getNameSet().size();
    }
    assertEquals(2.0 * data.size(), predicted, 0.2 * data.size(), "a majority for two labels");
  }

  @Test
  void repeatsATrainingByItsInvocationCount() {
    Trainer<MultiLabel> selecting = new SelectingTrainer(trainer(new SubsetSoftmax(2)));
    selecting.train(data);
    Model<MultiLabel> second = selecting.train(data);
    assertEquals(2, selecting.getInvocationCount());
    Trainer<MultiLabel> fresh = new SelectingTrainer(trainer(new SubsetSoftmax(2)));
    Model<MultiLabel> again = fresh.train(data, Map.of(), 1);
    for (Example<MultiLabel> example : data) {
      assertTrue(
          second.predict(example).getOutput().fullEquals(again.predict(example).getOutput()));
    }
  }

  @Test
  void refusesWhatItCannotSelectFrom() {
    Model<MultiLabel> inner = trainer(new ZLPR()).train(data);
    assertRefused(
        "maxLabels must be at least 1, found 0",
        () -> new SelectingModel(inner, new PredictionRule(0.0, 0)));
    assertRefused(
        "threshold must be a number, found NaN",
        () -> new SelectingModel(inner, new PredictionRule(Double.NaN, 1)));
    Model<MultiLabel> scoreless =
        new IndependentMultiLabelTrainer(DummyClassifierTrainer.createMostFrequentTrainer())
            .train(data);
    assertRefused(
        "gives no scores, so no labels can be selected",
        () ->
            new SelectingModel(scoreless, new PredictionRule(0.0, 1)).predict(data.getExample(0)));
  }

  private static void assertRefused(String message, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
