package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.RootLocale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.multilabel.sgd.fm.FMMultiLabelTrainer;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/** The losses as objectives of Tribuo's own trainers. */
final class TribuoTest {

  private static final Dataset<MultiLabel> DATA = Separable.dataset(2, 1.0);

  static List<MultiLabelLoss> losses() {
    return List.of(
        new ZLPR(),
        new ZLPR(0.5, 1.5, 0.2, 0.05),
        new PairwiseLogSumExp(1.2, 0.1, 2),
        new SubsetSoftmax(2),
        new PaddedSubsetSoftmax(2, 0.3),
        new JointLogSumExp(),
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy(true),
        new WeightedBinaryCrossEntropy(2),
        WeightedBinaryCrossEntropy.byLabelFrequency(DATA.getOutputIDInfo(), DATA.size()),
        new BinaryFocal(2, 0.6));
  }

  static LinearSGDTrainer trainer(MultiLabelLoss loss, int epochs) {
    return new LinearSGDTrainer(loss, new AdaGrad(0.5), epochs, 1);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void linearTrainerFitsSeparableData(MultiLabelLoss loss) {
    double untrained = meanLoss(trainer(loss, 0).train(DATA), loss);
    double early = meanLoss(trainer(loss, 1).train(DATA), loss);
    Model<MultiLabel> model = trainer(loss, 30).train(DATA);
    double late = meanLoss(model, loss);
    assertTrue(late < early && early < untrained, untrained + " " + early + " " + late);
    for (Prediction<MultiLabel> prediction : model.predict(DATA)) {
      assertEquals(truth(prediction.getExample()), selected(prediction, loss));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void factorisationMachineFitsSeparableData(MultiLabelLoss loss) {
    var trainer = new FMMultiLabelTrainer(loss, new AdaGrad(0.3), 40, 1000, 1, 1L, 3, 0.1);
    for (Prediction<MultiLabel> prediction : trainer.train(DATA).predict(DATA)) {
      assertEquals(truth(prediction.getExample()), selected(prediction, loss));
    }
  }

  @Test
  void modelPredictsByTheThreshold() {
    ZLPR loss = new ZLPR(1.5, 1, 0, 0);
    for (Prediction<MultiLabel> prediction : trainer(loss, 30).train(DATA).predict(DATA)) {
      assertEquals(truth(prediction.getExample()), prediction.getOutput().getNameSet());
    }
  }

  @Test
  void modelWithoutThresholdPredictsAllLabelsAlsoAfterLoading(@TempDir Path directory)
      throws IOException {
    Model<MultiLabel> model = trainer(new SubsetSoftmax(2), 2).train(DATA);
    Path file = directory.resolve("model.tribuo");
    RootLocale.run(() -> model.serializeToFile(file));
    Model<MultiLabel> loaded =
        RootLocale.call(() -> Model.deserializeFromFile(file)).castModel(MultiLabel.class);
    for (Example<MultiLabel> example : DATA) {
      assertEquals(Separable.LABELS, model.predict(example).getOutput().getNameSet().size());
      assertEquals(Separable.LABELS, loaded.predict(example).getOutput().getNameSet().size());
    }
  }

  @Test
  void softTargetsArriveAsLabelScores() {
    Dataset<MultiLabel> soft = Separable.dataset(2, 0.8);
    ZLPR loss = new ZLPR();
    Model<MultiLabel> model = trainer(loss, 400).train(soft);
    for (Prediction<MultiLabel> prediction : model.predict(soft)) {
      for (String label : truth(prediction.getExample())) {
        double score = scores(prediction).get(label);
        assertEquals(0.8, loss.targetProbability(score), 0.02);
      }
    }
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> trainer(new SubsetSoftmax(2), 1).train(soft));
    BadInputTest.assertSays(refused, "SubsetSoftmax", "0.8");
    assertThrows(
        IllegalArgumentException.class, () -> trainer(loss, 1).train(Separable.dataset(2, 1.5)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void adapterLeavesThePredictionUnchanged(MultiLabelLoss loss) {
    double[] scores = {0.5, -1.0, 2.0, 0.1, -0.4, 1.2};
    SGDVector sparse = SparseVector.createSparseVector(6, new int[] {1, 4}, new double[] {1, 1});
    SGDVector dense = DenseVector.createDenseVector(new double[] {0, 1, 0, 0, 1, 0});
    SGDVector explicitZero =
        SparseVector.createSparseVector(6, new int[] {0, 1, 4}, new double[] {0, 1, 1});
    double[] expected = scores.clone();
    double value = loss.lossAndDirection(expected, new int[] {1, 4}, null);
    for (SGDVector truth : List.of(sparse, dense, explicitZero)) {
      DenseVector prediction = DenseVector.createDenseVector(scores);
      Pair<Double, SGDVector> result = loss.lossAndGradient(truth, prediction);
      assertEquals(value, result.getA());
      assertArrayEquals(expected, result.getB().toArray());
      assertArrayEquals(scores, prediction.toArray());
    }
  }

  @Test
  void adapterPassesSoftTargets() {
    double[] scores = {0.5, -1.0, 2.0};
    SGDVector truth = SparseVector.createSparseVector(3, new int[] {0, 2}, new double[] {0.25, 1});
    double[] expected = scores.clone();
    double value = new ZLPR().lossAndDirection(expected, new int[] {0, 2}, new double[] {0.25, 1});
    var result = new ZLPR().lossAndGradient(truth, DenseVector.createDenseVector(scores));
    assertEquals(value, result.getA());
    assertArrayEquals(expected, result.getB().toArray());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void scoresStayRaw(MultiLabelLoss loss) {
    assertEquals(NoopNormalizer.class, loss.getNormalizer().getClass());
    assertEquals(loss.getClass().getName(), loss.getProvenance().getClassName());
  }

  @Test
  void weightsByFrequency() {
    var labels = DATA.getOutputIDInfo();
    MultiLabelLoss loss = WeightedBinaryCrossEntropy.byLabelFrequency(labels, DATA.size());
    for (int i = 0; i < Separable.LABELS; i++) {
      String name = labels.getOutput(i).getLabelString();
      long with = DATA.getData().stream().filter(e -> truth(e).contains(name)).count();
      double[] direction = new double[Separable.LABELS];
      loss.lossAndDirection(direction, new int[] {i}, null);
      assertEquals(0.5 * (60 - with) / with, direction[i], 1e-15);
    }
    var everywhere = Separable.dataset(Separable.LABELS, 1.0);
    double[] direction = new double[Separable.LABELS];
    WeightedBinaryCrossEntropy.byLabelFrequency(everywhere.getOutputIDInfo(), 60)
        .lossAndDirection(direction, new int[] {0}, null);
    assertEquals(0.5 / 60, direction[0], 1e-15);
    BadInputTest.assertSays(
        assertThrows(
            IllegalArgumentException.class,
            () -> WeightedBinaryCrossEntropy.byLabelFrequency(everywhere.getOutputIDInfo(), 59)),
        "label",
        "60 of 59");
  }

  @Test
  void worksInsideTransformTrainer() {
    var scaling = new TransformationMap(List.of(new LinearScalingTransformation(0, 2)));
    assertFits(new TransformTrainer<>(trainer(new ZLPR(), 30), scaling, true, true));
  }

  @Test
  void worksInsideBaggingTrainer() {
    assertFits(
        new BaggingTrainer<>(trainer(new ZLPR(), 30), new MultiLabelVotingCombiner(), 5, 3L));
  }

  private static void assertFits(Trainer<MultiLabel> trainer) {
    var evaluation = new MultiLabelEvaluator().evaluate(trainer.train(DATA), DATA);
    assertEquals(1.0, evaluation.microAveragedF1(), 0.01);
  }

  private static double meanLoss(Model<MultiLabel> model, MultiLabelLoss loss) {
    var labels = model.getOutputIDInfo();
    double sum = 0.0;
    for (Prediction<MultiLabel> prediction : model.predict(DATA)) {
      Map<String, Double> scores = scores(prediction);
      double[] array = new double[labels.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = scores.get(labels.getOutput(i).getLabelString());
      }
      SparseVector truth = prediction.getExample().getOutput().convertToSparseVector(labels);
      sum += loss.lossAndGradient(truth, DenseVector.createDenseVector(array)).getA();
    }
    return sum / DATA.size();
  }

  private static Set<String> truth(Example<MultiLabel> example) {
    return example.getOutput().getNameSet();
  }

  /** The labels that the prediction rule of a loss selects. */
  private static Set<String> selected(Prediction<MultiLabel> prediction, MultiLabelLoss loss) {
    int most = loss instanceof SoftmaxCrossEntropy ? 2 : loss.rule().maxLabels();
    return scores(prediction).entrySet().stream()
        .filter(entry -> entry.getValue() > loss.threshold())
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Double> scores(Prediction<MultiLabel> prediction) {
    return prediction.getOutputScores().values().stream()
        .flatMap(output -> output.getLabelSet().stream())
        .collect(Collectors.toMap(label -> label.getLabel(), label -> label.getScore()));
  }
}
