package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.ExperimentFiles;
import io.github.zlpr.experiment.ScoreFile;
import io.github.zlpr.trainer.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/** Evaluates a saved model on the test data of the configured experiment. */
final class EvaluateCommand implements Command {

  /** Options of the command. */
  public static final class EvaluateOptions implements Options {

    /** The model. */
    @Option(charName = 'm', longName = "model", usage = "The model file.")
    public Path model;

    /** Directory of the files. */
    @Option(charName = 'o', longName = "output", usage = "Directory for the metrics.")
    public Path output;

    /** File of the scores. */
    @Option(longName = "scores", usage = "CSV file for the true labels and scores of each example.")
    public Path scores;

    /** For OLCUT. */
    public EvaluateOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Evaluates a model on the test data of the component named 'experiment'.";
    }
  }

  @Override
  public String usage() {
    return "evaluate  -m MODEL -c CONFIG.xml [-o OUTDIR] [--scores FILE]   evaluate a saved model";
  }

  @Override
  public void run(String[] arguments, InputStream in, PrintStream out) throws IOException {
    EvaluateOptions options = new EvaluateOptions();
    Experiment experiment = ExperimentArguments.read(arguments, options);
    if (options.model == null) {
      throw new ArgumentException("-m", "No model; give one by -m MODEL.");
    }
    ExperimentFiles files = options.output == null ? null : new ExperimentFiles(options.output);
    Model<MultiLabel> model = ModelFile.load(options.model);
    Experiment.Result result =
        options.scores == null
            ? experiment.evaluate(model, scored -> {})
            : ScoreFile.write(
                options.scores, model, listener -> experiment.evaluate(model, listener));
    if (files != null) {
      files.writeEvaluation(result);
    }
    out.print(result.evaluation());
  }
}
