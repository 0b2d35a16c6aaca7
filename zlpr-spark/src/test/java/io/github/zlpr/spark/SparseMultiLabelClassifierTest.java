package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.FeatureScales;
import io.github.zlpr.trainer.rule.CalibratedModel;
import io.github.zlpr.trainer.sparse.SparseMultiLabelTrainer;
import io.github.zlpr.trainer.sparse.TrainingTotals;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** The estimator for thousands of labels. */
class SparseMultiLabelClassifierTest {

  private static final Problem PROBLEM = Problem.topics(4500, 60, 1);
  private static final Problem TEST = Problem.topics(500, 60, 2);
  private static final String[] LABELS = PROBLEM.labelNames();

  private static SparseMultiLabelClassifier classifier() {
    return new SparseMultiLabelClassifier().setWeightCol("weight").setLabelNames(LABELS);
  }

  private static SparseMultiLabelClassifier quick() {
    return classifier().setMaxIter(2).setStepSize(8.0);
  }

  private static Dataset<Row> frame(int partitions) {
    return PROBLEM.frame(Sessions.local(), partitions);
  }

  private static void assertSameBits(
      SparseMultiLabelClassificationModel expected, SparseMultiLabelClassificationModel found) {
    assertEquals(expected.coefficientMatrix(), found.coefficientMatrix());
    assertEquals(expected.featureFactors(), found.featureFactors());
    assertArrayEquals(expected.interceptVector().values(), found.interceptVector().values());
  }

