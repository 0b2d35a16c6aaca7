package io.github.zlpr.trainer.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.JointLogSumExp;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.WeightDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class SparseMultiLabelTrainerTest {

  @TempDir private Path directory;

  /** Topics with words of their own among words that say nothing. */
  static MutableDataset<MultiLabel> topics(int examples, int topics, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Example<MultiLabel>> all = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      Set<Label> labels = new HashSet<>();
      Set<String> words = new HashSet<>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        int topic = Math.min(random.nextInt(topics), random.nextInt(topics));
        labels.add(new Label("topic" + topic));
        words.add("word" + topic + "a");
        words.add(random.nextBoolean() ? "word" + topic + "b" : "word" + topic + "c");
      }
      for (int k = 0; k < 4; k++) {
        words.add("common" + random.nextInt(20));
      }
      String[] names = words.toArray(String[]::new);
      double[] values = new double[names.length];
      Arrays.fill(values, 1.0 / Math.sqrt(names.length));
      Example<MultiLabel> example = new ArrayExample<>(new MultiLabel(labels), names, values);
      example.setWeight(i % 5 == 0 ? 2f : 1f);
      all.add(example);
    }
    MultiLabelFactory factory = new MultiLabelFactory();
    return new MutableDataset<>(
        new ListDataSource<>(all, factory, new SimpleDataSourceProvenance("topics", factory)));
  }

  private static SparseMultiLabelTrainer trainer() {
    SparseMultiLabelTrainer trainer = new SparseMultiLabelTrainer();
    trainer.loggingInterval = -1;
    trainer.learningRate = 8.0;
    trainer.epochs = 5;
    trainer.threads = 1;
    return trainer;
  }

  private static double metric(Model<MultiLabel> model, MutableDataset<MultiLabel> data) {
    return new RankingEvaluator(1).evaluate(model, data).metrics().get("LRAP");
  }

  @Test
  void learnsTopicsFromTheirWords() {
    SparseMultiLabelTrainer trainer = trainer();
    trainer.learningRate = 0.0;
    trainer.postConfig();
    Model<MultiLabel> model = trainer.train(topics(2000, 60, 1));
    assertInstanceOf(CompactLinearModel.class, model);
    double lrap = metric(model, topics(500, 60, 2));
    assertTrue(lrap > 0.9, "LRAP " + lrap);
  }

  static List<MultiLabelObjective> objectives() {
    return List.of(new ZLPR(), new SoftmaxCrossEntropy(), new WeightedBinaryCrossEntropy());
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void everyLossLearns(MultiLabelObjective objective) {
    SparseMultiLabelTrainer trainer = trainer();
    trainer.objective = objective;
    trainer.postConfig();
    double lrap = metric(trainer.train(topics(2000, 60, 1)), topics(500, 60, 2));
    assertTrue(lrap > 0.8, "LRAP " + lrap);
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void theDirectionIsTheNegativeGradientForEveryLabel(MultiLabelObjective objective) {
    MutableDataset<MultiLabel> data = topics(300, 30, 3);
    CompressedRows rows = new CompressedRows(data, data.getFeatureIDMap(), data.getOutputIDInfo());
    int[] order = IntStream.range(0, rows.size()).toArray();
    // Few pairs, so that some true labels have none.
    PairWeights weights = pairs(rows, order, 4, 8.0);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < weights.weights.length; i++) {
      weights.weights[i] = (float) random.nextDouble(-2.0, 2.0);
    }
    Arrays.setAll(weights.biases, label -> random.nextDouble(-3.0, 1.0));
    ListedLoss loss = ListedLoss.of(objective);
    float[] factors = LabelFactors.of(TrainingTotals.of(rows, order).labelCounts(), 0.5);
    try (Crew crew = new Crew(1)) {
      SparseDescent descent = new SparseDescent(rows, weights, loss, 1.0, factors, 0.1, crew);
      for (int example = 0; example < 20; example++) {
        double[] direction = descent.biasDirection(example);
        for (int label = 0; label < direction.length; label++) {
          double bias = weights.biases[label];
          double h = 1e-5;
          weights.biases[label] = bias + h;
          double above = descent.loss(example);
          weights.biases[label] = bias - h;
          double below = descent.loss(example);
          weights.biases[label] = bias;
          assertEquals((below - above) / (2 * h), direction[label], 1e-7);
        }
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    MutableDataset<MultiLabel> data = topics(1000, 40, 1);
    SparseMultiLabelTrainer one = trainer();
    one.learningRate = 0.0;
    one.validationFraction = 0.2;
    one.postConfig();
    SparseMultiLabelTrainer three = trainer();
    three.learningRate = 0.0;
    three.validationFraction = 0.2;
    three.threads = 3;
    three.postConfig();
    String digest = WeightDigest.of(one.train(data));
    assertEquals(digest, WeightDigest.of(three.train(data)));
    assertNotEquals(digest, WeightDigest.of(one.train(data)), "the second invocation");
    one.setInvocationCount(0);
    assertEquals(digest, WeightDigest.of(one.train(data)));
  }

  @Test
  void pairsAreThoseThatMeetMoreOftenThanByChance() {
    MutableDataset<MultiLabel> data = topics(2000, 60, 1);
    CompressedRows rows = new CompressedRows(data, data.getFeatureIDMap(), data.getOutputIDInfo());
    int[] order = IntStream.range(0, rows.size()).toArray();
    PairWeights all = pairs(rows, order, 1, 0.0);
    PairWeights chosen = pairs(rows, order, 1, 5.0);
    PairWeights often = pairs(rows, order, 3, 0.0);
    assertTrue(chosen.labels.length < all.labels.length);
    assertTrue(often.labels.length < all.labels.length);
    int common = data.getFeatureIDMap().getID("common0");
    assertTrue(
        chosen.starts[common + 1] - chosen.starts[common]
            < (all.starts[common + 1] - all.starts[common]) / 2);
    int own = data.getFeatureIDMap().getID("word0a");
    int topic = data.getOutputIDInfo().getID(new MultiLabel("topic0"));
    assertTrue(
        Arrays.binarySearch(chosen.labels, chosen.starts[own], chosen.starts[own + 1], topic) >= 0);
  }

  /**
   * Half of the examples have the label; a word is never on these, another as often as by chance.
   */
  @Test
  void aFeatureThatSpeaksAgainstAFrequentLabelIsAPair() {
    List<Example<MultiLabel>> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      boolean has = i % 2 == 0;
      List<String> words = new ArrayList<>(List.of("any" + i));
      if (!has && i % 20 == 1) {
        words.add("against");
      }
      if (i % 10 < 2) {
        words.add("even");
      }
      double[] ones = new double[words.size()];
      Arrays.fill(ones, 1.0);
      all.add(
          new ArrayExample<>(
              new MultiLabel(has ? "frequent" : "other"), words.toArray(String[]::new), ones));
    }
    MultiLabelFactory factory = new MultiLabelFactory();
    MutableDataset<MultiLabel> data =
        new MutableDataset<>(
            new ListDataSource<>(all, factory, new SimpleDataSourceProvenance("two", factory)));
    CompressedRows rows = new CompressedRows(data, data.getFeatureIDMap(), data.getOutputIDInfo());
    int[] order = IntStream.range(0, rows.size()).toArray();
    int frequent = data.getOutputIDInfo().getID(new MultiLabel("frequent"));
    int against = data.getFeatureIDMap().getID("against");
    int even = data.getFeatureIDMap().getID("even");
    // 20 examples with the word, of which 10 would have the label by chance: a gain of 10 nats.
    double cost = LabelPairs.COST * 20;
    assertTrue(isPair(pairs(rows, order, 1, 9.99 - cost), against, frequent));
    assertFalse(isPair(pairs(rows, order, 1, 10.01 - cost), against, frequent));
    assertTrue(isPair(pairs(rows, order, 3, 1.0), against, frequent));
    assertFalse(isPair(pairs(rows, order, 1, 0.1), even, frequent));
    assertFalse(isPair(pairs(rows, order, 1, 0.0), against, frequent));
    assertTrue(isPair(pairs(rows, order, 1, 0.0), even, frequent));
  }

  private static PairWeights pairs(
      CompressedRows rows, int[] order, int minTogether, double evidence) {
    return LabelPairs.choose(rows, order, TrainingTotals.of(rows, order), minTogether, evidence);
  }

  private static boolean isPair(PairWeights weights, int feature, int label) {
    return Arrays.binarySearch(
            weights.labels, weights.starts[feature], weights.starts[feature + 1], label)
        >= 0;
  }

  @Test
  void stepsAreAlikeForAllLabelsWhereThatRanksBetter() {
    // A hierarchy: the topmost labels are on half of the examples and hardly learn with small
    // steps.
    List<Example<MultiLabel>> all = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 3000; i++) {
      int word = random.nextInt(256);
      Set<Label> labels = new HashSet<>();
      Set<String> words = new HashSet<>(Set.of("word" + word));
      for (int size = 4; size <= 128; size *= 2) {
        labels.add(new Label("level" + size + "of" + word / size));
      }
      for (int noise = 0; noise < 3; noise++) {
        words.add("noise" + random.nextInt(50));
      }
      double[] ones = new double[words.size()];
      Arrays.fill(ones, 1.0);
      all.add(new ArrayExample<>(new MultiLabel(labels), words.toArray(String[]::new), ones));
    }
    MultiLabelFactory factory = new MultiLabelFactory();
    MutableDataset<MultiLabel> data =
        new MutableDataset<>(
            new ListDataSource<>(all, factory, new SimpleDataSourceProvenance("levels", factory)));
    SparseMultiLabelTrainer chosen = trainer();
    chosen.learningRate = 0.0;
    chosen.labelPower = -1.0;
    SparseMultiLabelTrainer even = trainer();
    even.learningRate = 0.0;
    even.labelPower = 0.0;
    SparseMultiLabelTrainer uneven = trainer();
    uneven.learningRate = 0.0;
    uneven.labelPower = 0.5;
    String digest = WeightDigest.of(even.train(data));
    assertNotEquals(digest, WeightDigest.of(uneven.train(data)));
    assertEquals(digest, WeightDigest.of(chosen.train(data)));
  }

  @Test
  void theCutMakesBetterSetsAndTheSameRanking() {
    MutableDataset<MultiLabel> data = topics(3000, 60, 1);
    MutableDataset<MultiLabel> test = topics(500, 60, 2);
    SparseMultiLabelTrainer plain = trainer();
    plain.epochs = 1;
    plain.learningRate = 1.0;
    plain.validationFraction = 0.2;
    SparseMultiLabelTrainer cut = trainer();
    cut.epochs = 1;
    cut.learningRate = 1.0;
    cut.validationFraction = 0.2;
    cut.cut = "MicroF1";
    cut.postConfig();
    CompactLinearModel first = (CompactLinearModel) plain.train(data);
    CompactLinearModel second = (CompactLinearModel) cut.train(data);
    int[] features = {0, 1, 2};
    double[] values = {1.0, 1.0, 1.0};
    double[] before = first.score(features, values);
    double[] after = second.score(features, values);
    double shift = after[0] - before[0];
    assertNotEquals(0.0, shift, 1e-3);
    for (int label = 0; label < before.length; label++) {
      assertEquals(shift, after[label] - before[label], 1e-9);
    }
    RankingEvaluator evaluator = new RankingEvaluator(1);
    double without = evaluator.evaluate(first, test).metrics().get("MicroF1");
    double with = evaluator.evaluate(second, test).metrics().get("MicroF1");
    assertTrue(with > without + 0.05, without + " before, " + with + " after");
  }

  @Test
  void aLossWithoutThresholdIsNotCut() {
    SparseMultiLabelTrainer trainer = trainer();
    trainer.objective = new SoftmaxCrossEntropy();
    trainer.cut = "MicroF1";
    trainer.postConfig();
    assertFalse(trainer.findsCut());
  }

  @Test
  void epochsFallWithTheNumberOfExamples() {
    SparseMultiLabelTrainer trainer = new SparseMultiLabelTrainer();
    assertEquals(10, trainer.epochCount(1));
    assertEquals(7, trainer.epochCount(200_000));
    assertEquals(4, trainer.epochCount(5_000_000));
    trainer.epochs = 3;
    assertEquals(3, trainer.epochCount(5_000_000));
  }

  @Test
  void theModelScalesFeaturesAsTheTrainerDid() throws IOException {
    MutableDataset<MultiLabel> data = topics(1000, 40, 1);
    CompactLinearModel model = (CompactLinearModel) trainer().train(data);
    Path file = directory.resolve("model");
    model.serializeToFile(file);
    Model<?> loaded = Model.deserializeFromFile(file);
    assertEquals(WeightDigest.of(model), WeightDigest.of(loaded));
    int[] features = {0, 1};
    assertArrayEquals(
        model.score(features, new double[] {1.0, 2.0}),
        model.score(features, new double[] {10.0, 20.0}),
        1e-12);
    assertThrows(IllegalStateException.class, () -> model.exportONNXModel("test", 1));
    Example<MultiLabel> example = data.getExample(0);
    Prediction<MultiLabel> prediction = model.predict(example);
    model
        .getExcuse(example)
        .orElseThrow()
        .getScores()
        .forEach(
            (label, parts) ->
                assertEquals(
                    prediction
                        .getOutputScores()
                        .get(label)
                        .getLabelScore(new Label(label))
                        .orElseThrow(),
                    parts.stream().mapToDouble(Pair::getB).sum(),
                    1e-12));
  }

  @Test
  void featuresMayStayAsTheyAre() {
    SparseMultiLabelTrainer trainer = trainer();
    trainer.tfIdf = false;
    CompactLinearModel model = (CompactLinearModel) trainer.train(topics(2000, 60, 1));
    assertEquals(1, model.exportONNXModel("test", 1).getGraph().getInputCount());
    assertTrue(metric(model, topics(500, 60, 2)) > 0.8);
  }

  @Test
  void numericFeaturesDo() throws IOException {
    MutableDataset<MultiLabel> data = new MutableDataset<>(TestData.write(directory, 200, 7));
    SparseMultiLabelTrainer trainer = trainer();
    trainer.evidence = 0.0;
    trainer.postConfig();
    assertTrue(metric(trainer.train(data), data) > 0.5);
  }

  @Test
  void badPropertiesAreRefused() {
    SparseMultiLabelTrainer trainer = trainer();
    trainer.objective = new JointLogSumExp();
    assertThrows(PropertyException.class, trainer::postConfig);
    SparseMultiLabelTrainer negative = trainer();
    negative.evidence = -1.0;
    assertThrows(PropertyException.class, negative::postConfig);
    SparseMultiLabelTrainer none = trainer();
    none.epochs = -1;
    assertThrows(PropertyException.class, none::postConfig);
    SparseMultiLabelTrainer macro = trainer();
    macro.cut = "MacroF1";
    assertThrows(PropertyException.class, macro::postConfig);
    SparseMultiLabelTrainer power = trainer();
    power.labelPower = -0.5;
    assertThrows(PropertyException.class, power::postConfig);
  }
}
