package io.github.zlpr.spark;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** The parameters of {@link MultiLabelLinearClassifier} and its model, in Spark's terms. */
public interface MultiLabelLinearParams extends MultiLabelColumns {

  /**
   * The names of the labels, in the order of their indices. Where labels with equal scores compete
   * for the last places of a loss that predicts the top k, the first names in alphabetical order
   * win, as in Tribuo; without names the lowest indices do. Default: none.
   *
   * @return the parameter.
   */
  default StringArrayParam labelNames() {
    return paramSet().labelNames;
  }

  /**
   * The value of {@link #labelNames}.
   *
   * @return the names, or an empty array.
   */
  default String[] getLabelNames() {
    return isDefined(labelNames()) ? getOrDefault(labelNames()) : new String[0];
  }

  /**
   * The loss: the name of a class of {@code io.github.zlpr.loss}, or any other {@code
   * MultiLabelLoss} by its full class name, with the properties that are not at their default:
   * {@code ZLPR(threshold=0.5)}. Default: "ZLPR".
   *
   * @return the parameter.
   */
  default Param<String> objective() {
    return paramSet().objective;
  }

  /**
   * The value of {@link #objective}.
   *
   * @return a text.
   */
  default String getObjective() {
    return getOrDefault(objective());
  }

  /**
   * The number L of labels. 0, the default, means the size of the vectors of targets, or the
   * largest label index plus 1.
   *
   * @return the parameter.
   */
  default IntParam numLabels() {
    return paramSet().numLabels;
  }

  /**
   * The value of {@link #numLabels}.
   *
   * @return a number of labels, or 0.
   */
  default int getNumLabels() {
    return (int) getOrDefault(numLabels());
  }

  /**
   * The strength of the penalty: regParam/2 times the squared norm of the weights without the
   * intercepts. At least 0. Default: 0.
   *
   * @return the parameter.
   */
  default DoubleParam regParam() {
    return paramSet().regParam;
  }

  /**
   * The value of {@link #regParam}.
   *
   * @return at least 0.
   */
  default double getRegParam() {
    return (double) getOrDefault(regParam());
  }

  /**
   * The maximum number of L-BFGS iterations, at least 0. Default: 100.
   *
   * @return the parameter.
   */
  default IntParam maxIter() {
    return paramSet().maxIter;
  }

  /**
   * The value of {@link #maxIter}.
   *
   * @return at least 0.
   */
  default int getMaxIter() {
    return (int) getOrDefault(maxIter());
  }

  /**
   * Training ends when the Euclidean norm of the gradient, in the weights of standardised features,
   * is at most this; at least 0. Default: 1e-6.
   *
   * @return the parameter.
   */
  default DoubleParam tol() {
    return paramSet().tol;
  }

  /**
   * The value of {@link #tol}.
   *
   * @return at least 0.
   */
  default double getTol() {
    return (double) getOrDefault(tol());
  }

  /**
   * Whether each label has an intercept. Default: true.
   *
   * @return the parameter.
   */
  default BooleanParam fitIntercept() {
    return paramSet().fitIntercept;
  }

  /**
   * The value of {@link #fitIntercept}.
   *
   * @return true or false.
   */
  default boolean getFitIntercept() {
    return (boolean) getOrDefault(fitIntercept());
  }

  /**
   * Whether the penalty is on the weights of the standardised features, or on those of the features
   * as they are. Training itself always uses standardised features. Default: true.
   *
   * @return the parameter.
   */
  default BooleanParam standardization() {
    return paramSet().standardization;
  }

  /**
   * The value of {@link #standardization}.
   *
   * @return true or false.
   */
  default boolean getStandardization() {
    return (boolean) getOrDefault(standardization());
  }

  /**
   * The depth of the tree of {@code treeAggregate}, at least 2. Default: 2.
   *
   * @return the parameter.
   */
  default IntParam aggregationDepth() {
    return paramSet().aggregationDepth;
  }

  /**
   * The value of {@link #aggregationDepth}.
   *
   * @return at least 2.
   */
  default int getAggregationDepth() {
    return (int) getOrDefault(aggregationDepth());
  }

  /**
   * The maximum number of examples in a block, at least 1. It affects memory only. Default: 1024.
   *
   * @return the parameter.
   */
  default IntParam blockSize() {
    return paramSet().blockSize;
  }

  /**
   * The value of {@link #blockSize}.
   *
   * @return at least 1.
   */
  default int getBlockSize() {
    return (int) getOrDefault(blockSize());
  }
}
