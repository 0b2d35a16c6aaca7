package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** One clear message for each fault, of Spark's kind. */
class BadInputTest {

  private static final Vector X = Vectors.dense(1.0, 2.0);

  private static Row row(Object features, Object labels, Object weight) {
    return RowFactory.create(features, labels, weight);
  }

  private static Dataset<Row> frame(Row... rows) {
    return Sessions.local().createDataFrame(List.of(rows), Problem.SCHEMA).coalesce(1);
  }

  private static MultiLabelLinearClassifier classifier() {
    return new MultiLabelLinearClassifier().setWeightCol("weight").setMaxIter(3);
  }

  private static String refusal(MultiLabelLinearClassifier classifier, Dataset<Row> frame) {
    return assertThrows(IllegalArgumentException.class, () -> classifier.fit(frame)).getMessage();
  }

  private static String refusal(Row second) {
    return refusal(classifier().setNumLabels(2), frame(row(X, new int[] {1}, 1.0), second));
  }

  @Test
  void rows() {
    String where = "row 1 of partition 0: ";
    assertEquals(
        where + "label index 2 is not a whole number in [0, 2)",
        refusal(row(X, new int[] {2}, 1.0)));
    assertEquals(
        where + "label index -1 is not a whole number in [0, 2)",
        refusal(row(X, new int[] {-1}, 1.0)));
    assertEquals(
        where + "feature 0 is 1.0E200, values must be finite floats",
        refusal(row(Vectors.dense(1e200, 0.0), new int[] {1}, 1.0)));
    assertEquals(where + "label index 1 occurs twice", refusal(row(X, new int[] {1, 1}, 1.0)));
    assertEquals(where + "labels are null", refusal(row(X, null, 1.0)));
    assertEquals(where + "features are null", refusal(row(null, new int[] {1}, 1.0)));
    assertEquals(
        where + "feature 1 is NaN, values must be finite floats",
        refusal(row(Vectors.dense(0.0, Double.NaN), new int[] {1}, 1.0)));
    assertEquals(
        where + "feature 0 is Infinity, values must be finite floats",
        refusal(
            row(
                Vectors.sparse(2, new int[] {0}, new double[] {Double.POSITIVE_INFINITY}),
                new int[] {1},
                1.0)));
    assertEquals(
        where + "found 3 features, the rows before have 2",
        refusal(row(Vectors.dense(1.0, 2.0, 3.0), new int[] {1}, 1.0)));
    assertEquals(
        where + "weight must be finite and at least 0, found -1.0",
        refusal(row(X, new int[] {1}, -1.0)));
    assertEquals(
        where + "weight must be finite and at least 0, found NaN",
        refusal(row(X, new int[] {1}, null)));
  }

  @Test
  void sizesDifferBetweenBlocks() {
    assertEquals(
        "vectors of 2 and of 3 features are mixed",
        refusal(
            classifier().setBlockSize(1),
            frame(
                row(X, new int[] {1}, 1.0),
                row(Vectors.dense(1.0, 2.0, 3.0), new int[] {1}, 1.0))));
  }

  @Test
  void targets() {
    Dataset<Row> frame =
        frame(row(Vectors.dense(0.5, 1.5), new int[] {1}, 1.0))
            .withColumn("labels", new org.apache.spark.sql.Column("features"));
    assertEquals(
        "row 0 of partition 0: label 1 has target 1.5, expected it in [0, 1]",
        refusal(classifier(), frame));
  }

  @Test
  void columns() {
    Dataset<Row> frame = frame(row(X, new int[] {1}, 1.0));
    assertTrue(refusal(classifier().setFeaturesCol("x"), frame).contains("x"));
    assertTrue(refusal(classifier().setLabelsCol("y"), frame).contains("y"));
    assertTrue(refusal(classifier().setWeightCol("w"), frame).contains("w"));
    assertTrue(
        refusal(classifier().setFeaturesCol("weight"), frame)
            .contains("Column weight must be of type"));
    assertEquals(
        "Column weight must be an array of label indices or a vector of targets, but was actually"
            + " of type double.",
        refusal(classifier().setLabelsCol("weight"), frame));
    assertTrue(
        refusal(classifier().setWeightCol("labels"), frame).contains("must be of type numeric"));
    assertTrue(
        refusal(classifier().setPredictionCol("labels"), frame).contains("labels already exists"));
  }

