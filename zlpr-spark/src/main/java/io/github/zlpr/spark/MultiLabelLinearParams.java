package io.github.zlpr.spark;

import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** The parameters of {@link MultiLabelLinearClassifier} and its model, in Spark's terms. */
public interface MultiLabelLinearParams extends MultiLabelParams {

  /** The value of {@link #solver} that leaves the choice to the estimator. */
  String AUTO = "auto";

  /** The value of {@link #solver} for rounds of local steps. */
  String AVERAGED = "averaged";

  /** The value of {@link #solver} for the exact optimum. */
  String L_BFGS = "l-bfgs";

  /** All values of {@link #solver}. */
  List<String> SOLVERS = List.of(AUTO, AVERAGED, L_BFGS);

  @Override
  LinearParamSet paramSet();

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
   * The convergence tolerance of the solver {@code l-bfgs}, which ends as Spark ML's own estimators
   * do: when the objective is at most tol times its first value below the largest of its last 20
   * values, or when the norm of the gradient, in variables scaled by the curvature for each label,
   * is at most tol times the objective. At least 0. Default: 1e-6.
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
}
