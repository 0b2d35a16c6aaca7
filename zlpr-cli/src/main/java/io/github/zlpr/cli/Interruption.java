package io.github.zlpr.cli;

import java.io.PrintStream;

/** Says that a command was interrupted, if the process ends before the command does. */
final class Interruption {

  private final Thread hook;

  Interruption(String command, PrintStream err) {
    hook = new Thread(() -> err.println(System.lineSeparator() + command + ": interrupted"));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The command has ended by itself. */
  void over() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs.
    }
  }
}
