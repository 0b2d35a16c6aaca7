package io.github.zlpr.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.DenseMatrix;
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
 */
final class ModelWriter extends MLWriter {

  static final StructType WEIGHTS =
      new StructType()
          .add("feature", DataTypes.IntegerType, false)
          .add("weights", SQLDataTypes.VectorType(), false);

  static final StructType SUMMARY =
      new StructType()
          .add("sparkVersion", DataTypes.StringType, false)
          .add("examples", DataTypes.LongType, false)
          .add("labelCounts", DataTypes.createArrayType(DataTypes.LongType, false), false)
          .add("objectiveHistory", SQLDataTypes.VectorType(), false)
          .add("gradientNorm", DataTypes.DoubleType, false)
          .add("stopReason", DataTypes.StringType, false)
          .add("numFeatures", DataTypes.IntegerType, false)
          .add("intercepts", SQLDataTypes.VectorType(), false);

  private final MultiLabelLinearClassificationModel model;

  ModelWriter(MultiLabelLinearClassificationModel model) {
    this.model = model;
  }

  static String weightsPath(String path) {
    return new Path(path, "weights").toString();
  }

  static String summaryPath(String path) {
    return new Path(path, "summary").toString();
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(model, path, sparkSession());
    sparkSession()
        .createDataFrame(List.of(summary()), SUMMARY)
        .repartition(1)
        .write()
        .parquet(summaryPath(path));
    sparkSession().createDataFrame(weights(), WEIGHTS).write().parquet(weightsPath(path));
  }

  private Row summary() {
    TrainingSummary summary = model.summary();
    return RowFactory.create(
        summary.sparkVersion(),
        summary.examples(),
        Arrays.stream(summary.labelCounts()).boxed().toArray(Long[]::new),
        Vectors.dense(summary.objectiveHistory()),
        summary.gradientNorm(),
        summary.stopReason(),
        model.coefficientMatrix().numCols(),
        model.interceptVector());
  }

  private List<Row> weights() {
    DenseMatrix matrix = model.coefficientMatrix();
    int labels = matrix.numRows();
    List<Row> rows = new ArrayList<>();
    for (int feature = 0; feature < matrix.numCols(); feature++) {
      double[] weights =
          Arrays.copyOfRange(matrix.values(), feature * labels, (feature + 1) * labels);
      rows.add(RowFactory.create(feature, Vectors.dense(weights)));
    }
    return rows;
  }
}
