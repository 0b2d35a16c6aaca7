package io.github.zlpr.experiment;

/**
 * One line of a reproduction: a value as it was recorded, and as it is now.
 *
 * @param part what it is a value of: data, configuration, versions, weights or metrics.
 * @param name its name.
 * @param recorded the recorded value.
 * @param now the value now.
 * @param decisive whether it must be the same; versions, for one, need not be.
 */
public record Finding(String part, String name, String recorded, String now, boolean decisive) {

  /** The value where there is none. */
  public static final String NONE = "-";

  /**
   * Whether both values are the same.
   *
   * @return whether they are.
   */
  public boolean same() {
    return recorded.equals(now);
  }
}
