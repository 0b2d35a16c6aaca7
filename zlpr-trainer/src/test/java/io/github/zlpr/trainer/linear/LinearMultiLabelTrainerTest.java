package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.core.Seeds;
import io.github.zlpr.core.Settings;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.model.WeightDigest;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformedModel;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

final class LinearMultiLabelTrainerTest {

  private static final Dataset<MultiLabel> DATA = LinearData.sparse(500, 150, 1);

  private static LinearMultiLabelTrainer trainer() {
    return new LinearMultiLabelTrainer()
        .withLearningRate(0.2)
        .withEpochs(3)
        .withThreads(1)
        .withLoggingInterval(-1);
  }

  private static LinearSGDModel train(LinearMultiLabelTrainer trainer, Dataset<MultiLabel> data) {
    return (LinearSGDModel) trainer.train(data);
  }

  private static String digest(LinearMultiLabelTrainer trainer) {
    return WeightDigest.of(train(trainer, DATA));
  }

  @Test
  void learnsAndPredicts() {
    LinearSGDModel model = train(trainer().withEpochs(0), DATA);
    int right = 0;
    int wrong = 0;
    for (Example<MultiLabel> example : LinearData.sparse(200, 150, 2)) {
      Set<Label> truth = example.getOutput().getLabelSet();
      for (Label label : model.predict(example).getOutput().getLabelSet()) {
        if (truth.contains(label)) {
          right++;
        } else {
          wrong++;
        }
      }
    }
    assertTrue(right > 3 * wrong && right > 400, right + " right, " + wrong + " wrong");
  }

  @ParameterizedTest
  @CsvSource({"2, 8", "3, 8", "8, 8", "1, 8", "2, 1", "8, 7", "2, 64"})
  void anyNumberOfThreadsGivesTheSameBits(int threads, int minibatchSize) {
    Dataset<MultiLabel> wide = LinearData.sparse(120, 290, 3);
    LinearMultiLabelTrainer trainer = trainer().withMinibatchSize(minibatchSize).withL2(1e-4);
    String expected = WeightDigest.of(train(trainer, wide));
    for (int repetition = 0; repetition < 3; repetition++) {
      assertEquals(expected, WeightDigest.of(train(trainer.withThreads(threads), wide)));
    }
  }

  @Test
  void validationIsTheSameForAnyNumberOfThreads() {
    LinearMultiLabelTrainer trainer = trainer().withValidationFraction(0.3);
    assertEquals(metrics(trainer.withThreads(1)), metrics(trainer.withThreads(8)));
  }

  private static List<Double> metrics(LinearMultiLabelTrainer trainer) {
    List<Double> metrics = new ArrayList<>();
    trainer.withListener(progress -> metrics.add(progress.validation().getAsDouble())).train(DATA);
    return metrics;
  }

  @Test
  void seedAndShuffleAndCutoffMatter() {
    Set<String> digests =
        Set.of(
            digest(trainer()),
            digest(trainer().withSeed(1)),
            digest(trainer().withShuffle(false)),
            digest(trainer().withGradientCutoff(0.02)),
            digest(trainer().withMinibatchSize(4)),
            digest(trainer().withLearningRate(0.3)),
            digest(trainer().withL2(0.01)));
    assertEquals(7, digests.size());
  }

  @Test
  void theInvocationCountReproducesTheNthTraining() {
    LinearMultiLabelTrainer trainer = trainer();
    String first = WeightDigest.of(train(trainer, DATA));
    String second = WeightDigest.of(train(trainer, DATA));
    assertEquals(2, trainer.getInvocationCount());
    assertNotEquals(first, second);

    LinearMultiLabelTrainer other = trainer();
    other.setInvocationCount(1);
    assertEquals(second, WeightDigest.of(train(other, DATA)));
    assertEquals(first, WeightDigest.of((LinearSGDModel) other.train(DATA, Map.of(), 0)));
    assertEquals(1, other.getInvocationCount());
    assertThrows(IllegalArgumentException.class, () -> other.setInvocationCount(-1));
  }

  @Test
  void theModelCarriesProvenanceOfTheRun() {
    LinearMultiLabelTrainer trainer = trainer();
    trainer.train(DATA);
    Model<MultiLabel> model = trainer.train(DATA);
    assertEquals(
        new IntProvenance("train-invocation-count", 1),
        model
            .getProvenance()
            .getTrainerProvenance()
            .getInstanceValues()
            .get("train-invocation-count"));
    assertEquals(LinearSGDModel.class.getName(), model.getProvenance().getClassName());
  }

