package io.github.zlpr.spark;

import io.github.zlpr.trainer.linear.ModelFactory;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.util.MLReader;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/**
 * A linear multi-label model: one raw score for each label, and the labels that the prediction rule
 * of its loss selects.
 *
 * <p>The scores are s = W x + b, with no activation.
 */
public final class MultiLabelLinearClassificationModel
    extends MultiLabelModel<MultiLabelLinearClassificationModel> implements MultiLabelLinearParams {
  private static final long serialVersionUID = 1L;

  /** The parameters. */
  private final LinearParamSet paramSet;

  /** The coefficients. */
  private final DenseMatrix coefficients;

  MultiLabelLinearClassificationModel(
      String uid,
      DenseMatrix coefficients,
      DenseVector intercepts,
      TrainingSummary summary,
      double[] probabilityMap) {
    super(uid, intercepts, summary, probabilityMap);
    this.coefficients = coefficients;
    paramSet = new LinearParamSet(this);
  }

  @Override
  public LinearParamSet paramSet() {
    return paramSet;
  }

  /**
   * The weights.
   *
   * @return labels × features, of the features as they are.
   */
  public DenseMatrix coefficientMatrix() {
    return coefficients;
  }

  @Override
  int featureCount() {
    return coefficients.numCols();
  }

  @Override
  CoefficientScorer scorer() {
    return new CoefficientScorer(coefficients, interceptVector());
  }

  @Override
  MultiLabelLinearClassificationModel withProbabilityMap(double[] map) {
    return new MultiLabelLinearClassificationModel(
        uid(), coefficients, interceptVector(), summary(), map);
  }

  @Override
  Class<?> estimatorClass() {
    return MultiLabelLinearClassifier.class;
  }

  /** A {@code LinearSGDModel}. */
  @Override
  org.tribuo.Model<MultiLabel> export(TribuoExport export) {
    int labels = coefficients.numRows();
    int features = coefficients.numCols();
    org.tribuo.math.la.DenseMatrix weights =
        new org.tribuo.math.la.DenseMatrix(labels, features + 1);
    for (int label = 0; label < labels; label++) {
      for (int feature = 0; feature < features; feature++) {
        weights.set(label, export.id(feature), coefficients.apply(label, feature));
      }
      weights.set(label, features, interceptVector().apply(label));
    }
    return ModelFactory.create(
        export.objective(),
        weights,
        export.provenance(LinearSGDModel.class),
        export.features(),
        export.labels());
  }

  @Override
  ModelWriter modelWriter() {
    return new CoefficientWriter(this);
  }

  /**
   * A reader of saved models.
   *
   * @return the reader.
   */
  public static MLReader<MultiLabelLinearClassificationModel> read() {
    return new CoefficientReader();
  }

  /**
   * Loads a saved model.
   *
   * @param path where it is.
   * @return the model.
   */
  public static MultiLabelLinearClassificationModel load(String path) {
    return read().load(path);
  }
}
