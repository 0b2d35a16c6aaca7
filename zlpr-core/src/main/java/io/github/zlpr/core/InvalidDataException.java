package io.github.zlpr.core;

import java.nio.file.Path;

/** A data file that cannot be read as what it should be; the message says where and why. */
public final class InvalidDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A fault of a whole file.
   *
   * @param file the file.
   * @param message what is wrong, and what to do where that is not plain.
   */
  public InvalidDataException(Path file, String message) {
    super(file + ": " + printable(message));
  }

  /**
   * A fault of one line.
   *
   * @param file the file.
   * @param line the number of the line, from 1.
   * @param message what is wrong, and what to do where that is not plain.
   */
  public InvalidDataException(Path file, long line, String message) {
    super(file + ":" + line + ": " + printable(message));
  }

  /** Messages quote files, and no terminal should get their control characters. */
  private static String printable(String message) {
    return message.replaceAll("[\\p{Cntrl}\uFFFD]", "·");
  }
}
