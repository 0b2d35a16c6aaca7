package io.github.zlpr.experiment.report;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The marks of a logarithmic axis: few enough to be read, and round numbers. Evenly spaced ones
 * where the axis is short, such as 80, 100, 120; else 1, 2, 5, 10, …; and powers of ten where even
 * those are too many.
 */
final class LogTicks {

  private static final int MOST = 7;

  /** Below this quotient of its ends, the numbers of an axis are evenly spaced. */
  private static final double SHORT = 5.0;

  private LogTicks() {}

  /**
   * The marks.
   *
   * @param lower the lower end of the axis, above 0.
   * @param upper its upper end, above the lower one.
   * @return increasing numbers between the ends.
   */
  static double[] between(double lower, double upper) {
    if (upper < SHORT * lower) {
      double step = step((upper - lower) / (MOST - 2));
      return IntStream.rangeClosed((int) Math.ceil(lower / step), (int) Math.floor(upper / step))
          .mapToDouble(i -> i * step)
          .toArray();
    }
    double[] ticks = decades(lower, upper, 1, 1, 2, 5);
    for (int stride = 1; ticks.length > MOST; stride++) {
      ticks = decades(lower, upper, stride, 1);
    }
    return ticks;
  }

  /** The least of 1, 2, 5, 10, … times a power of ten that is not below a number. */
  private static double step(double least) {
    double power = Math.pow(10.0, Math.floor(Math.log10(least)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(factor -> factor * power)
        .filter(step -> step >= least)
        .findFirst()
        .orElse(10.0 * power);
  }

  private static double[] decades(double lower, double upper, int stride, int... factors) {
    int first = Math.floorDiv((int) Math.floor(Math.log10(lower)), stride) * stride;
    int last = (int) Math.ceil(Math.log10(upper));
    return IntStream.rangeClosed(first, last)
        .filter(exponent -> (exponent - first) % stride == 0)
        .boxed()
        .flatMapToDouble(
            exponent ->
                IntStream.of(factors)
                    .mapToDouble(
                        factor -> new BigDecimal(factor).scaleByPowerOfTen(exponent).doubleValue()))
        .filter(tick -> tick >= lower && tick <= upper)
        .toArray();
  }

  /**
   * A mark as it is written.
   *
   * @param tick a number.
   * @return without an exponent, with commas between thousands.
   */
  static String text(double tick) {
    return tick >= 1000.0
        ? String.format(Locale.ROOT, "%,.0f", tick)
        : new BigDecimal(String.format(Locale.ROOT, "%.6g", tick))
            .stripTrailingZeros()
            .toPlainString();
  }
}
