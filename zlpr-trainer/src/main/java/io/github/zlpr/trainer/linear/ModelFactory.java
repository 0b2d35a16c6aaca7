package io.github.zlpr.trainer.linear;

import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.provenance.ModelProvenance;

/**
 * Makes Tribuo's model from weights.
 *
 * <p>The model's constructor is private to Tribuo, but its trainer's method that calls it is open
 * to subclasses. The other way, through the model's protobuf, would hold the matrix of doubles five
 * times over.
 */
public final class ModelFactory {

  private static final int FEATURES_AT_ONCE = 64;

  private ModelFactory() {}

  /**
   * Makes a model. Needs 8 bytes for each weight besides the weights themselves.
   *
   * @param objective gives the normaliser, the threshold, and whether scores are probabilities.
   * @param weights the weights, the bias in the last row.
   * @param biasValue the value of the bias in every example.
   * @param provenance the model's provenance.
   * @param featureMap the features.
   * @param labels the labels.
   * @return Tribuo's model.
   */
  static LinearSGDModel create(
      MultiLabelObjective objective,
      FeatureMajorWeights weights,
      float biasValue,
      ModelProvenance provenance,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels) {
    return create(objective, toLabelMajor(weights, biasValue), provenance, featureMap, labels);
  }

  /**
   * Makes a model.
   *
   * @param objective gives the normaliser, the threshold, and whether scores are probabilities.
   * @param weights one row for each label, with the weights of the features by their ids, and the
   *     intercept in the last column; kept, not copied.
   * @param provenance the model's provenance.
   * @param featureMap the features.
   * @param labels the labels.
   * @return Tribuo's model.
   * @throws IllegalArgumentException if the weights are not those of so many labels and features.
   */
  public static LinearSGDModel create(
      MultiLabelObjective objective,
      DenseMatrix weights,
      ModelProvenance provenance,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels) {
    if (weights.getDimension1Size() != labels.size()
        || weights.getDimension2Size() != featureMap.size() + 1) {
      throw new IllegalArgumentException(
          weights.getDimension1Size()
              + " x "
              + weights.getDimension2Size()
              + " weights for "
              + labels.size()
              + " labels and "
              + featureMap.size()
              + " features");
    }
    return new Constructor(objective)
        .createModel(provenance, featureMap, labels, new LinearParameters(weights));
  }

  /** Transposes, some features at a time so that the rows read stay in the cache. */
  private static DenseMatrix toLabelMajor(FeatureMajorWeights weights, float biasValue) {
    DenseMatrix matrix = new DenseMatrix(weights.labels(), weights.rows());
    int bias = weights.rows() - 1;
    float[][] rows = new float[FEATURES_AT_ONCE][weights.labels()];
    for (int start = 0; start < bias; start += FEATURES_AT_ONCE) {
      int end = Math.min(bias, start + FEATURES_AT_ONCE);
      for (int row = start; row < end; row++) {
        weights.getRow(row, rows[row - start]);
      }
      for (int label = 0; label < weights.labels(); label++) {
        for (int row = start; row < end; row++) {
          matrix.set(label, row, rows[row - start][label]);
        }
      }
    }
    weights.getRow(bias, rows[0]);
    for (int label = 0; label < weights.labels(); label++) {
      matrix.set(label, bias, (double) rows[0][label] * biasValue);
    }
    return matrix;
  }

  /** A trainer that trains nothing; only its method is wanted. */
  private static final class Constructor extends LinearSGDTrainer {

    Constructor(MultiLabelObjective objective) {
      super(objective, SGD.getSimpleSGD(1.0), 0, DEFAULT_SEED);
    }

    LinearSGDModel createModel(
        ModelProvenance provenance,
        ImmutableFeatureMap featureMap,
        ImmutableOutputInfo<MultiLabel> labels,
        LinearParameters parameters) {
      return createModel(getName(), provenance, featureMap, labels, parameters);
    }
  }
}
