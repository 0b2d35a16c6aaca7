package io.github.zlpr.spark;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$mcD$sp;
import breeze.optimize.CachedDiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.FirstOrderMinimizer.ConvergenceCheck;
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
    final String reason;

    Minimum(double[] point, double[] history, double gradientNorm, String reason) {
      this.point = point;
      this.history = history;
      this.gradientNorm = gradientNorm;
      this.reason = reason;
    }
  }

  /**
   * Minimises a function, starting from 0, until the norm of its gradient is at most {@code tol}.
   *
   * <p>Spark ML's own estimators also stop when the value falls by less than {@code tol}, which
   * says little about the distance from the optimum.
   */
  Minimum minimise(ObjectiveFunction function) {
    var space = DriverVectors.space(function.loops());
    ConvergenceCheck<DenseVector<Object>> check =
        FirstOrderMinimizer.<DenseVector<Object>>maxIterationsReached(maxIter)
            .$bar$bar(FirstOrderMinimizer.gradientConverged(tol, false, space))
            .$bar$bar(FirstOrderMinimizer.searchFailed());
    LBFGS<DenseVector<Object>> lbfgs = new LBFGS<>(check, CORRECTIONS, space);
    var states =
        lbfgs.iterations(
            new CachedDiffFunction<>(
                new ArrayFunction(function::evaluate),
                DenseVector.canCopyDenseVector(ClassTag$.MODULE$.Double())),
            new DenseVector$mcD$sp(new double[function.dimension()]));
    List<Double> history = new ArrayList<>();
    State<DenseVector<Object>, ?, ?> state = null;
    while (states.hasNext()) {
      state = states.next();
      history.add(state.adjustedValue());
      log.info("iteration {}: objective {}", state.iter(), state.adjustedValue());
    }
    return new Minimum(
        (double[]) state.x().data(),
        history.stream().mapToDouble(Double::doubleValue).toArray(),
        norm(function.loops(), (double[]) state.adjustedGradient().data()),
        state.convergenceReason().get().reason());
  }

  private static double norm(DriverLoops loops, double[] gradient) {
    return Math.sqrt(loops.dot(gradient, gradient));
  }
}
