package io.github.zlpr.spark;

import java.util.Iterator;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Loads what {@link CoefficientWriter} has saved. */
final class CoefficientReader extends ModelReader<MultiLabelLinearClassificationModel> {

  CoefficientReader() {
    super(MultiLabelLinearClassificationModel.class);
  }

  @Override
  MultiLabelLinearClassificationModel model(
      String uid, String path, int numFeatures, DenseVector intercepts, TrainingSummary summary) {
    return new MultiLabelLinearClassificationModel(
        uid, weights(path, intercepts.size(), numFeatures), intercepts, summary, new double[0]);
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
    requireAll(path, rows, numFeatures);
    return new DenseMatrix(labels, numFeatures, weights);
  }
}
