package io.github.zlpr.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a run of the command line gave.
 *
 * @param code the exit code.
 * @param out what it wrote to standard output.
 * @param err what it wrote to standard error.
 */
record CommandLine(int code, String out, String err) {

  static CommandLine run(String... arguments) {
    return run(InputStream.nullInputStream(), arguments);
  }

  static CommandLine run(InputStream in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Main(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(arguments);
    return new CommandLine(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
