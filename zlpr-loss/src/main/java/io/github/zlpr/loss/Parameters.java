package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.config.PropertyException;

/** Range checks of configured parameters, with one wording. */
final class Parameters {

  private Parameters() {}

  /**
   * Refuses a parameter that is out of its range.
   *
   * @param inRange whether the value is allowed; write it so that NaN is not.
   * @param property the name of the property.
   * @param value its value.
   * @param range what is allowed, to follow "must be".
   * @throws PropertyException if the value is out of range.
   */
  static void check(boolean inRange, String property, Object value, String range) {
    if (!inRange) {
      throw new PropertyException(
          "", property, property + " must be " + range + ", found " + value);
    }
  }
}
