package io.github.zlpr.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** One command of the command line. */
interface Command {

  /** How to call it and what it does, in one line. */
  String usage();

  /**
   * Runs the command.
   *
   * @param arguments its arguments.
   * @param in standard input.
   * @param out takes the results.
   * @throws IOException if a file cannot be read or written.
   */
  void run(String[] arguments, InputStream in, PrintStream out) throws IOException;
}
