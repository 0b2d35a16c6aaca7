package io.github.zlpr.spark;

import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** The parameters of {@link MultiLabelLinearClassifier} and its model, in Spark's terms. */
public interface MultiLabelLinearParams extends MultiLabelColumns {

  /** The value of {@link #solver} that leaves the choice to the estimator. */
  String AUTO = "auto";

  /** The value of {@link #solver} for rounds of local steps. */
  String AVERAGED = "averaged";

  /** The value of {@link #solver} for the exact optimum. */
  String L_BFGS = "l-bfgs";

  /** All values of {@link #solver}. */
  List<String> SOLVERS = List.of(AUTO, AVERAGED, L_BFGS);

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
   * The strength of the penalty: regParam/2 times the squared norm of the weights without the
   * intercepts. At least 0, or -1, the default, to leave the choice to the estimator: none for the
   * solver {@code averaged}, which ends before it fits noise; for {@code l-bfgs} a weak one, see
   * {@link MultiLabelLinearClassifier}.
   *
   * @return the parameter.
   */
  default DoubleParam regParam() {
    return paramSet().regParam;
  }

  /**
   * The value of {@link #regParam}.
   *
   * @return at least 0, or -1.
   */
  default double getRegParam() {
    return (double) getOrDefault(regParam());
  }

  /**
   * The maximum number of iterations of L-BFGS, and of epochs of the solver {@code averaged}; at
   * least 0. The solver {@code averaged} does 400,000/n epochs over n examples, at least 12 and at
   * most 32, if that is less. Default: 100.
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
   * The convergence tolerance of the solver {@code l-bfgs}, which ends as Spark ML's own estimators
   * do: when the objective is at most tol times its first value below the largest of its last 20
   * values, or when the norm of the gradient, in the weights of standardised features, is at most
   * tol times the objective. At least 0. Default: 1e-6.
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
   * Whether a penalty that is given is on the weights of the standardised features, or on those of
   * the features as they are. The solver {@code l-bfgs} itself always uses standardised features.
   * Default: true.
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
   * The algorithm. {@code averaged}: rounds of local steps whose weights are averaged, see {@link
   * MultiLabelLinearClassifier}. {@code l-bfgs}: the exact optimum. {@code auto}, the default:
   * averaged, or l-bfgs without intercepts.
   *
   * @return the parameter.
   */
  default Param<String> solver() {
    return paramSet().solver;
  }

  /**
   * The value of {@link #solver}.
   *
   * @return auto, averaged or l-bfgs.
   */
  default String getSolver() {
    return getOrDefault(solver());
  }

  /**
   * The first learning rate of the solver {@code averaged} for one partition, relative to the norm
   * of a typical example; it falls linearly to 0, and is multiplied by the square root of the
   * number of partitions. 0, the default, chooses it on examples held out.
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
   * The seed of what is random in the solver {@code averaged}. Default: Tribuo's.
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
   * Parts of the solver {@code averaged} have at least 2,000 rows on average: there are fewer parts
   * of fewer rows.
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