  @Test
  void nothingToLearn() {
    assertEquals(
        "training needs examples with a weight above 0, and labels; found 0 examples with weights"
            + " that sum to 0.0, and 0 labels",
        refusal(classifier(), frame()));
    assertEquals(
        "training needs examples with a weight above 0, and labels; found 1 examples with weights"
            + " that sum to 0.0, and 2 labels",
        refusal(classifier(), frame(row(X, new int[] {1}, 0.0))));
    assertEquals(
        "training needs examples with a weight above 0, and labels; found 1 examples with weights"
            + " that sum to 1.0, and 0 labels",
        refusal(classifier(), frame(row(X, new int[] {}, 1.0))));
  }

  @Test
  void labelsMayBeMoreThanSeen() {
    var model =
        classifier()
            .setNumLabels(4)
            .fit(
                frame(row(X, new int[] {1}, 1.0), row(Vectors.dense(3.0, 1.0), new int[] {}, 1.0)));
    assertEquals(4, model.coefficientMatrix().numRows());
  }

  @Test
  void oneRowAndRowsWithoutLabelsCanBeTrainedOn() {
    Row one = row(X, new int[] {1}, 1.0);
    assertEquals(1, classifier().fit(frame(one)).summary().examples());
    var model = classifier().fit(frame(one, row(X, new int[] {}, 1.0)));
    assertEquals(2, model.summary().examples());
    for (double value : model.coefficientMatrix().values()) {
      assertTrue(Double.isFinite(value));
    }
    for (double value : model.interceptVector().values()) {
      assertTrue(Double.isFinite(value));
    }
  }

  @Test
  void emptyAndSkewedPartitionsGiveTheSameBits() {
    Problem problem = Problem.random(60, 4, 3, 1);
    Dataset<Row> even = problem.frame(Sessions.local(), 2);
    JavaRDD<Row> nothing =
        JavaSparkContext.fromSparkContext(Sessions.local().sparkContext())
            .parallelize(List.of(), 3);
    Dataset<Row> skewed =
        Sessions.local().createDataFrame(nothing.union(even.javaRDD().coalesce(1)), Problem.SCHEMA);
    assertEquals(4, skewed.javaRDD().getNumPartitions());
    for (String solver : List.of("averaged", "l-bfgs")) {
      assertArrayEquals(
          classifier().setSolver(solver).fit(even).coefficientMatrix().values(),
          classifier().setSolver(solver).fit(skewed).coefficientMatrix().values(),
          solver);
    }
  }

  @Test
  void aFaultIsFoundInItsRowAndPartition() {
    Dataset<Row> good = frame(row(X, new int[] {1}, 1.0));
    Dataset<Row> bad = frame(row(X, new int[] {0}, 1.0), row(X, new int[] {5}, 1.0));
    assertEquals(
        "row 1 of partition 1: label index 5 is not a whole number in [0, 2)",
        refusal(classifier().setNumLabels(2), good.unionAll(bad).unionAll(bad)));
  }

  @Test
  void aStrayLabelIndexIsRefusedBeforeAnythingIsAllocated() {
    assertEquals(
        "row 2 of partition 0: label index 20000000 is not a whole number in [0, 1000000)",
        refusal(
            classifier(),
            frame(
                row(X, new int[] {0}, 1.0),
                row(X, new int[] {1}, 1.0),
                row(X, new int[] {20_000_000}, 1.0))));
    assertThrows(IllegalArgumentException.class, () -> classifier().setNumLabels(20_000_001));
  }

  @Test
  void averagedTrainingNeedsIntercepts() {
    assertEquals(
        "solver averaged needs intercepts; set fitIntercept or solver l-bfgs",
        refusal(
            classifier().setSolver("averaged").setFitIntercept(false),
            frame(row(X, new int[] {1}, 1.0))));
  }

  @Test
  void tooManyWeights() {
    assertEquals(
        "3,000,000 features x 1,000 labels are more weights than the 2,147,483,638 that fit into"
            + " one array; lower the number of features or labels, or take"
            + " SparseMultiLabelClassifier",
        refusal(
            classifier().setNumLabels(1000),
            frame(
                row(
                    Vectors.sparse(3_000_000, new int[] {0}, new double[] {1.0}),
                    new int[] {1},
                    1.0))));
  }

