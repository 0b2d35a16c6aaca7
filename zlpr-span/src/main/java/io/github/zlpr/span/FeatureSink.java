package io.github.zlpr.span;

/**
 * Takes features. A feature is a kind, such as {@code token:word}, and one or two values; its name
 * is put together only where that is needed.
 */
interface FeatureSink {

  /** Between the kind and the values. */
  char EQUALS = '=';

  /** Between two values. */
  char BETWEEN = '\t';

  /**
   * Takes a feature of one value.
   *
   * @param kind its kind.
   * @param value its value.
   */
  void add(String kind, String value);

  /**
   * Takes a feature of two values.
   *
   * @param kind its kind.
   * @param left the value that tells more.
   * @param right the other value.
   */
  void add(String kind, String left, String right);

  /**
   * Whether it is worth while to find out the second value of a feature.
   *
   * @param kind its kind.
   * @param left its first value.
   * @return false only if no such feature is wanted.
   */
  boolean wants(String kind, String left);

  /** The name of a feature of one value. */
  static String name(String kind, String value) {
    return kind + EQUALS + value;
  }

  /** The name of a feature of two values. */
  static String name(String kind, String left, String right) {
    return kind + EQUALS + left + BETWEEN + right;
  }
}
