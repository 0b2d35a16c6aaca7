package io.github.zlpr.spark;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;

/**
 * The parameters of {@link SparseMultiLabelClassifier} and its model, in Spark's terms. Defaults
 * are those of {@code SparseMultiLabelTrainer}.
 */
public interface SparseMultiLabelParams extends MultiLabelParams {

  @Override
  SparseParamSet paramSet();

  /**
   * A pair of a feature on n_f examples and a label, which meet n times and would e times by
   * chance, gets a weight if n ln(n / e) − n + e is at least this number and 0.003 n_f; with 0 all
   * that meet. The larger it is, the fewer weights there are. At least 0. Default: 0.5.
   *
   * @return the parameter.
   */
  default DoubleParam evidence() {
    return paramSet().evidence;
  }

  /**
   * The value of {@link #evidence}.
   *
   * @return at least 0.
   */
  default double getEvidence() {
    return (double) getOrDefault(evidence());
  }

  /**
   * How much larger the steps of rare labels are: those of a label on n examples are multiplied by
   * (20 / n)^labelPower. At least 0, or -1, the default, to choose 0 or ½ on examples held out if
   * the rate is chosen, and ½ if {@link #stepSize} gives it.
   *
   * @return the parameter.
   */
  default DoubleParam labelPower() {
    return paramSet().labelPower;
  }

  /**
   * The value of {@link #labelPower}.
   *
   * @return at least 0, or -1.
   */
  default double getLabelPower() {
    return (double) getOrDefault(labelPower());
  }

  /**
   * Whether features are multiplied by their inverse document frequency ln((1 + N) / (1 + n)) + 1,
   * for N examples of which n have the feature, and each example is scaled to norm 1 then, in
   * training and in the model. Default: true.
   *
   * @return the parameter.
   */
  default BooleanParam tfIdf() {
    return paramSet().tfIdf;
  }

  /**
   * The value of {@link #tfIdf}.
   *
   * @return true or false.
   */
  default boolean getTfIdf() {
    return (boolean) getOrDefault(tfIdf());
  }
}
