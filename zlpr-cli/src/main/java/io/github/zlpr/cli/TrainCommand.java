package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.ExperimentFiles;
import io.github.zlpr.span.SpanEvaluation;
import io.github.zlpr.span.SpanExperiment;
import io.github.zlpr.trainer.linear.TrainingListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.logging.Logger;

/** Runs the configured experiment: trains, evaluates, writes its files. */
final class TrainCommand implements Command<TrainCommand.TrainOptions> {
  private static final Logger logger = Logger.getLogger(TrainCommand.class.getName());

  /** Options of the command. */
  public static final class TrainOptions implements Options {

    /** Directory of the files. */
    @Option(charName = 'o', longName = "output", usage = "Directory for the model and its files.")
    public Path output;

    /** Whether files of another run may be replaced. */
    @Option(longName = "overwrite", usage = "Replace the files of another run in OUTDIR.")
    public boolean overwrite;

    /** For OLCUT. */
    public TrainOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Runs the component named 'experiment' of the configuration: trains on its training"
          + " data, evaluates on its test data, and prints the metrics. With -o, writes"
          + " model.tribuo, metrics.json, report.html, experiment.xml and provenance.json.";
    }
  }

  @Override
  public String syntax() {
    return "-c CONFIG.xml [-o OUTDIR [--overwrite]]";
  }

  @Override
  public String summary() {
    return "train, evaluate, write model and metrics";
  }

  @Override
  public TrainOptions options() {
    return new TrainOptions();
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  @Override
  public void run(TrainOptions options, Arguments arguments, InputStream in, PrintStream out)
      throws IOException {
    Configurable experiment = arguments.requireNoOperands().experiment();
    ExperimentFiles files =
        options.output == null ? null : OutputFolder.open(options.output, options.overwrite);
    if (files == null) {
      logger.info("the model is not kept; -o OUTDIR keeps it");
    }
    Object evaluation =
        experiment instanceof SpanExperiment spans
            ? run(spans, files)
            : run((Experiment) experiment, files);
    if (files != null) {
      out.println("wrote " + options.output);
    }
    out.print(evaluation);
  }

  private static RankingEvaluation run(Experiment experiment, ExperimentFiles files)
      throws IOException {
    if (files == null) {
      return experiment.evaluate(withBar(experiment::train)).evaluation();
    }
    Experiment.Trained trained = withBar(experiment::trainToSave);
    files.save(trained.model());
    Experiment.Result result = experiment.evaluate(trained);
    files.write(experiment, result);
    return result.evaluation();
  }

  private static SpanEvaluation run(SpanExperiment experiment, ExperimentFiles files)
      throws IOException {
    SpanExperiment.Trained trained = withBar(experiment::train);
    if (files == null) {
      return experiment.evaluate(trained).evaluation();
    }
    files.save(trained.model());
    SpanExperiment.Result result = experiment.evaluate(trained);
    files.write(experiment, result);
    return result.evaluation();
  }

  private static <T> T withBar(Function<TrainingListener, T> training) {
    if (!EpochBar.isPossible()) {
      return training.apply(progress -> {});
    }
    try (EpochBar bar = new EpochBar()) {
      return training.apply(bar);
    }
  }
}
