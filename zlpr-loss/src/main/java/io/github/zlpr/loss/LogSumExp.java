package io.github.zlpr.loss;

/** The last step of a shifted log-sum-exp. */
final class LogSumExp {

  private LogSumExp() {}

  /**
   * log(1 + Σ e^{x_i}) from the shifted sum.
   *
   * @param shift max(0, x_1, …, x_n).
   * @param sum Σ e^{x_i − shift}.
   * @return log(1 + Σ e^{x_i}), exact also where the sum is far below 1.
   */
  static double logOnePlus(double shift, double sum) {
    return shift == 0.0 ? Math.log1p(sum) : shift + Math.log(Math.exp(-shift) + sum);
  }
}
