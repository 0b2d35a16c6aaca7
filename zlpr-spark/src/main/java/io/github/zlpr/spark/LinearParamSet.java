package io.github.zlpr.spark;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import scala.Function1;

/**
 * The parameters of one estimator or model, to which {@link MultiLabelLinearParams} gives access.
 */
public final class LinearParamSet extends MultiLabelParamSet {
  private static final long serialVersionUID = 1L;

  /** The value of {@code regParam} that leaves the choice to the estimator. */
  static final double CHOSEN = -1.0;

  /** The parameter {@code regParam}. */
  final DoubleParam regParam;

  /** The parameter {@code tol}. */
  final DoubleParam tol;

  /** The parameter {@code fitIntercept}. */
  final BooleanParam fitIntercept;

  /** The parameter {@code standardization}. */
  final BooleanParam standardization;

  /** The parameter {@code solver}. */
  final Param<String> solver;

  /** Makes the parameters of an object, and sets their defaults there. */
  LinearParamSet(Params parent) {
    super(parent);
    regParam =
        new DoubleParam(
            parent,
            "regParam",
            "L2 regularization parameter (>= 0), -1 to choose it",
            (Function1<Object, Object> & java.io.Serializable)
                value -> (Double) value >= 0.0 || (Double) value == CHOSEN);
    parent.setDefault(regParam, CHOSEN);
    tol = real(parent, "tol", "the convergence tolerance of solver l-bfgs (>= 0)", 1e-6);
    fitIntercept = flag(parent, "fitIntercept", "whether each label has an intercept");
    standardization =
        flag(parent, "standardization", "whether the penalty is on standardized features");
    solver =
        new Param<>(
            parent,
            "solver",
            "the algorithm: " + String.join(", ", MultiLabelLinearParams.SOLVERS),
            ParamValidators.inArray(MultiLabelLinearParams.SOLVERS.toArray()));
    parent.setDefault(solver, MultiLabelLinearParams.AUTO);
  }

  private static BooleanParam flag(Params parent, String name, String doc) {
    BooleanParam param = new BooleanParam(parent, name, doc);
    parent.setDefault(param, true);
    return param;
  }
}
