package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.experiment.comparison.Comparison;
import io.github.zlpr.experiment.comparison.ComparisonFiles;
import io.github.zlpr.experiment.comparison.ComparisonResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the configured comparison: several trainers, data sets and seeds. */
final class CompareCommand implements Command<CompareCommand.CompareOptions> {

  /** What each of hundreds of trainings says; held so that their levels are not lost. */
  private static final List<Logger> TRAININGS =
      List.of(
          Logger.getLogger("io.github.zlpr.trainer.linear"),
          Logger.getLogger("io.github.zlpr.trainer.rule"));

  /** Options of the command. */
  public static final class CompareOptions implements Options {

    /** Directory of the files. */
    @Option(
        charName = 'o',
        longName = "output",
        usage = "Directory for the tables and the finished cells; a stopped run goes on from them.")
    public Path output;

    /** For OLCUT. */
    public CompareOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Runs the component named 'comparison' of the configuration: trains each contender on"
          + " each data set with each seed. With -o, a stopped comparison goes on where it"
          + " was, and comparison.json and comparison.html are written at the end.";
    }
  }

  @Override
  public String syntax() {
    return "-c CONFIG.xml [-o OUTDIR]";
  }

  @Override
  public String summary() {
    return "compare trainers on data sets; go on if stopped";
  }

  @Override
  public CompareOptions options() {
    return new CompareOptions();
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  @Override
  public void run(CompareOptions options, Arguments arguments, InputStream in, PrintStream out)
      throws IOException {
    if (System.getProperty("java.util.logging.config.file") == null) {
      TRAININGS.forEach(logger -> logger.setLevel(Level.WARNING));
    }
    ConfigurationManager manager = arguments.requireNoOperands().configuration();
    Comparison comparison = Configurations.lookup(manager, Comparison.COMPONENT, Comparison.class);
    ComparisonResult result;
    if (options.output == null) {
      result = comparison.run();
    } else {
      result = comparison.run(new ComparisonFiles(options.output));
      out.println("wrote " + options.output);
    }
    out.print(result.toText());
  }
}
