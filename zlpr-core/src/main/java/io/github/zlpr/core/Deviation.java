package io.github.zlpr.core;

/** When a standard deviation counts as none. */
public final class Deviation {

  /** Rounding leaves a constant column a deviation in its last digits. */
  private static final double SMALLEST = 1e-12;

  private Deviation() {}

  /**
   * Whether a column has one value only, so that it cannot be divided by its deviation.
   *
   * @param mean the mean of its values.
   * @param deviation their standard deviation; NaN for a single value.
   * @return whether the deviation is not above 1e-12 times the size of the mean.
   */
  public static boolean isNone(double mean, double deviation) {
    return !(deviation > SMALLEST * Math.abs(mean));
  }
}
