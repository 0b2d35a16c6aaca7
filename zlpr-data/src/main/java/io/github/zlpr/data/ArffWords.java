package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.util.function.Function;

/**
 * Cuts a line of an ARFF file into words, as Weka does: white space is every character up to the
 * space, and a comma counts as white space. A bare word ends there or at a brace; so does it at a
 * percent sign, which begins a comment. A quote inside it is part of it. A quoted word may have
 * Java's escapes, {@code \a} and {@code \v}, and {@code \}{@code u001E}, which Weka writes but does
 * not read; any other character after a backslash stands for itself.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/io/StreamTokenizer.html">StreamTokenizer</a>,
 *     which Weka 3.8's {@code ArffLoader} sets up so
 */
final class ArffWords {
  private static final int HEX_DIGITS = 4;
  private static final int HEX = 16;
  private static final int OCTAL = 8;

  private final String text;
  private final Function<String, InvalidDataException> fault;
  private int position;
  private boolean quoted;
  private int emptyColumn;

  /**
   * A scanner at the beginning of a line.
   *
   * @param text the line.
   * @param fault makes the exception for a message about the line.
   */
  ArffWords(String text, Function<String, InvalidDataException> fault) {
    this.text = text;
    this.fault = fault;
  }

  /** Whether the last word was quoted. */
  boolean wasQuoted() {
    return quoted;
  }

  /** The column of the first comma with no value before it; 0 if there is none. */
  int emptyColumn() {
    return emptyColumn;
  }

  /** What follows, to the end of the line. */
  String rest() {
    return text.substring(position).trim();
  }

  /** Whether nothing but a comment follows. */
  boolean atEnd() {
    skipBlanks();
    return position == text.length() || text.charAt(position) == '%';
  }

  /** Whether a character follows. */
  boolean at(char c) {
    skipBlanks();
    return position < text.length() && text.charAt(position) == c;
  }

  /** Steps over a character if it follows. */
  boolean skipped(char c) {
    boolean follows = at(c);
    if (follows) {
      position++;
    }
    return follows;
  }

  /** Refuses anything but a comment. */
  void requireEnd() {
    if (!atEnd()) {
      throw fault.apply("expected the end of the line before " + ArffReader.shorten(rest()));
    }
  }

  /** The next word, unquoted. */
  String word() {
    skipBlanks();
    quoted = position < text.length() && "'\"".indexOf(text.charAt(position)) >= 0;
    if (quoted) {
      return quotedWord(text.charAt(position));
    }
    int start = position;
    while (position < text.length() && !endsWord(text.charAt(position))) {
      position++;
    }
    if (position == start) {
      throw fault.apply("a value is missing at column " + (start + 1));
    }
    return text.substring(start, position);
  }

  private static boolean endsWord(char c) {
    return c <= ' ' || c == ',' || c == '{' || c == '}' || c == '%';
  }

  private String quotedWord(char quote) {
    StringBuilder word = new StringBuilder();
    for (position++; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == quote) {
        position++;
        return word.toString();
      }
      if (c == '\\' && position + 1 < text.length()) {
        position++;
        c = escaped(text.charAt(position));
      }
      word.append(c);
    }
    throw fault.apply("a quote is not closed");
  }

  /** What a character after a backslash stands for; the position is that of its last character. */
  private char escaped(char c) {
    return switch (c) {
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
      case 'a' -> '\u0007';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> '\u000B';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> c;
    };
  }

  /** Up to three digits, of which the first of three is at most 3. */
  private char octal() {
    int end = position + (text.charAt(position) <= '3' ? 3 : 2);
    int code = 0;
    int next = position;
    while (next < Math.min(end, text.length()) && Character.digit(text.charAt(next), OCTAL) >= 0) {
      code = OCTAL * code + Character.digit(text.charAt(next), OCTAL);
      next++;
    }
    position = next - 1;
    return (char) code;
  }

  private char unicode() {
    int end = position + 1 + HEX_DIGITS;
    int code = 0;
    for (int i = position + 1; i < end; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), HEX) : -1;
      if (digit < 0) {
        return 'u';
      }
      code = HEX * code + digit;
    }
    position = end - 1;
    return (char) code;
  }

  private void skipBlanks() {
    int commas = position == 0 ? 1 : 0;
    for (; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == ',') {
        commas++;
        if (commas > 1 && emptyColumn == 0) {
          emptyColumn = position + 1;
        }
      } else if (c > ' ') {
        return;
      }
    }
  }
}
