package io.github.zlpr.spark;

import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.CompactWeights;
import io.github.zlpr.trainer.model.FeatureScales;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLReader;
import org.tribuo.multilabel.MultiLabel;

/**
 * A linear multi-label model with few weights, which are rounded to a byte each.
 *
 * <p>The scores are s = W x' + b, with no activation, where x' are the scaled features, see {@link
 * #featureFactors}.
 */
public final class SparseMultiLabelClassificationModel
    extends MultiLabelModel<SparseMultiLabelClassificationModel> implements SparseMultiLabelParams {
  private static final long serialVersionUID = 1L;

  /** The parameters. */
  private final SparseParamSet paramSet;

  /** The weights. */
  private final CompactWeights weights;

  /** The scales of the features. */
  private final FeatureScales scales;

  SparseMultiLabelClassificationModel(
      String uid,
      CompactWeights weights,
      FeatureScales scales,
      DenseVector intercepts,
      TrainingSummary summary,
      double[] probabilityMap) {
    super(uid, intercepts, summary, probabilityMap);
    this.weights = weights;
    this.scales = scales;
    paramSet = new SparseParamSet(this);
  }

  @Override
  public SparseParamSet paramSet() {
    return paramSet;
  }

  /**
   * The weights.
   *
   * @return labels × features, of the scaled features; made anew, 12 bytes for each weight.
   */
  public SparseMatrix coefficientMatrix() {
    int size = Math.toIntExact(weights.size());
    int[] starts = new int[weights.features() + 1];
    int[] labels = new int[size];
    double[] values = new double[size];
    for (int feature = 0; feature < weights.features(); feature++) {
      int[] next = {starts[feature]};
      weights.forEach(
          feature,
          (label, weight) -> {
            labels[next[0]] = label;
            values[next[0]++] = weight;
          });
      starts[feature + 1] = next[0];
    }
    return new SparseMatrix(weights.labels(), weights.features(), starts, labels, values);
  }

  /**
   * The factors by which features are multiplied before an example is scaled to norm 1.
   *
   * @return one for each feature; an empty vector if features stay as they are.
   */
  public Vector featureFactors() {
    double[] values = new double[scales.isNone() ? 0 : featureCount()];
    Arrays.setAll(values, scales::factor);
    return Vectors.dense(values);
  }

  @Override
  int featureCount() {
    return weights.features();
  }

  @Override
  PairScorer scorer() {
    return new PairScorer(weights, scales, interceptVector().values());
  }

  @Override
  SparseMultiLabelClassificationModel withProbabilityMap(double[] map) {
    return new SparseMultiLabelClassificationModel(
        uid(), weights, scales, interceptVector(), summary(), map);
  }

  @Override
  Class<?> estimatorClass() {
    return SparseMultiLabelClassifier.class;
  }

  /** A {@link CompactLinearModel}. */
  @Override
  org.tribuo.Model<MultiLabel> export(TribuoExport export) {
    byte[][] rows = new byte[weights.features()][];
    float[] factors = new float[rows.length];
    for (int feature = 0; feature < rows.length; feature++) {
      int id = export.id(feature);
      rows[id] = weights.row(feature);
      factors[id] = scales.factor(feature);
    }
    return new CompactLinearModel(
            "spark-sparse-linear-model",
            export.provenance(CompactLinearModel.class),
            export.features(),
            export.labels(),
            export.objective().isProbabilistic(),
            ofRows(rows),
            interceptVector().values(),
            export.objective().getNormalizer(),
            export.objective().threshold())
        .withScales(scales.isNone() ? scales : FeatureScales.of(factors));
  }

  private CompactWeights ofRows(byte[][] rows) {
    try {
      return CompactWeights.ofRows(weights.labels(), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  ModelWriter modelWriter() {
    return new PairWriter(this);
  }

  /**
   * A reader of saved models.
   *
   * @return the reader.
   */
  public static MLReader<SparseMultiLabelClassificationModel> read() {
    return new PairReader();
  }

  /**
   * Loads a saved model.
   *
   * @param path where it is.
   * @return the model.
   */
  public static SparseMultiLabelClassificationModel load(String path) {
    return read().load(path);
  }
}
