package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models predict in Structured Streaming. */
class StreamingTest {

  private static final Problem PROBLEM = Problem.random(60, 6, 5, 3);

  @Test
  void aStreamOfFilesGetsTheSamePredictions(@TempDir Path directory) throws Exception {
    SparkSession spark = Sessions.local();
    Dataset<Row> frame = PROBLEM.frame(spark, 3);
    PipelineModel model =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new MultiLabelLinearClassifier()
                      .setLabelNames(PROBLEM.labelNames())
                      .setMaxIter(3),
                  new IndexToLabelArray()
                })
            .fit(frame);
    String input = directory.resolve("input").toString();
    frame.select("features").write().parquet(input);
    Dataset<Row> stream =
        spark
            .readStream()
            .schema(frame.select("features").schema())
            .option("maxFilesPerTrigger", 1)
            .parquet(input);
    assertTrue(model.transform(stream).isStreaming());
    StreamingQuery query =
        model
            .transform(stream)
            .writeStream()
            .format("memory")
            .queryName("predictions")
            .option("checkpointLocation", directory.resolve("checkpoint").toString())
            .trigger(Trigger.AvailableNow())
            .start();
    query.awaitTermination();
    assertEquals(
        sorted(model.transform(spark.read().parquet(input))), sorted(spark.table("predictions")));
  }

  private static List<String> sorted(Dataset<Row> frame) {
    List<String> rows = frame.collectAsList().stream().map(Row::toString).sorted().toList();
    assertEquals(PROBLEM.size(), rows.size());
    return rows;
  }
}
