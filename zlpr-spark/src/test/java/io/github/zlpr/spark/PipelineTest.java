package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimator, model and evaluator among Spark's own. */
class PipelineTest {

  private static final Problem PROBLEM = Problem.random(200, 6, 5, 3);

  private static Dataset<Row> frame() {
    return PROBLEM.frame(Sessions.local(), 2);
  }

  @Test
  void crossValidatorSelects(@TempDir Path directory) throws IOException {
    MultiLabelLinearClassifier classifier =
        new MultiLabelLinearClassifier().setFeaturesCol("scaled").setMaxIter(20);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StandardScaler().setInputCol("features").setOutputCol("scaled"), classifier
                });
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(classifier.regParam(), new double[] {100.0, 1e-3}).build();
    CrossValidatorModel selected =
        new CrossValidator()
            .setEstimator(pipeline)
            .setEvaluator(new MultiLabelRankingEvaluator().setMetricName("nDCG@3"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .fit(frame());
    assertTrue(selected.avgMetrics()[1] > selected.avgMetrics()[0] + 0.05);

    String path = directory.resolve("model").toString();
    ((PipelineModel) selected.bestModel()).write().save(path);
    PipelineModel loaded = PipelineModel.load(path);
    var model = (MultiLabelLinearClassificationModel) loaded.stages()[1];
    assertEquals(1e-3, model.getRegParam());
    assertEquals(
        selected.bestModel().transform(frame()).collectAsList(),
        loaded.transform(frame()).collectAsList());
  }

  @Test
  void everythingIsSaved(@TempDir Path directory) throws IOException {
    MultiLabelLinearClassifier classifier =
        new MultiLabelLinearClassifier()
            .setObjective("PaddedSubsetSoftmax(maxLabels=5,threshold=0.5)")
            .setMaxIter(3)
            .setPredictionCol("p");
    String path = directory.resolve("estimator").toString();
    classifier.write().save(path);
    MultiLabelLinearClassifier loaded = MultiLabelLinearClassifier.load(path);
    assertEquals(classifier.uid(), loaded.uid());
    assertEquals(classifier.explainParams(), loaded.explainParams());

    MultiLabelLinearClassificationModel model = loaded.fit(frame());
    model.write().save(directory.resolve("model").toString());
    MultiLabelLinearClassificationModel again =
        MultiLabelLinearClassificationModel.load(directory.resolve("model").toString());
    assertEquals(model.explainParams(), again.explainParams());
    assertEquals(model.coefficientMatrix(), again.coefficientMatrix());
    assertEquals(model.interceptVector(), again.interceptVector());
    assertArrayEquals(model.summary().objectiveHistory(), again.summary().objectiveHistory());
    assertArrayEquals(model.summary().labelCounts(), again.summary().labelCounts());
    assertEquals(3, again.summary().objectiveHistory().length);
    assertEquals(3, again.summary().totalIterations());
    assertEquals(200, again.summary().examples());

    String saved = directory.resolve("model").toString();
    assertThrows(IOException.class, () -> model.write().save(saved));
    loaded.setMaxIter(1).fit(frame()).write().overwrite().save(saved);
    assertEquals(1, MultiLabelLinearClassificationModel.load(saved).summary().totalIterations());

    MultiLabelRankingEvaluator evaluator = new MultiLabelRankingEvaluator().setMetricName("P@2");
    evaluator.write().save(directory.resolve("evaluator").toString());
    assertEquals(
        evaluator.explainParams(),
        MultiLabelRankingEvaluator.load(directory.resolve("evaluator").toString()).explainParams());
  }

  @Test
  void aModelThatCannotBeSavedLeavesTheOldOne(@TempDir Path directory) throws IOException {
    MultiLabelLinearClassificationModel model =
        new MultiLabelLinearClassifier().setMaxIter(1).fit(frame());
    String path = directory.resolve("model").toString();
    model.write().save(path);
    var broken =
        new MultiLabelLinearClassificationModel(
            "broken",
            new DenseMatrix(5, 6, new double[30]),
            new DenseVector(new double[5]),
            new TrainingSummary(null, 1, new long[5], 0, new double[0], 0.0, ""),
            new double[0]);
    assertThrows(Exception.class, () -> broken.write().overwrite().save(path));
    assertEquals(
        model.coefficientMatrix(),
        MultiLabelLinearClassificationModel.load(path).coefficientMatrix());
    try (var files = Files.list(directory)) {
      assertEquals(List.of("model"), files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void predictionsFollowTheRuleOfTheLoss() {
    for (String objective : List.of("ZLPR(threshold=0.5)", "PairwiseLogSumExp(k=2)")) {
      MultiLabelLinearClassificationModel model =
          new MultiLabelLinearClassifier().setObjective(objective).setMaxIter(15).fit(frame());
      for (Row row : model.transform(frame()).collectAsList()) {
        double[] scores = ((Vector) row.getAs("rawPrediction")).toArray();
        List<Integer> predicted =
            row.<Double>getList(row.fieldIndex("prediction")).stream()
                .map(Double::intValue)
                .toList();
        if (objective.startsWith("ZLPR")) {
          for (int label = 0; label < scores.length; label++) {
            assertEquals(scores[label] > 0.5, predicted.contains(label));
          }
        } else {
          assertEquals(2, predicted.size());
          long above =
              java.util.Arrays.stream(scores)
                  .filter(
                      score -> score > Math.min(scores[predicted.get(0)], scores[predicted.get(1)]))
                  .count();
          assertEquals(1, above);
        }
        Vector features = row.getAs("features");
        assertArrayEquals(scores, model.predictRaw(features).toArray());
        assertArrayEquals(
            predicted.stream().mapToInt(Integer::intValue).toArray(), model.predict(features));
      }
    }
  }

  @Test
  void columnsWithoutNameAreLeftOut() {
    var model = new MultiLabelLinearClassifier().setMaxIter(2).fit(frame());
    assertArrayEquals(
        new String[] {"features", "labels", "weight", "prediction"},
        model.copy(ParamMap.empty()).setRawPredictionCol("").transform(frame()).columns());
    assertArrayEquals(
        new String[] {"features", "labels", "weight", "rawPrediction"},
        model.copy(ParamMap.empty()).setPredictionCol("").transform(frame()).columns());
  }
}
