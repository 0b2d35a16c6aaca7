package io.github.zlpr.core;

import com.oracle.labs.mlrg.olcut.config.PropertyException;

/** Range checks of configured parameters, with one wording. */
public final class Settings {

  private Settings() {}

  /**
   * Refuses a parameter that is out of its range.
   *
   * @param inRange whether the value is allowed; write it so that NaN is not.
   * @param property the name of the property.
   * @param value its value.
   * @param range what is allowed, to follow "must be".
   * @throws PropertyException if the value is out of range.
   */
  public static void check(boolean inRange, String property, Object value, String range) {
    if (!inRange) {
      throw new PropertyException(
          "", property, property + " must be " + range + ", found " + value);
    }
  }

  /**
   * Refuses NaN and infinities.
   *
   * @param property the name of the property.
   * @param value its value.
   * @throws PropertyException if the value is not finite.
   */
  public static void checkFinite(String property, double value) {
    check(Double.isFinite(value), property, value, "a finite number");
  }

  /**
   * Refuses NaN, infinities, zero and negative numbers.
   *
   * @param property the name of the property.
   * @param value its value.
   * @throws PropertyException if the value is not finite and above 0.
   */
  public static void checkPositive(String property, double value) {
    check(value > 0.0 && Double.isFinite(value), property, value, "finite and above 0");
  }

  /**
   * Refuses numbers of labels below 1.
   *
   * @param property the name of the property.
   * @param value its value.
   * @throws PropertyException if the value is below 1.
   */
  public static void checkCount(String property, int value) {
    check(value >= 1, property, value, "at least 1");
  }
}
