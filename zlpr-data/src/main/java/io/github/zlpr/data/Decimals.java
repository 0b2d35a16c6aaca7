package io.github.zlpr.data;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers out of bytes.
 *
 * <p>A number of at most 2^53 without its point, times or over a power of ten up to 10^22, is one
 * operation on two exact doubles, so it is rounded once and has the value of {@link
 * Double#parseDouble}. All others are given to that method.
 *
 * <p>Source: William D. Clinger, How to read floating point numbers accurately, PLDI 1990.
 */
final class Decimals {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long LARGEST_EXACT = 1L << 53;

  /** That many digits always fit into a long. */
  private static final int LONG_DIGITS = 18;

  private static final int EXPONENT_LIMIT = 100_000;

  /** Stands for a whole number above {@link Integer#MAX_VALUE}. */
  static final int TOO_LARGE = -2;

  private Decimals() {}

  /**
   * Reads a number: digits with an optional sign, point and exponent.
   *
   * @param bytes has the number.
   * @param start the position of its first byte.
   * @param end the position after its last byte.
   * @return its value as of {@link Double#parseDouble}, infinite if it is too large; NaN if the
   *     bytes are no such number.
   */
  static double parse(byte[] bytes, int start, int end) {
    int position = start;
    boolean negative = position < end && bytes[position] == '-';
    if (negative || (position < end && bytes[position] == '+')) {
      position++;
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    int first = position;
    for (; position < end; position++) {
      int digit = bytes[position] - '0';
      if (digit >= 0 && digit <= 9) {
        if (count < LONG_DIGITS) {
          digits = 10 * digits + digit;
        }
        // A zero before the first other digit counts for nothing.
        count += digits == 0 ? 0 : 1;
      } else if (bytes[position] == '.' && point < 0) {
        point = position;
      } else {
        break;
      }
    }
    if (position - first == (point < 0 ? 0 : 1)) {
      return Double.NaN;
    }
    int exponent = point < 0 ? 0 : point + 1 - position;
    if (position < end) {
      int written = exponent(bytes, position, end);
      if (written == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      exponent += written;
    }
    if (count <= LONG_DIGITS && digits <= LARGEST_EXACT && Math.abs(exponent) < POWERS.length) {
      double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
      return negative ? -value : value;
    }
    return Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
  }

  /**
   * Why a text is no finite number, to follow a comma.
   *
   * @param text a text for which {@link #parse} gives no finite number.
   * @return what is wrong with it, and what to write where that is plain.
   */
  static String complaint(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (Double.isInfinite(parse(bytes, 0, bytes.length))) {
      return "which is too large for a double (above 1.8e308)";
    }
    if (text.isBlank()) {
      return "which is empty, expected a finite number";
    }
    if (text.matches("[+-]?0[xX].*")) {
      return "which is hexadecimal; write it in decimal";
    }
    if (text.matches("[+-]?\\d*[.]?\\d*[eE][+-]?")) {
      return "which has no digits after its " + (text.contains("e") ? "e" : "E");
    }
    if (text.matches("[+-]?\\d+(,\\d+)+([eE][+-]?\\d+)?")) {
      return "which has a comma; a number has a point before its decimals and nothing between"
          + " thousands";
    }
    return "expected a finite number";
  }

  /** The exponent with its e, cut off where its size no longer matters; MIN_VALUE if it is none. */
  private static int exponent(byte[] bytes, int start, int end) {
    int position = start;
    if (bytes[position] != 'e' && bytes[position] != 'E') {
      return Integer.MIN_VALUE;
    }
    position++;
    boolean negative = position < end && bytes[position] == '-';
    if (negative || (position < end && bytes[position] == '+')) {
      position++;
    }
    if (position == end) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; position < end; position++) {
      int digit = bytes[position] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      value = Math.min(10 * value + digit, EXPONENT_LIMIT);
    }
    return negative ? -value : value;
  }

  /**
   * Reads a whole number without sign.
   *
   * @param bytes has the number.
   * @param start the position of its first byte.
   * @param end the position after its last byte.
   * @return the number; -1 if the bytes are none, {@link #TOO_LARGE} if it is above {@link
   *     Integer#MAX_VALUE}.
   */
  static int parseWhole(byte[] bytes, int start, int end) {
    long value = 0;
    for (int position = start; position < end; position++) {
      int digit = bytes[position] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = Math.min(10 * value + digit, Integer.MAX_VALUE + 1L);
    }
    return start == end ? -1 : value > Integer.MAX_VALUE ? TOO_LARGE : (int) value;
  }
}
