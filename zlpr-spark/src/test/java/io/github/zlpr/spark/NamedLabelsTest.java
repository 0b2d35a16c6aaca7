package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.RankingEvaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MultilabelClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** Names of labels on their way from strings to predictions, files and Tribuo. */
class NamedLabelsTest {

  /** Names whose order is neither that of their frequencies nor that of the indices. */
  private static final List<String> NAMES = List.of("red", "äpfel", "Zebra", "blue", "a b");

  private static final Problem PROBLEM = Problem.random(200, 6, 5, 3);

  /** Features and tags; the first row alone has one more tag, "rare". */
  private static Dataset<Row> frame() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < PROBLEM.size(); i++) {
      List<String> tags = new ArrayList<>();
      for (int label : PROBLEM.labels().get(i)) {
        tags.add(NAMES.get(label));
      }
      if (i == 0) {
        tags.add("rare");
      }
      rows.add(RowFactory.create(PROBLEM.features().get(i), tags.toArray(new String[0])));
    }
    return Sessions.local()
        .createDataFrame(
            rows,
            new StructType()
                .add("features", org.apache.spark.ml.linalg.SQLDataTypes.VectorType())
                .add("labels", DataTypes.createArrayType(DataTypes.StringType)))
        .coalesce(2);
  }

  private static MultiLabelLinearClassifier classifier() {
    return new MultiLabelLinearClassifier().setLabelsCol("labelIndices").setMaxIter(10);
  }

  private static Pipeline pipeline() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {new LabelArrayIndexer(), classifier(), new IndexToLabelArray()});
  }

  @Test
  void namesTravelThroughAPipelineAndItsFile(@TempDir Path directory) throws IOException {
    PipelineModel model = pipeline().fit(frame());
    var classifier = (MultiLabelLinearClassificationModel) model.stages()[1];
    String[] names = ((LabelArrayIndexerModel) model.stages()[0]).labels();
    assertArrayEquals(names, classifier.getLabelNames());
    String path = directory.resolve("model").toString();
    model.write().save(path);
    // Rows to predict have no labels.
    Dataset<Row> unlabelled = frame().drop("labels");
    PipelineModel loaded = PipelineModel.load(path);
    Dataset<Row> predicted = loaded.transform(unlabelled);
    assertArrayEquals(names, ColumnLabels.of(predicted.schema().apply("rawPrediction")).names());
    assertEquals(
        model.transformSchema(unlabelled.schema()).apply("prediction"),
        predicted.schema().apply("prediction"));
    assertEquals(model.transform(unlabelled).collectAsList(), predicted.collectAsList());
    for (Row row : predicted.collectAsList()) {
      List<String> expected =
          row.<Double>getList(row.fieldIndex("prediction")).stream()
              .map(label -> names[label.intValue()])
              .toList();
      assertEquals(expected, row.getList(row.fieldIndex("predictedLabels")));
    }
  }

  @Test
  void tribuoPredictsTheSameNamesAlsoWhereScoresAreTied() {
    MultiLabelLinearClassificationModel model =
        (MultiLabelLinearClassificationModel)
            new Pipeline()
                .setStages(
                    new PipelineStage[] {
                      new LabelArrayIndexer(),
                      classifier()
                          .setObjective("PairwiseLogSumExp(k=2)")
                          .setSolver("l-bfgs")
                          .setFitIntercept(false)
                          .setMaxIter(0)
                    })
                .fit(frame())
                .stages()[1];
    Model<MultiLabel> tribuo = model.toTribuo(PROBLEM.featureNames());
    Vector vector = PROBLEM.features().get(0);
    Set<String> predicted = new TreeSet<>();
    for (int label : model.predict(vector)) {
      predicted.add(model.getLabelNames()[label]);
    }
    var example = example(vector, MultiLabelFactory.UNKNOWN_MULTILABEL);
    assertEquals(Set.of("Zebra", "a b"), predicted);
    assertEquals(predicted, new TreeSet<>(tribuo.predict(example).getOutput().getNameSet()));
  }

  @Test
  void labelsMissingInAFoldAreNoError() {
    // One of two folds does not have "rare", the highest index.
    Dataset<Row> indexed = new LabelArrayIndexer().fit(frame()).transform(frame());
    MultiLabelLinearClassifier classifier = classifier();
    CrossValidatorModel selected =
        new CrossValidator()
            .setEstimator(classifier)
            .setEvaluator(new MultiLabelRankingEvaluator().setLabelsCol("labelIndices"))
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(classifier.regParam(), new double[] {0.0, 100.0})
                    .build())
            .setNumFolds(2)
            .fit(indexed);
    assertTrue(selected.avgMetrics()[0] > selected.avgMetrics()[1]);
    var best = (MultiLabelLinearClassificationModel) selected.bestModel();
    assertEquals(6, best.coefficientMatrix().numRows());
    Dataset<Row> part = indexed.where("not array_contains(labels, 'rare')");
    var withoutRare = classifier.fit(part);
    assertEquals("rare", withoutRare.getLabelNames()[5]);
    assertEquals(0, withoutRare.summary().labelCounts()[5]);
    assertTrue(
        withoutRare.toTribuo(PROBLEM.featureNames()).getOutputIDInfo().size() == 6, "in Tribuo");
  }

  @Test
  void sparksOwnEvaluatorReadsThePredictions() {
    Dataset<Row> scored = pipeline().fit(frame()).transform(frame());
    double f1 =
        new MultilabelClassificationEvaluator()
            .setLabelCol("labelIndices")
            .setMetricName("microF1Measure")
            .evaluate(scored);
    long hits = 0;
    long all = 0;
    for (Row row : scored.collectAsList()) {
      List<Double> truth = row.getList(row.fieldIndex("labelIndices"));
      List<Double> predicted = row.getList(row.fieldIndex("prediction"));
      all += truth.size() + predicted.size();
      hits += truth.stream().filter(predicted::contains).count();
    }
    assertEquals(2.0 * hits / all, f1, 1e-12);
    assertTrue(f1 > 0.7, "micro F1 " + f1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "miss"})
  void unseenLabelsAreThoseOfTheRankingEvaluator(String policy) {
    Dataset<Row> train = frame().where("not array_contains(labels, 'rare')");
    Dataset<Row> indexed = new LabelArrayIndexer().fit(train).transform(train);
    MultiLabelLinearClassificationModel model = classifier().fit(indexed);
    Dataset<Row> scored = model.transform(frame());
    Model<MultiLabel> tribuo = model.toTribuo(PROBLEM.featureNames());
    var evaluation =
        new RankingEvaluator(1, 3).withUnseenLabels(policy).evaluate(tribuo, examples(tribuo));
    MultiLabelRankingEvaluator evaluator = new MultiLabelRankingEvaluator();
    for (String metric : List.of("LRAP", "RankingLoss", "Coverage", "OneError", "R@3", "nDCG@3")) {
      evaluator.setMetricName(metric).setUnseenLabels(policy);
      assertEquals(evaluation.value(metric), evaluator.evaluate(scored), 1e-12, metric);
      // The same truth under indices of its own.
      Dataset<Row> other =
          new LabelArrayIndexer()
              .setOutputCol("truth")
              .setStringOrderType("alphabetDesc")
              .fit(scored)
              .transform(scored);
      assertEquals(
          evaluator.evaluate(scored),
          evaluator.copy(ParamMap.empty()).setLabelsCol("truth").evaluate(other),
          metric);
    }
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> new MultiLabelRankingEvaluator().evaluate(scored))
            .getMessage()
            .contains("the model has never seen label 'rare'; set unseenLabels to miss"));
  }

  private static MutableDataset<MultiLabel> examples(Model<MultiLabel> model) {
    MutableDataset<MultiLabel> examples =
        new MutableDataset<>(
            model.getProvenance().getDatasetProvenance().getSourceProvenance(),
            new MultiLabelFactory());
    for (Row row : frame().collectAsList()) {
      Set<Label> labels =
          row.<String>getList(1).stream().map(Label::new).collect(Collectors.toSet());
      examples.add(example(row.getAs(0), new MultiLabel(labels)));
    }
    return examples;
  }

  private static ArrayExample<MultiLabel> example(Vector features, MultiLabel truth) {
    ArrayExample<MultiLabel> example = new ArrayExample<>(truth);
    features.foreachNonZero(
        (index, value) -> {
          example.add(PROBLEM.featureNames()[(Integer) index], (Double) value);
          return null;
        });
    return example;
  }

  @Test
  void namesOfVectorsAreTakenToo() {
    String[] names = NAMES.toArray(new String[0]);
    Dataset<Row> vectors =
        frame()
            .withColumn(
                "labelIndices",
                org.apache.spark.ml.functions.array_to_vector(
                    functions.expr("array(1.0D, 0.0D, 0.5D, 0.0D, 0.0D)")),
                ColumnLabels.ofVector("labelIndices", names));
    assertArrayEquals(names, classifier().fit(vectors).getLabelNames());
  }

  @Test
  void contradictionsAreRefused() {
    Dataset<Row> indexed = new LabelArrayIndexer().fit(frame()).transform(frame());
    assertEquals(
        "numLabels is 4, there are 0 labelNames, and the metadata of column labelIndices have 6"
            + " labels",
        refusal(classifier().setNumLabels(4), indexed));
    assertEquals(
        "labelNames are not the names in the metadata of column labelIndices",
        refusal(classifier().setLabelNames(NAMES.toArray(new String[0])), indexed));
    Dataset<Row> unnamed = indexed.withColumn("labelIndices", functions.expr("array(0)"));
    assertEquals(
        5,
        classifier()
            .setLabelNames(NAMES.toArray(new String[0]))
            .fit(unnamed)
            .coefficientMatrix()
            .numRows());
    assertEquals(
        "label name 'x' occurs twice",
        refusal(classifier().setLabelNames(new String[] {"x", "x"}), unnamed));
    var nameless = classifier().fit(unnamed);
    assertThrows(IllegalArgumentException.class, () -> nameless.toTribuo(PROBLEM.featureNames()));
    assertArrayEquals(new String[0], nameless.copy(ParamMap.empty()).getLabelNames());
  }

  private static String refusal(MultiLabelLinearClassifier classifier, Dataset<Row> frame) {
    return assertThrows(IllegalArgumentException.class, () -> classifier.fit(frame)).getMessage();
  }
}
