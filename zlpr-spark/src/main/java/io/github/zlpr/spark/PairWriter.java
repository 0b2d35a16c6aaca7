package io.github.zlpr.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Saves a model of pairs: for each feature the bytes of its weights and its factor, null if
 * features stay as they are. The executors get them by broadcast, so that no task holds any.
 */
final class PairWriter extends ModelWriter {

  /** About 32 MB before compression. */
  private static final int BYTES_IN_FILE = 1 << 25;

  private final SparseMultiLabelClassificationModel model;

  PairWriter(SparseMultiLabelClassificationModel model) {
    super(model);
    this.model = model;
  }

  @Override
  void saveWeights(String path) {
    PairScorer scorer = model.scorer();
    Broadcast<PairScorer> broadcast =
        JavaSparkContext.fromSparkContext(sparkSession().sparkContext()).broadcast(scorer);
    try {
      rows(broadcast, (int) (scorer.byteSize() / BYTES_IN_FILE + 1)).write().parquet(path);
    } finally {
      broadcast.destroy();
    }
  }

  private Dataset<Row> rows(Broadcast<PairScorer> broadcast, int files) {
    Column feature = functions.col("feature");
    Column weights =
        functions
            .udf(
                (UDF1<Integer, byte[]>) number -> broadcast.value().row(number),
                DataTypes.BinaryType)
            .asNonNullable()
            .apply(feature);
    Column factor =
        functions
            .udf(
                (UDF1<Integer, Float>) number -> broadcast.value().factor(number),
                DataTypes.FloatType)
            .apply(feature);
    return sparkSession()
        .range(0, model.featureCount(), 1, files)
        .select(functions.col("id").cast(DataTypes.IntegerType).as("feature"))
        .withColumn("weights", weights)
        .withColumn("factor", factor);
  }
}
