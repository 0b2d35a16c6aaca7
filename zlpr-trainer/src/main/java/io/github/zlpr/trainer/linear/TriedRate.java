package io.github.zlpr.trainer.linear;

/**
 * A learning rate that was tried on examples held out.
 *
 * @param rate the learning rate, as it is for a training of all epochs.
 * @param epochs the number of epochs that were done to try it.
 * @param value the validation metric, NaN if training failed.
 * @param cuts the best cut of each label; empty if none was looked for or training failed.
 */
record TriedRate(double rate, int epochs, double value, double[] cuts) {

  RateSearch.Trial trial() {
    return new RateSearch.Trial(rate, value);
  }
}