  @Test
  void weightsThatDoNotFitIntoMemoryAreRefusedWithTheSettingToRaise() {
    Row row = row(Vectors.sparse(300_000, new int[] {0}, new double[] {1.0}), new int[] {1}, 1.0);
    String message = refusal(classifier().setNumLabels(5000), frame(row));
    assertTrue(
        message.startsWith("300,000 features x 5,000 labels need ")
            && message.endsWith(
                " MB; raise spark.driver.memory or take SparseMultiLabelClassifier"),
        message);
    message = refusal(classifier().setNumLabels(100).setSolver("l-bfgs"), frame(row));
    assertTrue(message.endsWith("; raise spark.driver.memory or take solver averaged"), message);
  }

  @Test
  void objectives() {
    Dataset<Row> frame = frame(row(X, new int[] {1}, 1.0), row(X, new int[] {0, 1}, 1.0));
    assertEquals(
        "objective 'Zlp': there is no class io.github.zlpr.loss.Zlp",
        refusal(classifier().setObjective("Zlp"), frame));
    assertTrue(
        refusal(classifier().setObjective("ZLPR(scale=-1)"), frame)
            .contains("scale must be finite and above 0, found -1.0"));
    assertEquals(
        "objective PaddedSubsetSoftmax: partition 0, example 1: an example has 2 positive labels, more than maxLabels 1",
        refusal(classifier().setObjective("PaddedSubsetSoftmax"), frame));
  }

  @Test
  void longLineage() {
    JavaRDD<Row> rows = frame(row(X, new int[] {1}, 1.0)).javaRDD();
    for (int i = 0; i < 20_000; i++) {
      rows = rows.map(row -> row);
    }
    Dataset<Row> frame = Sessions.local().createDataFrame(rows, Problem.SCHEMA);
    String message = refusal(classifier(), frame);
    assertTrue(message.startsWith("the lineage of the data set is too long"), message);
  }

  @Test
  void transformRefusesWhatItCannotScore() {
    var model = classifier().setMaxIter(1).fit(frame(row(X, new int[] {1}, 1.0)));
    assertEquals("features are null", causeInTransform(model, null));
    assertEquals(
        "feature 1 is NaN, values must be finite numbers",
        causeInTransform(model, Vectors.dense(1.0, Double.NaN)));
    assertEquals(
        "the model has 2 features, found a vector of 3",
        causeInTransform(model, Vectors.dense(1.0, 2.0, 3.0)));
  }

  private static String causeInTransform(
      MultiLabelLinearClassificationModel model, Vector features) {
    Dataset<Row> scored = model.transform(frame(row(features, new int[] {1}, 1.0)));
    Throwable cause = assertThrows(Exception.class, scored::collectAsList);
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  @Test
  void evaluator() {
    MultiLabelRankingEvaluator evaluator =
        new MultiLabelRankingEvaluator().setRawPredictionCol("features");
    assertEquals(1.0, evaluator.evaluate(frame(row(X, new int[] {1}, 1.0))));
    String where = "row 0 of partition 0: ";
    for (String policy : List.of("refuse", "miss")) {
      evaluator.setUnseenLabels(policy);
      assertEquals(
          where + "label index 20000000 is not a whole number in [0, 1000000)",
          refusal(evaluator, row(X, new int[] {20_000_000}, 1.0)));
      assertEquals(
          where + "label 1 has score NaN, which cannot be ranked",
          refusal(evaluator, row(Vectors.dense(0, Double.NaN), new int[0], 1.0)));
      assertEquals(where + "labels are null", refusal(evaluator, row(X, null, 1.0)));
      assertEquals(where + "scores are null", refusal(evaluator, row(null, new int[0], 1.0)));
      assertEquals("there are no examples to evaluate", refusal(evaluator));
    }
    evaluator.setUnseenLabels("refuse");
    assertEquals(
        where
            + "the model has never seen label '2'; set unseenLabels to miss to count such labels as"
            + " missed, or to drop to leave them out",
        refusal(evaluator, row(X, new int[] {2}, 1.0)));
    assertEquals(
        "the model knows none of the labels of the test data; was it trained on other data?",
        refusal(evaluator.setUnseenLabels("drop"), row(X, new int[] {2}, 1.0)));
    assertThrows(IllegalArgumentException.class, () -> evaluator.setUnseenLabels("ignore"));
    assertThrows(IllegalArgumentException.class, () -> evaluator.setMetricName("nDCG"));
  }

  private static String refusal(MultiLabelRankingEvaluator evaluator, Row... rows) {
    return assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(frame(rows)))
        .getMessage();
  }
}
