package io.github.zlpr.spark;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$mcD$sp;
import breeze.optimize.CachedDiffFunction;
import breeze.optimize.FirstOrderMinimizer.ConvergenceReason;
import breeze.optimize.FirstOrderMinimizer.FunctionValuesConverged$;
import breeze.optimize.FirstOrderMinimizer.GradientConverged$;
import breeze.optimize.FirstOrderMinimizer.State;
import breeze.optimize.LBFGS;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import scala.reflect.ClassTag$;

/** Breeze's L-BFGS, as Spark ML's own estimators use it. */
final class Minimizer {

  /** The number of corrections that Spark ML's own estimators keep. */
  private static final int CORRECTIONS = 10;

  private final int maxIter;
  private final double tol;
  private final Logger log;

  Minimizer(int maxIter, double tol, Logger log) {
    this.maxIter = maxIter;
    this.tol = tol;
    this.log = log;
  }

  /** A point, and how it was reached. */
  static final class Minimum {
    final double[] point;
    final double[] history;
    final double gradientNorm;
    final ConvergenceReason reason;

    Minimum(double[] point, double[] history, double gradientNorm, ConvergenceReason reason) {
      this.point = point;
      this.history = history;
      this.gradientNorm = gradientNorm;
      this.reason = reason;
    }

    boolean hasConverged() {
      return reason == FunctionValuesConverged$.MODULE$ || reason == GradientConverged$.MODULE$;
    }
  }

  /**
   * Minimises a function, until Breeze's rule with {@code tol} ends it, which is that of Spark ML's
   * own estimators.
   *
   * @param function the function.
   * @param start where to start, in the variables of the objective; overwritten.
   * @return where it ended, in the variables of the objective.
   */
  Minimum minimise(PreconditionedFunction function, double[] start) {
    function.fromObjective(start);
    LBFGS<DenseVector<Object>> lbfgs =
        new LBFGS<>(maxIter, CORRECTIONS, tol, DriverVectors.space(function.loops()));
    var states =
        lbfgs.iterations(
            new CachedDiffFunction<>(
                new ArrayFunction(function::evaluate),
                DenseVector.canCopyDenseVector(ClassTag$.MODULE$.Double())),
            new DenseVector$mcD$sp(start));
    List<Double> history = new ArrayList<>();
    State<DenseVector<Object>, ?, ?> state = null;
    while (states.hasNext()) {
      state = states.next();
      history.add(state.adjustedValue());
      log.info("iteration {}: objective {}", state.iter(), state.adjustedValue());
    }
    double[] point = (double[]) state.x().data();
    function.toObjective(point);
    double[] gradient = (double[]) state.adjustedGradient().data();
    function.gradientToObjective(gradient);
    return new Minimum(
        point,
        history.stream().mapToDouble(Double::doubleValue).toArray(),
        Math.sqrt(function.loops().dot(gradient, gradient)),
        state.convergenceReason().get());
  }
}
