package io.github.zlpr.spark;

import java.util.Iterator;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;

/** Loads what {@link ModelWriter} has saved. */
final class ModelReader extends MLReader<MultiLabelLinearClassificationModel> {

  @Override
  public MultiLabelLinearClassificationModel load(String path) {
    var metadata =
        DefaultParamsReader.loadMetadata(
            path, sparkSession(), MultiLabelLinearClassificationModel.class.getName());
    Row row = sparkSession().read().parquet(ModelWriter.summaryPath(path)).first();
    DenseVector intercepts = ((Vector) row.getAs("intercepts")).toDense();
    int numFeatures = row.<Integer>getAs("numFeatures");
    MultiLabelLinearClassificationModel model =
        new MultiLabelLinearClassificationModel(
            metadata.uid(),
            weights(path, intercepts.size(), numFeatures),
            intercepts,
            summary(row),
            ((Vector) row.getAs("probabilityMap")).toArray());
    metadata.getAndSetParams(model, scala.Option.empty());
    return model;
  }

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

  private DenseMatrix weights(String path, int labels, int numFeatures) {
    double[] weights = new double[labels * numFeatures];
    int rows = 0;
    Iterator<Row> features =
        sparkSession().read().parquet(ModelWriter.weightsPath(path)).toLocalIterator();
    while (features.hasNext()) {
      Row row = features.next();
      double[] ofFeature = ((Vector) row.get(1)).toArray();
      System.arraycopy(ofFeature, 0, weights, row.getInt(0) * labels, labels);
      rows++;
    }
    if (rows != numFeatures) {
      throw new IllegalArgumentException(
          path + " is incomplete: found the weights of " + rows + " features of " + numFeatures);
    }
    return new DenseMatrix(labels, numFeatures, weights);
  }
}
