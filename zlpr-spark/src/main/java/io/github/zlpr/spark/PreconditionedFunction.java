package io.github.zlpr.spark;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The objective in other variables, in which its second derivatives are all about 1, so that L-BFGS
 * needs fewer iterations. Without that, steps that suit the frequent labels hardly move the rare
 * ones, whose gradients are small.
 *
 * <pre>
 *   y_jl = v_jl √(h_l + strength_j)
 *   h_l = C mean_i |g_il|,  C = Σ_il g_il² / Σ_il |g_il|
 * </pre>
 *
 * where g_il is the derivative of the loss of example i in the score of label l, at the start. h_l
 * stands for the second derivative of the mean loss in each weight of a label, as the squares of a
 * standardised feature have the mean 1. The mean of g_il² is far below that for a label that no
 * example has, and L-BFGS needs more iterations with it: 54 for 41 on bibtex.
 *
 * <p>The change of variables needs no array. The minimum stays where it is.
 */
final class PreconditionedFunction {

  /** The least h_l relative to the largest. */
  private static final double LEAST = 1e-6;

  private final ObjectiveFunction objective;

  /** h_l. */
  private final double[] curvatures;

  /**
   * Makes the change of variables that suits the neighbourhood of a point.
   *
   * @param objective the objective.
   * @param start the point, in the variables of the objective.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  PreconditionedFunction(ObjectiveFunction objective, double[] start) {
    this.objective = objective;
    curvatures = curvatures(objective.directionSizes(start), objective.weightSum());
  }

  private static double[] curvatures(double[] sizes, double weightSum) {
    double[] curvatures = Arrays.copyOf(sizes, sizes.length - 1);
    double whole = Arrays.stream(curvatures).sum();
    double largest = Arrays.stream(curvatures).max().getAsDouble();
    double unit = sizes[sizes.length - 1] / whole / weightSum;
    Arrays.setAll(
        curvatures, l -> whole == 0.0 ? 1.0 : unit * Math.max(curvatures[l], LEAST * largest));
    return curvatures;
  }

  /** The loops of the driver. */
  DriverLoops loops() {
    return objective.loops();
  }

  /**
   * Evaluates the function.
   *
   * @param point the point y.
   * @param gradient gets the gradient.
   * @return the value.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  double evaluate(double[] point, double[] gradient) {
    System.arraycopy(point, 0, gradient, 0, point.length);
    toObjective(gradient);
    double value = objective.replaceByGradient(gradient);
    multiply(gradient, PreconditionedFunction::inverseRoot);
    return value;
  }

  /** Replaces a point in these variables by that in those of the objective. */
  void toObjective(double[] point) {
    multiply(point, PreconditionedFunction::inverseRoot);
  }

  /** Replaces a point in the variables of the objective by that in these. */
  void fromObjective(double[] point) {
    multiply(point, Math::sqrt);
  }

  /** Replaces a gradient in these variables by that in those of the objective. */
  void gradientToObjective(double[] gradient) {
    multiply(gradient, Math::sqrt);
  }

  private static double inverseRoot(double curvature) {
    return 1.0 / Math.sqrt(curvature);
  }

  /** Multiplies each number by a function of the curvature there. */
  private void multiply(double[] numbers, DoubleUnaryOperator factor) {
    int labels = curvatures.length;
    loops()
        .sum(
            numbers.length / labels,
            labels,
            (from, to) -> {
              for (int row = from; row < to; row++) {
                double strength = objective.strength(row);
                for (int l = 0; l < labels; l++) {
                  numbers[row * labels + l] *= factor.applyAsDouble(curvatures[l] + strength);
                }
              }
              return 0.0;
            });
  }
}
