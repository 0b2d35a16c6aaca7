package io.github.zlpr.spark;

import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Saves a model of all weights. The executors get them by broadcast, so that no task holds any. */
final class CoefficientWriter extends ModelWriter {

  /** About 32 MB before compression. */
  private static final int NUMBERS_IN_FILE = 1 << 22;

  private final DenseMatrix matrix;

  CoefficientWriter(MultiLabelLinearClassificationModel model) {
    super(model);
    matrix = model.coefficientMatrix();
  }

  @Override
  void saveWeights(String path) {
    Broadcast<DenseMatrix> broadcast =
        JavaSparkContext.fromSparkContext(sparkSession().sparkContext()).broadcast(matrix);
    try {
      weights(broadcast).write().parquet(path);
    } finally {
      broadcast.destroy();
    }
  }

  private Dataset<Row> weights(Broadcast<DenseMatrix> broadcast) {
    long numbers = matrix.values().length;
    int parts = (int) (numbers / NUMBERS_IN_FILE + 1);
    Column weights =
        functions
            .udf(
                (UDF1<Integer, Vector>) feature -> column(broadcast.value(), feature),
                SQLDataTypes.VectorType())
            .asNonNullable()
            .apply(functions.col("feature"));
    return sparkSession()
        .range(0, matrix.numCols(), 1, parts)
        .select(functions.col("id").cast(DataTypes.IntegerType).as("feature"))
        .withColumn("weights", weights);
  }

  private static Vector column(DenseMatrix matrix, int feature) {
    int labels = matrix.numRows();
    return Vectors.dense(
        Arrays.copyOfRange(matrix.values(), feature * labels, (feature + 1) * labels));
  }
}
