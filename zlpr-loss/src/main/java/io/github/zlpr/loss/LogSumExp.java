package io.github.zlpr.loss;

import io.github.zlpr.core.Exp;

/** The steps of a shifted log-sum-exp, log Σ e^{x_i} = shift + log Σ e^{x_i − shift}. */
final class LogSumExp {

  private LogSumExp() {}

  /**
   * The shift of a sum: its largest exponent.
   *
   * @param exponents the exponents; negative infinity for a term that is left out.
   * @return the largest of them, or 0 when every term is left out.
   */
  static double shift(double[] exponents) {
    double shift = Double.NEGATIVE_INFINITY;
    for (double exponent : exponents) {
      if (exponent > shift) {
        shift = exponent;
      }
    }
    return shift == Double.NEGATIVE_INFINITY ? 0.0 : shift;
  }

  /**
   * Replaces exponents by the terms of the shifted sum.
   *
   * @param exponents the exponents x; overwritten by e^{x_i − shift}.
   * @param shift the {@link #shift} of the sum.
   */
  static void exponentiate(double[] exponents, double shift) {
    Exp.exp(exponents, shift);
  }

  /**
   * log(1 + S) of a sum S = e^shift · sum.
   *
   * @param shift the shift of S.
   * @param sum the shifted sum.
   * @return log(1 + S), exact also where S is far below 1 or beyond the range of a double.
   */
  static double logOnePlus(double shift, double sum) {
    return shift <= 0.0
        ? StrictMath.log1p(Exp.exp(shift) * sum)
        : shift + StrictMath.log(divisor(shift, sum));
  }

  /**
   * e^−shift · (1 + S) of a sum S = e^shift · sum: what a shifted term is divided by to get its
   * share of 1 + S.
   *
   * @param shift the shift of S.
   * @param sum the shifted sum.
   * @return the divisor.
   */
  static double divisor(double shift, double sum) {
    return Exp.exp(-shift) + sum;
  }
}
