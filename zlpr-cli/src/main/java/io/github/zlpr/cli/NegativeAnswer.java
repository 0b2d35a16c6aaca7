package io.github.zlpr.cli;

/** A command has done its work, and its answer is "no". */
final class NegativeAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An answer.
   *
   * @param message why, in one line.
   */
  NegativeAnswer(String message) {
    super(message);
  }
}
