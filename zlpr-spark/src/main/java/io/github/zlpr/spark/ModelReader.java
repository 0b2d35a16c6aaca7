package io.github.zlpr.spark;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;

/** Loads what {@link ModelWriter} has saved. */
abstract class ModelReader<M extends MultiLabelModel<M>> extends MLReader<M> {

  private final Class<M> type;

  ModelReader(Class<M> type) {
    this.type = type;
  }

  @Override
  public M load(String path) {
    var metadata = DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
    Row row = sparkSession().read().parquet(ModelWriter.summaryPath(path)).first();
    M model =
        model(
                metadata.uid(),
                path,
                row.<Integer>getAs("numFeatures"),
                ((Vector) row.getAs("intercepts")).toDense(),
                summary(row))
            .withProbabilityMap(((Vector) row.getAs("probabilityMap")).toArray());
    metadata.getAndSetParams(model, scala.Option.empty());
    return model;
  }

  /** The model without a map to probabilities. */
  abstract M model(
      String uid, String path, int numFeatures, DenseVector intercepts, TrainingSummary summary);

  private static TrainingSummary summary(Row row) {
    return new TrainingSummary(
        row.getAs("sparkVersion"),
        row.<Long>getAs("examples"),
        row.<Long>getList(row.fieldIndex("labelCounts")).stream()
            .mapToLong(Long::longValue)
            .toArray(),
        row.<Integer>getAs("totalIterations"),
        ((Vector) row.getAs("objectiveHistory")).toArray(),
        row.<Double>getAs("gradientNorm"),
        row.getAs("stopReason"));
  }

  /** Refuses a model that lacks the weights of features. */
  static void requireAll(String path, int rows, int numFeatures) {
    if (rows != numFeatures) {
      throw new IllegalArgumentException(
          path + " is incomplete: found the weights of " + rows + " features of " + numFeatures);
    }
  }
}
