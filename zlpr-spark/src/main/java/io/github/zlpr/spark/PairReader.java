package io.github.zlpr.spark;

import io.github.zlpr.trainer.model.CompactWeights;
import io.github.zlpr.trainer.model.FeatureScales;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.sql.Row;

/** Loads what {@link PairWriter} has saved. */
final class PairReader extends ModelReader<SparseMultiLabelClassificationModel> {

  PairReader() {
    super(SparseMultiLabelClassificationModel.class);
  }

  @Override
  SparseMultiLabelClassificationModel model(
      String uid, String path, int numFeatures, DenseVector intercepts, TrainingSummary summary) {
    byte[][] weights = new byte[numFeatures][];
    float[] factors = new float[numFeatures];
    boolean isScaled = false;
    int rows = 0;
    Iterator<Row> features =
        sparkSession().read().parquet(ModelWriter.weightsPath(path)).toLocalIterator();
    while (features.hasNext()) {
      Row row = features.next();
      weights[row.getInt(0)] = (byte[]) row.get(1);
      if (!row.isNullAt(2)) {
        factors[row.getInt(0)] = row.getFloat(2);
        isScaled = true;
      }
      rows++;
    }
    requireAll(path, rows, numFeatures);
    try {
      return new SparseMultiLabelClassificationModel(
          uid,
          CompactWeights.ofRows(intercepts.size(), weights),
          isScaled ? FeatureScales.of(factors) : FeatureScales.NONE,
          intercepts,
          summary,
          new double[0]);
    } catch (IOException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }
}
