package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the data are spread has no effect on the model. */
class PartitionsTest {

  private static final Problem PROBLEM = Problem.random(150, 6, 6, 4);

  private static MultiLabelLinearClassifier classifier() {
    return new MultiLabelLinearClassifier()
        .setSolver("l-bfgs")
        .setWeightCol("weight")
        .setRegParam(0.02)
        .setTol(0.0)
        .setMaxIter(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 20})
  void partitionsDoNotMatter(int partitions) {
    var one = classifier().fit(PROBLEM.frame(Sessions.local(), 1));
    var many =
        classifier()
            .setBlockSize(5)
            .setNumPartitions(partitions)
            .fit(PROBLEM.frame(Sessions.local(), partitions));
    double[] expected = one.coefficientMatrix().values();
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertArrayEquals(expected, many.coefficientMatrix().values(), 1e-7 * largest);
    double[] intercepts = one.interceptVector().values();
    assertArrayEquals(intercepts, many.interceptVector().values(), 1e-7 * largest);
    double objective = last(one.summary().objectiveHistory());
    assertEquals(objective, last(many.summary().objectiveHistory()), 1e-9 * objective);
  }

  private static double last(double[] history) {
    return history[history.length - 1];
  }

  @Test
  void inputIsReadOnce() {
    LongAccumulator reads = Sessions.local().sparkContext().longAccumulator();
    Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 3);
    Dataset<Row> counted =
        Sessions.local()
            .createDataFrame(
                frame
                    .javaRDD()
                    .map(
                        row -> {
                          reads.add(1);
                          return row;
                        }),
                Problem.SCHEMA);
    classifier().fit(counted);
    assertEquals(PROBLEM.size(), reads.value());
  }

  @Test
  void deviationsAreThoseOfSpark() {
    Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 3);
    Row summary =
        frame
            .select(
                Summarizer.metrics("mean", "std")
                    .summary(functions.col("features"), functions.col("weight"))
                    .as("summary"))
            .select("summary.mean", "summary.std")
            .first();
    var blocks =
        frame
            .select(
                functions.col("features"),
                functions.col("labels"),
                functions.col("weight"),
                functions.monotonically_increasing_id())
            .javaRDD()
            .mapPartitions(rows -> new BlockReader(rows, 16, 0));
    DataStatistics statistics =
        blocks.aggregate(new DataStatistics(), DataStatistics::add, DataStatistics::merge);
    FeatureScale scale = FeatureScale.of(blocks, statistics);
    double[] means = ((Vector) summary.get(0)).toArray();
    double[] deviations = ((Vector) summary.get(1)).toArray();
    for (int j = 0; j < means.length - 1; j++) {
      assertEquals(means[j], scale.mean(j), 1e-12 * means[j]);
      assertEquals(1.0 / deviations[j], scale.inverseDeviation(j), 1e-12 / deviations[j]);
    }
    assertEquals(0.0, scale.inverseDeviation(means.length - 1), "constant feature");
  }

  @Test
  void targetsAsVectorAreTheSame() {
    Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 2);
    Dataset<Row> vectors =
        frame.withColumn("labels", org.apache.spark.ml.functions.array_to_vector(dense()));
    double[] expected = classifier().fit(frame).coefficientMatrix().values();
    double[] actual = classifier().fit(vectors).coefficientMatrix().values();
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertArrayEquals(expected, actual, 1e-7 * largest);
  }

  private static org.apache.spark.sql.Column dense() {
    List<Integer> labels = java.util.stream.IntStream.range(0, 6).boxed().toList();
    return functions.array(
        labels.stream()
            .map(label -> functions.array_contains(functions.col("labels"), label).cast("double"))
            .toArray(org.apache.spark.sql.Column[]::new));
  }
}
