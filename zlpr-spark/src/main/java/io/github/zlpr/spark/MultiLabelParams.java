package io.github.zlpr.spark;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** The parameters of all multi-label estimators and models of this module, in Spark's terms. */
public interface MultiLabelParams extends MultiLabelColumns {

  /**
   * The names of the labels, in the order of their indices. Where labels with equal scores compete
   * for the last places of a loss that predicts the top k, the first names in alphabetical order
   * win, as in Tribuo; without names the lowest indices do. An estimator without them takes those
   * in the metadata of {@link #labelsCol}. Default: none.
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
   * The number L of labels, at most 1,000,000. 0, the default, means the number of {@link
   * #labelNames} or of labels in the metadata of {@link #labelsCol}; where there are none, the size
   * of the vectors of targets, or the largest label index plus 1.
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
   * The share of the rows held out for {@link #probabilityCol}, above 0 and below 1: those with a
   * certain hash of features and labels. Without that column none are. Default: 0.2.
   *
   * @return the parameter.
   */
  default DoubleParam heldOut() {
    return paramSet().heldOut;
  }

  /**
   * The value of {@link #heldOut}.
   *
   * @return above 0 and below 1.
   */
  default double getHeldOut() {
    return (double) getOrDefault(heldOut());
  }

  /**
   * The maximum number of iterations of L-BFGS, and of epochs of local steps; at least 0. Over n
   * rows, {@link MultiLabelLinearClassifier} does 400,000/n epochs, at least 12 and at most 32, and
   * {@link SparseMultiLabelClassifier} 1,400,000/n, at least 4 and at most 10, if that is less.
   * Default: 100.
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
   * The first learning rate of local steps for one partition, relative to the norm of a typical
   * example; it falls linearly to 0, and is multiplied by the square root of the number of
   * partitions. 0, the default, chooses it on examples held out.
   *
   * @return the parameter.
   */
  default DoubleParam stepSize() {
    return paramSet().stepSize;
  }

  /**
   * The value of {@link #stepSize}.
   *
   * @return at least 0.
   */
  default double getStepSize() {
    return (double) getOrDefault(stepSize());
  }

  /**
   * The seed of what is random in local steps. Default: Tribuo's.
   *
   * @return the parameter.
   */
  default LongParam seed() {
    return paramSet().seed;
  }

  /**
   * The value of {@link #seed}.
   *
   * @return any number.
   */
  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /**
   * The number of partitions to train in. 0, the default, means as many as tasks run at once. The
   * rows are dealt out to them by a hash of what is in them, so sorted or skewed data do no harm.
   * Parts that take local steps have at least 2,000 rows on average: there are fewer parts of fewer
   * rows.
   *
   * @return the parameter.
   */
  default IntParam numPartitions() {
    return paramSet().numPartitions;
  }

  /**
   * The value of {@link #numPartitions}.
   *
   * @return at least 0.
   */
  default int getNumPartitions() {
    return (int) getOrDefault(numPartitions());
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
