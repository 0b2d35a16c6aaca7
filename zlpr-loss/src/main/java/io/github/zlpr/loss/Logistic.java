package io.github.zlpr.loss;

import io.github.zlpr.core.Exp;

/** The logistic function and its logarithm, for arguments of any size. */
final class Logistic {

  private Logistic() {}

  /**
   * σ(x) = 1/(1 + e^{−x}).
   *
   * @param x the argument.
   * @return σ(x), with full relative accuracy on both sides.
   */
  static double sigmoid(double x) {
    double e = Exp.exp(-Math.abs(x));
    return (x >= 0.0 ? 1.0 : e) / (1.0 + e);
  }

  /**
   * log(1 + e^x) = −log σ(−x).
   *
   * @param x the argument.
   * @return log(1 + e^x).
   */
  static double softplus(double x) {
    return Math.max(x, 0.0) + StrictMath.log1p(Exp.exp(-Math.abs(x)));
  }
}
