package io.github.zlpr.spark;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Saves a model: Spark's metadata, and as Parquet files one row for the summary and one row for the
 * weights of each feature.
 *
 * <p>A model that is there already is deleted when the new one is complete.
 */
abstract class ModelWriter extends MLWriter {

  static final StructType SUMMARY =
      new StructType()
          .add("sparkVersion", DataTypes.StringType, false)
          .add("examples", DataTypes.LongType, false)
          .add("labelCounts", DataTypes.createArrayType(DataTypes.LongType, false), false)
          .add("totalIterations", DataTypes.IntegerType, false)
          .add("objectiveHistory", SQLDataTypes.VectorType(), false)
          .add("gradientNorm", DataTypes.DoubleType, false)
          .add("stopReason", DataTypes.StringType, false)
          .add("numFeatures", DataTypes.IntegerType, false)
          .add("intercepts", SQLDataTypes.VectorType(), false)
          .add("probabilityMap", SQLDataTypes.VectorType(), false);

  private final MultiLabelModel<?> model;

  ModelWriter(MultiLabelModel<?> model) {
    this.model = model;
  }

  static String weightsPath(String path) {
    return new Path(path, "weights").toString();
  }

  static String summaryPath(String path) {
    return new Path(path, "summary").toString();
  }

  @Override
  public void save(String path) throws IOException {
    Path target = new Path(path);
    FileSystem files = target.getFileSystem(sparkSession().sessionState().newHadoopConf());
    Path old = files.makeQualified(target);
    if (!shouldOverwrite() && files.exists(old)) {
      throw new IOException(
          "Path " + path + " already exists. To overwrite it, use write().overwrite().save(path).");
    }
    Path parent = old.getParent();
    Path written = new Path(parent, "_" + old.getName() + "-" + UUID.randomUUID());
    try {
      saveImpl(written.toString());
    } catch (Exception e) {
      files.delete(written, true);
      throw e;
    }
    files.delete(old, true);
    if (!files.rename(written, old)) {
      throw new IOException("cannot rename " + written + ", which has the model, to " + old);
    }
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(model, path, sparkSession());
    sparkSession()
        .createDataFrame(List.of(summary()), SUMMARY)
        .repartition(1)
        .write()
        .parquet(summaryPath(path));
    saveWeights(weightsPath(path));
  }

  /** Saves the weights as Parquet files, a row for each feature. */
  abstract void saveWeights(String path);

  private Row summary() {
    TrainingSummary summary = model.summary();
    return RowFactory.create(
        summary.sparkVersion(),
        summary.examples(),
        Arrays.stream(summary.labelCounts()).boxed().toArray(Long[]::new),
        summary.totalIterations(),
        Vectors.dense(summary.objectiveHistory()),
        summary.gradientNorm(),
        summary.stopReason(),
        model.featureCount(),
        model.interceptVector(),
        Vectors.dense(model.probabilityMap()));
  }
}
