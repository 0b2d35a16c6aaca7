package io.github.zlpr.eval;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * A confidence interval.
 *
 * @param lower its lower end.
 * @param upper its upper end.
 * @param level its confidence, in (0, 1).
 */
public record Interval(double lower, double upper, double level) {

  /**
   * Whether a value is in the interval.
   *
   * @param value the value.
   * @return whether it is, ends included.
   */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }

  /**
   * The level as it is written.
   *
   * @return for example {@code 97.5}.
   */
  public String percent() {
    return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(100.0 * level);
  }

  /** The part of the interval that is within a range. */
  Interval within(double from, double to) {
    return new Interval(Math.max(from, lower), Math.min(to, upper), level);
  }
}
