package io.github.zlpr.spark.example;

import io.github.zlpr.spark.IndexToLabelArray;
import io.github.zlpr.spark.LabelArrayIndexer;
import io.github.zlpr.spark.LabelArrayIndexerModel;
import io.github.zlpr.spark.MultiLabelLinearClassificationModel;
import io.github.zlpr.spark.MultiLabelLinearClassifier;
import io.github.zlpr.spark.MultiLabelRankingEvaluator;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.CountVectorizer;
import org.apache.spark.ml.feature.CountVectorizerModel;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The application of docs/spark.md: from texts and their labels to a model. */
public final class TextLabels {

  private TextLabels() {}

  /**
   * Trains.
   *
   * @param arguments a file of JSON lines with "text" and "labels", a folder for Spark's model, and
   *     a file for Tribuo's.
   * @throws IOException if a model cannot be written.
   */
  public static void main(String[] arguments) throws IOException {
    // begin
    SparkSession spark = SparkSession.builder().appName("TextLabels").getOrCreate();
    Dataset<Row> texts = spark.read().json(arguments[0]);
    LabelArrayIndexerModel indexer = new LabelArrayIndexer().fit(texts);
    PipelineStage[] stages = {
      indexer,
      new RegexTokenizer().setInputCol("text").setOutputCol("words"),
      new CountVectorizer().setInputCol("words").setOutputCol("features"),
      new MultiLabelLinearClassifier().setLabelsCol("labelIndices"),
      new IndexToLabelArray()
    };
    Dataset<Row>[] parts = texts.randomSplit(new double[] {0.8, 0.2}, 1);
    PipelineModel model = new Pipeline().setStages(stages).fit(parts[0]);

    Dataset<Row> predicted = model.transform(parts[1]).persist();
    predicted.select("text", "predictedLabels").show(3);
    System.out.println("LRAP " + new MultiLabelRankingEvaluator().evaluate(predicted));

    model.write().save(arguments[1]);
    String[] words = ((CountVectorizerModel) model.stages()[2]).vocabulary();
    ((MultiLabelLinearClassificationModel) model.stages()[3])
        .toTribuo(words)
        .serializeToFile(Path.of(arguments[2]));
    spark.stop();
    // end
  }
}