  private static MutableDataset<MultiLabel> tribuo(Problem problem) {
    MultiLabelFactory factory = new MultiLabelFactory();
    MutableDataset<MultiLabel> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("topics", factory), factory);
    for (int i = 0; i < problem.size(); i++) {
      MultiLabel truth =
          new MultiLabel(
              Arrays.stream(problem.labels().get(i))
                  .mapToObj(label -> new Label(LABELS[label]))
                  .collect(Collectors.toSet()));
      ArrayExample<MultiLabel> example = example(truth, problem.features().get(i));
      example.setWeight((float) problem.weights()[i]);
      data.add(example);
    }
    return data;
  }

  private static ArrayExample<MultiLabel> example(MultiLabel truth, Vector features) {
    SparseVector sparse = features.toSparse();
    ArrayExample<MultiLabel> example = new ArrayExample<>(truth);
    for (int k = 0; k < sparse.indices().length; k++) {
      example.add(PROBLEM.featureNames()[sparse.indices()[k]], sparse.values()[k]);
    }
    return example;
  }

  @Test
  void ranksAndPredictsAsTheTrainerOfOneMachineDoes() {
    SparseMultiLabelTrainer trainer = new SparseMultiLabelTrainer().withThreads(1);
    var expected = new RankingEvaluator(1).evaluate(trainer.train(tribuo(PROBLEM)), tribuo(TEST));
    Dataset<Row> test = TEST.frame(Sessions.local(), 1);
    for (int parts : new int[] {1, 2}) {
      SparseMultiLabelClassificationModel model =
          classifier().setNumPartitions(parts).fit(frame(3));
      for (String metric : List.of("LRAP", "P@1")) {
        assertEquals(
            expected.metrics().get(metric),
            new MultiLabelRankingEvaluator().setMetricName(metric).evaluate(model.transform(test)),
            0.01,
            metric);
      }
      double[] history = model.summary().objectiveHistory();
      assertEquals(trainer.epochCount(4500), history.length);
      assertTrue(history[history.length - 1] < 0.7 * history[0]);
      int predicted =
          model.transform(test).collectAsList().stream()
              .mapToInt(row -> row.getList(row.fieldIndex("prediction")).size())
              .sum();
      int truth = TEST.labels().stream().mapToInt(labels -> labels.length).sum();
      assertEquals(truth, predicted, 0.1 * truth, "labels predicted");
    }
  }

  @Test
  void theSameRowsInAnyOrderGiveTheSameBits() {
    Dataset<Row> sorted = frame(3).sort("weight");
    SparseMultiLabelClassifier classifier = classifier().setMaxIter(2).setNumPartitions(2);
    assertSameBits(classifier.fit(frame(3)), classifier.setBlockSize(7).fit(sorted));
  }

  @Test
  void partitionsChooseThePairsThatOneWouldChoose() {
    PairSetting setting =
        new PairSetting("ZLPR", 200, 60, PROBLEM.size(), 4, 8.0, 0.5, 0.5, true, 1);
    PairChoice.Pairs expected = pairs(setting, 1);
    assertTrue(expected.labels().length > 180, expected.labels().length + " pairs");
    PairChoice.Pairs found = pairs(setting, 3);
    assertArrayEquals(expected.starts(), found.starts());
    assertArrayEquals(expected.labels(), found.labels());
  }

  private static PairChoice.Pairs pairs(PairSetting setting, int partitions) {
    var blocks =
        frame(partitions)
            .withColumn("row", functions.monotonically_increasing_id())
            .javaRDD()
            .mapPartitions(rows -> new BlockReader(rows, 100, 60));
    double[] counts = new double[setting.features()];
    Arrays.fill(counts, 1 << 14); // slices of 64 features
    JavaSparkContext context = JavaSparkContext.fromSparkContext(Sessions.local().sparkContext());
    Broadcast<FeatureScales> scales = context.broadcast(FeatureScales.NONE);
    TrainingTotals totals = AveragedPairDescent.totals(blocks, setting, scales);
    return new PairChoice(setting, counts).choose(blocks, scales, context.broadcast(totals));
  }

  @Test
  void savedModelsAreTheSame(@TempDir Path directory) throws Exception {
    for (boolean tfIdf : new boolean[] {true, false}) {
      SparseMultiLabelClassificationModel model = quick().setTfIdf(tfIdf).fit(frame(2));
      String path = directory.resolve("model").toString();
      model.write().overwrite().save(path);
      SparseMultiLabelClassificationModel loaded = SparseMultiLabelClassificationModel.load(path);
      assertSameBits(model, loaded);
      assertArrayEquals(LABELS, loaded.getLabelNames());
      assertEquals(tfIdf, loaded.getTfIdf());
      Vector features = TEST.features().get(0);
      assertEquals(model.predictRaw(features), loaded.predictRaw(features));
    }
  }

  @Test
  void tribuosModelHasTheSameScoresAndSets(@TempDir Path directory) throws Exception {
    for (boolean tfIdf : new boolean[] {true, false}) {
      SparseMultiLabelClassificationModel model =
          classifier().setMaxIter(4).setTfIdf(tfIdf).fit(frame(2));
      Path file = directory.resolve("tribuo");
      model.toTribuo(PROBLEM.featureNames()).serializeToFile(file);
      Model<MultiLabel> loaded = Model.deserializeFromFile(file).castModel(MultiLabel.class);
      assertInstanceOf(CompactLinearModel.class, loaded);
      assertSameScores(model, loaded, "rawPrediction");
      assertEquals(
          SparseMultiLabelClassifier.class.getName(),
          loaded.getProvenance().getTrainerProvenance().getClassName());
    }
  }

  private static void assertSameScores(
      SparseMultiLabelClassificationModel model, Model<MultiLabel> tribuo, String column) {
    for (Row row : model.transform(TEST.frame(Sessions.local(), 2)).collectAsList()) {
      Prediction<MultiLabel> prediction =
          tribuo.predict(example(MultiLabelFactory.UNKNOWN_MULTILABEL, row.getAs("features")));
      double[] expected = ((Vector) row.getAs(column)).toArray();
      for (int label = 0; label < expected.length; label++) {
        MultiLabel found = prediction.getOutputScores().get(LABELS[label]);
        assertEquals(
            expected[label], found.getLabelScore(new Label(LABELS[label])).orElseThrow(), 1e-9);
      }
      if (column.equals("rawPrediction")) {
        assertEquals(
            row.<Double>getList(row.fieldIndex("prediction")).stream()
                .map(label -> LABELS[label.intValue()])
                .collect(Collectors.toCollection(TreeSet::new)),
            new TreeSet<>(prediction.getOutput().getNameSet()));
      }
    }
  }

  @Test
  void probabilitiesAreThoseOfTribuo() {
    SparseMultiLabelClassificationModel model =
        quick().setProbabilityCol("probability").fit(frame(2));
    Model<MultiLabel> tribuo = model.toTribuo(PROBLEM.featureNames());
    assertInstanceOf(CalibratedModel.class, tribuo);
    assertSameScores(model, tribuo, "probability");
  }

  private static String refusal(SparseMultiLabelClassifier classifier, Dataset<Row> rows) {
    return assertThrows(IllegalArgumentException.class, () -> classifier.fit(rows)).getMessage();
  }

  private static Dataset<Row> rows(Row... rows) {
    return Sessions.local().createDataFrame(List.of(rows), Problem.SCHEMA).coalesce(1);
  }

  @Test
  void badInput() {
    Row good = RowFactory.create(Vectors.dense(1.0, 2.0), new int[] {1}, 1.0);
    SparseMultiLabelClassifier classifier = new SparseMultiLabelClassifier().setWeightCol("weight");
    assertEquals(
        "row 1 of partition 0: label index 20000000 is not a whole number in [0, 1000000)",
        refusal(
            classifier,
            rows(good, RowFactory.create(Vectors.dense(1.0, 2.0), new int[] {20_000_000}, 1.0))));
    assertEquals(
        "row 1 of partition 0: features are null",
        refusal(classifier, rows(good, RowFactory.create(null, new int[] {1}, 1.0))));
    String message = refusal(quick().setObjective("SubsetSoftmax(k=2)"), rows(good));
    assertTrue(
        message.startsWith("objective 'SubsetSoftmax(k=2)': ")
            && message.contains("objective must be ZLPR, SoftmaxCrossEntropy or"),
        message);
    message = refusal(quick().setStepSize(1e300), frame(2));
    assertTrue(message.startsWith("objective ZLPR: partition 0, epoch 1, example "), message);
  }

  @Test
  void pairsThatDoNotFitIntoMemoryAreRefusedWithTheSettingToRaise() {
    var context = Sessions.local().sparkContext();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> RequiredMemory.requirePairs(context, 500_000_000))
            .getMessage();
    assertTrue(
        message.startsWith("500,000,000 pairs of a feature and a label need ")
            && message.endsWith(" MB; raise spark.driver.memory or evidence"),
        message);
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> RequiredMemory.requirePairs(context, 1L << 30))
            .getMessage();
    assertEquals(
        "1,073,741,824 pairs of a feature and a label are more than the 536,870,903 that fit into"
            + " one array; raise evidence",
        message);
  }

  @Test
  void oneRowIsEnough() {
    Row good = RowFactory.create(Vectors.dense(1.0, 2.0), new int[] {1}, 1.0);
    SparseMultiLabelClassificationModel model =
        new SparseMultiLabelClassifier().setNumPartitions(3).fit(rows(good));
    assertArrayEquals(new int[] {1}, model.predict(Vectors.dense(1.0, 2.0)));
  }
}