  @Test
  void provenanceRebuildsTheTrainer() {
    LinearMultiLabelTrainer trainer =
        trainer()
            .withObjective(new ZLPR(0.5, 2.0, 0.25, 0.1))
            .withLearningRate(0.7)
            .withMinibatchSize(5)
            .withL2(1e-5)
            .withGradientCutoff(0.01)
            .withValidationFraction(0.2)
            .withPatience(2)
            .withValidationMetric("nDCG@3")
            .withSeed(99);
    Model<MultiLabel> model = trainer.train(DATA);
    List<ConfigurationData> extracted =
        ProvenanceUtil.extractConfiguration(model.getProvenance().getTrainerProvenance());
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(extracted);
    LinearMultiLabelTrainer rebuilt = manager.lookupAll(LinearMultiLabelTrainer.class).get(0);
    assertEquals(trainer.toString(), rebuilt.toString());
    assertEquals(WeightDigest.of((LinearSGDModel) model), WeightDigest.of(train(rebuilt, DATA)));
  }

  @Test
  void aSavedModelLoads(@TempDir Path directory) throws Exception {
    LinearSGDModel model = train(trainer(), DATA);
    Path file = directory.resolve("model");
    RootLocale.run(() -> model.serializeToFile(file));
    LinearSGDModel loaded = (LinearSGDModel) RootLocale.call(() -> Model.deserializeFromFile(file));
    assertEquals(WeightDigest.of(model), WeightDigest.of(loaded));
    Prediction<MultiLabel> prediction = loaded.predict(DATA.getExample(0));
    assertEquals(model.predict(DATA.getExample(0)).getOutput(), prediction.getOutput());
  }

  @Test
  void weightsOfExamplesMultiplyTheGradient() {
    Dataset<MultiLabel> data = LinearData.sparse(40, 5, 4);
    Dataset<MultiLabel> zero = LinearData.sparse(40, 5, 4);
    for (int i = 20; i < 40; i++) {
      zero.getExample(i).setWeight(0f);
    }
    MutableDataset<MultiLabel> half = LinearData.empty();
    for (int i = 0; i < 20; i++) {
      half.add(data.getExample(i));
    }
    LinearMultiLabelTrainer trainer =
        trainer().withShuffle(false).withMinibatchSize(1).withGradientCutoff(0.0).withEpochs(1);
    String[] digests = {
      WeightDigest.of(train(trainer, data)), WeightDigest.of(train(trainer, zero))
    };
    assertNotEquals(digests[0], digests[1]);

    LinearSGDModel withZeros = train(trainer, zero);
    for (Example<MultiLabel> example : data) {
      example.setWeight(8f);
    }
    assertEquals(digests[0], WeightDigest.of(train(trainer, data)));
    assertTrue(norm(withZeros) < norm(train(trainer, data)));
  }

  private static double norm(LinearSGDModel model) {
    DenseMatrix weights = model.getWeightsCopy();
    double sum = 0.0;
    for (int i = 0; i < weights.getDimension1Size(); i++) {
      for (int j = 0; j < weights.getDimension2Size() - 1; j++) {
        sum += weights.get(i, j) * weights.get(i, j);
      }
    }
    return Math.sqrt(sum);
  }

  @Test
  void thePenaltyShrinksTheWeights() {
    double free = norm(train(trainer(), DATA));
    double weak = norm(train(trainer().withL2(1e-4), DATA));
    double strong = norm(train(trainer().withL2(1e-2), DATA));
    double huge = norm(train(trainer().withL2(1e9), DATA));
    assertTrue(
        weak < free && strong < 0.9 * weak && huge < 1e-6 * free,
        free + " " + weak + " " + strong + " " + huge);
  }

