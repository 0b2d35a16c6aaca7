package io.github.zlpr.trainer.linear;

/**
 * Learning rates that fall linearly from the first to 0 over all epochs.
 *
 * <p>The last weights of such a schedule are as good as the average of all weights with a constant
 * rate, without memory for an average.
 *
 * <p>References: Zamani and Glineur, <a href="https://arxiv.org/abs/2307.11134">Exact Convergence
 * Rate of the Last Iterate in Subgradient Methods</a> (2023); Defazio et al., <a
 * href="https://arxiv.org/abs/2310.07831">When, Why and How Much?</a> (2023).
 *
 * @param initial the first rate.
 * @param epochs the number of epochs.
 * @param examples the number of examples in an epoch.
 */
record Rates(double initial, int epochs, int examples) {

  /**
   * The rate at an example.
   *
   * @param epoch the epoch, from 1.
   * @param position the position of the example in its epoch, from 0.
   * @return the rate, above 0.
   */
  double at(int epoch, double position) {
    return initial * (1.0 - (epoch - 1.0 + position / examples) / epochs);
  }
}
