package io.github.zlpr.cli;

import java.io.IOException;

/** Standard output cannot be written. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(IOException cause) {
    super("standard output: " + cause.getMessage(), cause);
  }

  /** Whether nobody reads any more, as behind {@code | head}. */
  boolean isBrokenPipe() {
    String message = String.valueOf(getCause().getMessage());
    return message.contains("Broken pipe") || message.contains("pipe is being closed");
  }
}
