package io.github.zlpr.span;

import java.util.regex.Pattern;

/** What words look like. */
final class WordShapes {

  private static final Pattern NUMBER = Pattern.compile("[0.,:/%-]*0[0.,:/%-]*");

  private WordShapes() {}

  /**
   * The kinds of a word's characters: X for capitals, x for small letters, c for other letters, 0
   * for digits, others as they are. More than two of a kind in a row are two.
   *
   * <p>Example: {@code McDonald's} is {@code XxXxx'x}.
   *
   * @param word the word.
   * @return its shape.
   */
  static String shape(String word) {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < word.length(); ) {
      int character = word.codePointAt(i);
      i += Character.charCount(character);
      char kind = kindOf(character);
      int length = shape.length();
      if (length < 2 || shape.charAt(length - 1) != kind || shape.charAt(length - 2) != kind) {
        shape.append(kind);
      }
    }
    return shape.toString();
  }

  private static char kindOf(int character) {
    if (Character.isUpperCase(character)) {
      return 'X';
    }
    if (Character.isLowerCase(character)) {
      return 'x';
    }
    if (Character.isDigit(character)) {
      return '0';
    }
    if (Character.isLetter(character)) {
      return 'c';
    }
    return Character.isBmpCodePoint(character) ? (char) character : '*';
  }

  /**
   * What kind of word it is: one of few, each one character.
   *
   * @param word the word.
   * @param shape its {@link #shape}.
   * @return the signs @ and # for names and tags of social media, U for addresses, A for one
   *     capital, C for capitals, T for a capital and small letters, x for small letters, c for
   *     other letters, 0 for numbers, d for other words with digits, M for other words with
   *     capitals, m for other words with letters, a single sign as it is, p for several signs.
   */
  static String kind(String word, String shape) {
    if (shape.length() > 1 && (shape.charAt(0) == '@' || shape.charAt(0) == '#')) {
      return shape.substring(0, 1);
    }
    if (word.startsWith("http") || word.startsWith("www.")) {
      return "U";
    }
    return switch (shape) {
      case "X" -> "A";
      case "XX" -> "C";
      case "Xx", "Xxx" -> "T";
      case "x", "xx" -> "x";
      case "c", "cc" -> "c";
      default -> ofMixed(shape);
    };
  }

  private static String ofMixed(String shape) {
    boolean capital = shape.indexOf('X') >= 0;
    boolean digit = shape.indexOf('0') >= 0;
    boolean letter = capital || shape.indexOf('x') >= 0 || shape.indexOf('c') >= 0;
    if (!letter && !digit) {
      return shape.length() == 1 ? shape : "p";
    }
    if (digit) {
      return NUMBER.matcher(shape).matches() ? "0" : "d";
    }
    return capital ? "M" : "m";
  }
}
