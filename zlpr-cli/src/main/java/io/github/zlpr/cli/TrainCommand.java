package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.ExperimentFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** Runs the configured experiment: trains, evaluates, writes its files. */
final class TrainCommand implements Command {

  /** Options of the command. */
  public static final class TrainOptions implements Options {

    /** Directory of the files. */
    @Option(charName = 'o', longName = "output", usage = "Directory for the model and its files.")
    public Path output;

    /** For OLCUT. */
    public TrainOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Trains and evaluates the component named 'experiment'.";
    }
  }

  @Override
  public String usage() {
    return "train     -c CONFIG.xml [-o OUTDIR]   train, evaluate, write model and metrics";
  }

  @Override
  public void run(String[] arguments, InputStream in, PrintStream out) throws IOException {
    TrainOptions options = new TrainOptions();
    Experiment experiment = ExperimentArguments.read(arguments, options);
    ExperimentFiles files = options.output == null ? null : new ExperimentFiles(options.output);
    Experiment.Result result = run(experiment);
    if (files != null) {
      files.write(experiment, result);
      out.println("wrote " + options.output);
    }
    out.print(result.evaluation());
  }

  private static Experiment.Result run(Experiment experiment) {
    if (!EpochBar.isPossible()) {
      return experiment.run();
    }
    try (EpochBar bar = new EpochBar()) {
      return experiment.run(bar);
    }
  }
}
