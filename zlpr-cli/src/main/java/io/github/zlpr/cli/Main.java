package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

  private static final Map<String, Command> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("train", new TrainCommand());
    COMMANDS.put("evaluate", new EvaluateCommand());
    COMMANDS.put("predict", new PredictCommand());
    COMMANDS.put("compare", new CompareCommand());
    COMMANDS.put("reproduce", new ReproduceCommand());
    COMMANDS.put("data", new DataCommand());
    COMMANDS.put("compact", new CompactCommand());
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
    Logging.configure();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
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
    if (args.length == 1 && (args[0].equals("--help") || args[0].equals("--usage"))) {
      out.print(usage());
      return DONE;
    }
    Command command = args.length == 0 ? null : COMMANDS.get(args[0]);
    if (command == null) {
      err.println(
          "zlpr: "
              + (args.length == 0 ? "no command" : "unknown command '" + args[0] + "'")
              + "; use one of "
              + String.join(", ", COMMANDS.keySet())
              + ", or --help");
      return BAD_INPUT;
    }
    try {
      command.run(Arrays.copyOfRange(args, 1, args.length), in, out);
      return DONE;
    } catch (UsageException e) {
      out.println(e.getUsage());
      return DONE;
    } catch (NegativeAnswer e) {
      err.println("zlpr " + args[0] + ": " + e.getMessage());
      return NO;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      logger.log(Level.FINE, "failed", e);
      err.println("zlpr " + args[0] + ": " + Failure.message(e));
      return BAD_INPUT;
    }
  }

  private static String usage() {
    StringBuilder usage = new StringBuilder("usage: zlpr COMMAND ARGUMENTS\n\n");
    COMMANDS.values().forEach(command -> usage.append("  ").append(command.usage()).append('\n'));
    return usage
        .append("\n--@component.property VALUE overrides a property of the configuration,\n")
        .append("--@name VALUE one of its global properties; COMMAND --help shows all options.\n")
        .toString();
  }
}
