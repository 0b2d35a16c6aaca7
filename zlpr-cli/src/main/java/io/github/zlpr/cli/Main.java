package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.Options;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Entry point of the runnable jar. */
public final class Main {
  private static final Logger logger = Logger.getLogger(Main.class.getName());

  /** All is done. */
  static final int DONE = 0;

  /** All is done, and the answer is "no". */
  static final int NO = 1;

  /** The arguments or a file were not usable. */
  static final int BAD_INPUT = 2;

  private static final Map<String, Command<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("train", new TrainCommand());
    COMMANDS.put("evaluate", new EvaluateCommand());
    COMMANDS.put("predict", new PredictCommand());
    COMMANDS.put("compare", new CompareCommand());
    COMMANDS.put("reproduce", new ReproduceCommand());
    COMMANDS.put("data", new DataCommand());
    COMMANDS.put("compact", new CompactCommand());
    COMMANDS.put("show", new ShowCommand());
  }

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * A command line on the given streams.
   *
   * @param in standard input.
   * @param out takes the results.
   * @param err takes the one line that says why a command failed.
   */
  Main(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the name of the command and its arguments.
   */
  public static void main(String[] args) {
    // Tribuo and its parts write numbers and change letters as the default locale has it.
    Locale.setDefault(Locale.ROOT);
    Logging.configure();
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new StrictOutput(new FileOutputStream(FileDescriptor.out))),
            false,
            StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Main(System.in, out, err).run(args));
  }

  /**
   * Runs a command.
   *
   * @param args the name of the command and its arguments.
   * @return the exit code: 0 done, 1 the answer is "no", 2 bad usage or input.
   */
  int run(String... args) {
    String name = args.length == 0 ? "" : args[0];
    List<String> arguments = List.of(args).subList(Math.min(1, args.length), args.length);
    try {
      if (Arguments.isHelp(name) || name.equals("help")) {
        printHelp(arguments);
      } else if (name.equals("--version")) {
        out.print(Version.text());
      } else {
        run(command(name), name, arguments);
      }
      out.flush();
      return DONE;
    } catch (NegativeAnswer e) {
      return fail(name, e, NO);
    } catch (OutputException e) {
      return e.isBrokenPipe() ? DONE : fail(name, e, BAD_INPUT);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      logger.log(Level.FINE, "failed", e);
      return fail(name, e, BAD_INPUT);
    }
  }

  private int fail(String command, Throwable failure, int code) {
    try {
      out.flush();
    } catch (OutputException e) {
      logger.log(Level.FINE, "what came before the failure is lost", e);
    }
    String who = COMMANDS.containsKey(command) ? "zlpr " + command : "zlpr";
    err.println(who + ": " + Failure.message(failure));
    return code;
  }

  private void printHelp(List<String> arguments) {
    if (arguments.isEmpty()) {
      out.print(Help.of(COMMANDS));
    } else {
      out.print(Help.of(arguments.get(0), command(arguments.get(0))));
    }
  }

  private static Command<?> command(String name) {
    Command<?> command = COMMANDS.get(name);
    if (command == null) {
      throw new IllegalArgumentException(
          (name.isEmpty() ? "no command" : "unknown command '" + name + "'")
              + "; use one of "
              + String.join(", ", COMMANDS.keySet())
              + ", or --help");
    }
    return command;
  }

  private <O extends Options> void run(Command<O> command, String name, List<String> arguments)
      throws IOException {
    if (Arguments.askForHelp(arguments)) {
      out.print(Help.of(name, command));
      return;
    }
    O options = command.options();
    Arguments others = Arguments.parse(arguments, options, command.isConfigured());
    Interruption interruption = new Interruption("zlpr " + name, err);
    try {
      command.run(options, others, in, out);
    } finally {
      interruption.over();
    }
  }
}
