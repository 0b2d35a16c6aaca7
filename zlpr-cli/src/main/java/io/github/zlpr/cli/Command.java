package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * One command of the command line.
 *
 * @param <O> its options.
 */
interface Command<O extends Options> {

  /** The syntax of its arguments, such as {@code -c CONFIG.xml [-o OUTDIR]}. */
  String syntax();

  /** What it does, in a few words. */
  String summary();

  /** Its options with their defaults; their description says what the command does. */
  O options();

  /** Whether it takes configuration files and values that replace those in them. */
  boolean isConfigured();

  /**
   * Runs the command.
   *
   * @param options its options.
   * @param arguments its other arguments.
   * @param in standard input.
   * @param out takes the results.
   * @throws IOException if a file cannot be read or written.
   */
  void run(O options, Arguments arguments, InputStream in, PrintStream out) throws IOException;
}