  @Test
  void softTargetsAreLearned() {
    MutableDataset<MultiLabel> soft = LinearData.empty();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400; i++) {
      TreeMap<String, Double> features = new TreeMap<>();
      features.put("x", 1.0);
      features.put("y" + random.nextInt(2), 0.001);
      soft.add(
          LinearData.example(
              new MultiLabel(Set.of(new Label("a", 0.8), new Label("b", 0.3), new Label("c", 0.0))),
              features));
    }
    ZLPR loss = new ZLPR();
    LinearSGDModel model = train(trainer().withEpochs(60), soft);
    Map<String, MultiLabel> scores = model.predict(soft.getExample(0)).getOutputScores();
    assertEquals(0.8, loss.targetProbability(score(scores, "a")), 0.02);
    assertEquals(0.3, loss.targetProbability(score(scores, "b")), 0.02);
    assertTrue(score(scores, "c") < -2.0);
  }

  private static double score(Map<String, MultiLabel> scores, String label) {
    return scores.get(label).getLabelScore(new Label(label)).getAsDouble();
  }

  @Test
  void featuresMayHaveAnyScale() {
    double[] scales = {1e-3, 1.0, 1e4};
    List<Double> losses = new ArrayList<>();
    for (double scale : scales) {
      MutableDataset<MultiLabel> scaled = LinearData.empty();
      for (Example<MultiLabel> example : DATA) {
        TreeMap<String, Double> features = new TreeMap<>();
        example.forEach(feature -> features.put(feature.getName(), scale * feature.getValue()));
        scaled.add(LinearData.example(example.getOutput(), features));
      }
      trainer().withListener(progress -> losses.add(progress.meanLoss())).train(scaled);
    }
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(losses.get(3 + epoch), losses.get(epoch), 1e-3);
      assertEquals(losses.get(3 + epoch), losses.get(6 + epoch), 1e-3);
    }
  }

  @Test
  void tribuosObjectivesWork() {
    LinearSGDModel model = train(trainer().withObjective(new BinaryCrossEntropy()), DATA);
    assertTrue(model.generatesProbabilities());
    Prediction<MultiLabel> prediction = model.predict(DATA.getExample(0));
    for (MultiLabel label : prediction.getOutputScores().values()) {
      double score = label.getLabelSet().iterator().next().getScore();
      assertTrue(score >= 0.0 && score <= 1.0);
    }
    Dataset<MultiLabel> wide = LinearData.sparse(100, 290, 5);
    LinearMultiLabelTrainer trainer = trainer().withObjective(new BinaryCrossEntropy());
    assertEquals(
        WeightDigest.of(train(trainer, wide)),
        WeightDigest.of(train(trainer.withThreads(4), wide)));
  }

  @Test
  void tribuosVectorsGiveTheSameAsArrays() {
    MultiLabelLoss zlpr = new ZLPR();
    ArrayObjective vectors =
        ArrayObjective.of(
            new MultiLabelObjective() {
              @Override
              public Pair<Double, SGDVector> lossAndGradient(
                  SGDVector truth, SGDVector prediction) {
                return zlpr.lossAndGradient(truth, prediction);
              }

              @Override
              public VectorNormalizer getNormalizer() {
                return zlpr.getNormalizer();
              }

              @Override
              public boolean isProbabilistic() {
                return zlpr.isProbabilistic();
              }

              @Override
              public double threshold() {
                return zlpr.threshold();
              }

              @Override
              public ConfiguredObjectProvenance getProvenance() {
                return zlpr.getProvenance();
              }
            });
    double[] scores = {0.5, -1.0, 2.0, 0.0};
    double[] expected = scores.clone();
    double loss = zlpr.lossAndDirection(expected, new int[] {1, 3}, new double[] {0.5, 1.0});
    assertEquals(loss, vectors.lossAndDirection(scores, new int[] {1, 3}, new double[] {0.5, 1.0}));
    assertArrayEquals(expected, scores);
  }

  @Test
  void theObjectivesThresholdGoesIntoTheModel() {
    LinearSGDModel model = train(trainer().withObjective(new ZLPR(3.0, 1.0, 0.0, 0.0)), DATA);
    int predicted = 0;
    for (Example<MultiLabel> example : DATA) {
      Prediction<MultiLabel> prediction = model.predict(example);
      for (MultiLabel label : prediction.getOutputScores().values()) {
        Label only = label.getLabelSet().iterator().next();
        boolean above = only.getScore() > 3.0;
        assertEquals(above, prediction.getOutput().contains(only));
        predicted += above ? 1 : 0;
      }
    }
    assertTrue(predicted > 100);
  }

  @Test
  void earlyStoppingKeepsTheBestEpoch() {
    List<TrainingProgress> epochs = new ArrayList<>();
    LinearMultiLabelTrainer trainer =
        trainer()
            .withEpochs(100)
            .withLearningRate(3.0)
            .withValidationFraction(0.25)
            .withPatience(2);
    Model<MultiLabel> model = trainer.withListener(epochs::add).train(DATA);

    TrainingProgress last = epochs.get(epochs.size() - 1);
    int best = last.bestEpoch();
    assertEquals(last.epoch(), best + 2);
    assertTrue(last.epoch() < 100);
    for (TrainingProgress epoch : epochs) {
      assertTrue(
          epoch.validation().getAsDouble() <= epochs.get(best - 1).validation().getAsDouble());
    }
    LinearMultiLabelTrainer stopped =
        trainer.withListener(
            progress -> {
              if (progress.epoch() > best) {
                throw new IllegalStateException("stop");
              }
            });
    assertThrows(IllegalStateException.class, () -> stopped.train(DATA));
    assertEquals(
        epochs.get(best - 1).validation().getAsDouble(),
        heldOutMetric((LinearSGDModel) model),
        1e-5);
  }

  /** The metric of the model on the part that the trainer with this seed has held out. */
  private static double heldOutMetric(LinearSGDModel model) {
    int[] all = new int[DATA.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    long seed = new SplittableRandom(Trainer.DEFAULT_SEED).split().nextLong();
    Seeds.shuffle(all, Seeds.ofEpoch(seed, 0));
    MutableDataset<MultiLabel> heldOut = LinearData.empty();
    for (int i = 0; i < all.length / 4; i++) {
      heldOut.add(DATA.getExample(all[i]));
    }
    return new RankingEvaluator().evaluate(model, heldOut).value("LRAP");
  }

  @Test
  void worksInTransformTrainer() {
    TransformTrainer<MultiLabel> trainer =
        new TransformTrainer<>(
            trainer(), new TransformationMap(List.of(new MeanStdDevTransformation(0.0, 1.0))));
    TransformedModel<MultiLabel> model = trainer.train(DATA);
    assertTrue(model.getInnerModel() instanceof LinearSGDModel);
  }

  @Test
  void worksInEnsembles() {
    BaggingTrainer<MultiLabel> trainer =
        new BaggingTrainer<>(trainer(), new MultiLabelVotingCombiner(), 3, 1L);
    assertFalse(trainer.train(DATA).predict(DATA.getExample(0)).getOutput() == null);
  }

  @ParameterizedTest
  @CsvSource({
    "epochs, -1",
    "learningRate, -1",
    "start, somewhere",
    "cut, F1",
    "learningRate, NaN",
    "minibatchSize, 0",
    "l2, -1",
    "gradientCutoff, -0.1",
    "threads, -1",
    "validationFraction, 1",
    "validationFraction, NaN",
    "patience, 0",
    "validationMetric, F1",
    "validationMetric, P@0",
    "loggingInterval, NaN"
  })
  void refusesBadProperties(String property, String value) {
    PropertyException exception =
        assertThrows(PropertyException.class, () -> set(trainer(), property, value));
    assertEquals(property, exception.getProperty());
    assertTrue(exception.getMessage().contains(property + " must be"), exception.getMessage());
    assertTrue(exception.getMessage().contains("found " + value), exception.getMessage());
  }

  private static LinearMultiLabelTrainer set(
      LinearMultiLabelTrainer trainer, String name, String value) {
    return switch (name) {
      case "epochs" -> trainer.withEpochs(Integer.parseInt(value));
      case "start" -> trainer.withStart(value);
      case "cut" -> trainer.withCut(value);
      case "learningRate" -> trainer.withLearningRate(Double.parseDouble(value));
      case "minibatchSize" -> trainer.withMinibatchSize(Integer.parseInt(value));
      case "l2" -> trainer.withL2(Double.parseDouble(value));
      case "gradientCutoff" -> trainer.withGradientCutoff(Double.parseDouble(value));
      case "threads" -> trainer.withThreads(Integer.parseInt(value));
      case "validationFraction" -> trainer.withValidationFraction(Double.parseDouble(value));
      case "patience" -> trainer.withPatience(Integer.parseInt(value));
      case "validationMetric" -> trainer.withValidationMetric(value);
      case "loggingInterval" -> trainer.withLoggingInterval(Double.parseDouble(value));
      default -> throw new AssertionError(name);
    };
  }

  /** A property that is added needs no line here, and cannot be forgotten in the fingerprint. */
  @Test
  void everyPropertyIsInTheFingerprintUnlessItHasNoEffect() throws Exception {
    LinearMultiLabelTrainer trainer = trainer().withValidationFraction(0.2);
    String before = Settings.fingerprint(trainer);
    Set<String> withoutEffect = new HashSet<>();
    for (Field field : LinearMultiLabelTrainer.class.getDeclaredFields()) {
      if (field.isAnnotationPresent(Config.class)) {
        LinearMultiLabelTrainer changed = trainer().withValidationFraction(0.2);
        field.setAccessible(true);
        field.set(changed, otherValue(field.getName(), field.get(changed)));
        if (Settings.fingerprint(changed).equals(before)) {
          withoutEffect.add(field.getName());
        }
        assertNotEquals(trainer.toString(), changed.toString());
        assertEquals(changed.toString(), changed.withSeed(changed.seed).toString());
      }
    }
    assertEquals(Set.of("threads", "loggingInterval", "checkpoint"), withoutEffect);
  }

  private static Object otherValue(String name, Object value) {
    Map<String, String> names = Map.of("start", "prior", "cut", "Jaccard", "model", "compact");
    if (names.containsKey(name)) {
      return names.get(name);
    }
    if (value instanceof Integer number) {
      return number + 1;
    } else if (value instanceof Long number) {
      return number + 1;
    } else if (value instanceof Double number) {
      return 0.5 * number + 0.125;
    } else if (value instanceof Boolean truth) {
      return !truth;
    } else if (value instanceof String) {
      return "P@7";
    }
    return value == null ? Path.of("other") : new ZLPR(0.5, 1.0, 0.0, 0.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300})
  void namesTheExampleWithABadValue(double value) {
    MutableDataset<MultiLabel> data = LinearData.empty();
    LinearData.sparse(5, 3, 1).forEach(data::add);
    TreeMap<String, Double> features = new TreeMap<>(Map.of("f1", 1.0, "f2", 1.0));
    data.add(LinearData.example(new MultiLabel(Set.of(new Label("l1"))), features));
    // Tribuo refuses NaN when an example is added, but not when it is changed later.
    data.getExample(5).set(new Feature("f2", value));
    IllegalArgumentException exception =
        assertThrows(IllegalArgumentException.class, () -> trainer().train(data));
    assertTrue(
        exception.getMessage().startsWith("example 5: feature 'f2' has value " + value),
        exception.getMessage());
  }

  @Test
  void namesTheExampleWithABadTargetOrWeight() {
    MutableDataset<MultiLabel> data = LinearData.empty();
    LinearData.sparse(5, 3, 1).forEach(data::add);
    data.getExample(3).setWeight(Float.NaN);
    assertMessage("example 3: weight must be finite", data);
    data.getExample(3).setWeight(1f);
    data.add(
        LinearData.example(
            new MultiLabel(Set.of(new Label("l1", 1.5))), new TreeMap<>(Map.of("f1", 1.0))));
    assertMessage("example 5: label 'l1' has target 1.5", data);
  }

  private static void assertMessage(String expected, Dataset<MultiLabel> data) {
    IllegalArgumentException exception =
        assertThrows(IllegalArgumentException.class, () -> trainer().train(data));
    assertTrue(exception.getMessage().startsWith(expected), exception.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void namesEpochAndExampleOfADivergingLoss(int threads) {
    MultiLabelLoss diverging =
        (scores, targets, values) ->
            targets.length == 1 && targets[0] == 0 && scores[0] != 0.0
                ? Double.NaN
                : new ZLPR().lossAndDirection(scores, targets, values);
    MutableDataset<MultiLabel> data = LinearData.empty();
    LinearData.sparse(30, 290, 1).forEach(data::add);
    String first = data.getOutputIDInfo().getOutput(0).getLabelString();
    TreeMap<String, Double> features = new TreeMap<>(Map.of("f0", 1.0));
    data.add(LinearData.example(new MultiLabel(Set.of(new Label(first))), features));
    int id = data.getOutputIDInfo().getID(new MultiLabel(new Label(first)));
    assertEquals(0, id);
    IllegalStateException exception =
        assertThrows(
            IllegalStateException.class,
            () -> trainer().withObjective(diverging).withThreads(threads).train(data));
    assertTrue(
        exception.getMessage().matches("epoch [12], example 30: the loss is NaN.*"),
        exception.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anErrorInOneThreadEndsTraining(int threads) {
    MultiLabelLoss failing =
        (scores, targets, values) -> {
          throw new OutOfMemoryError("test");
        };
    Dataset<MultiLabel> wide = LinearData.sparse(100, 290, 5);
    assertThrows(
        OutOfMemoryError.class,
        () -> trainer().withObjective(failing).withThreads(threads).train(wide));
  }

  @Test
  void refusesUnknownOutputsAndEmptyData() {
    MutableDataset<MultiLabel> data = LinearData.empty();
    assertMessage("training needs examples and labels", data);
    data.add(
        LinearData.example(
            new MultiLabelFactory().getUnknownOutput(), new TreeMap<>(Map.of("f1", 1.0))));
    assertMessage("examples with unknown outputs", data);
  }

  @Test
  void examplesMayHaveNoLabels() {
    MutableDataset<MultiLabel> data = LinearData.empty();
    LinearData.sparse(20, 3, 1).forEach(data::add);
    data.add(LinearData.example(new MultiLabel(Set.of()), new TreeMap<>(Map.of("f1", 1.0))));
    assertFalse(Double.isNaN(norm(train(trainer(), data))));
  }
}
