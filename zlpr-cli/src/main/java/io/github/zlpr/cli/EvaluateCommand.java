package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.ExperimentFiles;
import io.github.zlpr.experiment.ScoreFile;
import io.github.zlpr.span.SpanEvaluation;
import io.github.zlpr.span.SpanExperiment;
import io.github.zlpr.span.SpanModel;
import io.github.zlpr.trainer.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/** Evaluates a saved model on the test data of the configured experiment. */
final class EvaluateCommand implements Command<EvaluateCommand.EvaluateOptions> {

  /** Options of the command. */
  public static final class EvaluateOptions implements Options {

    /** The model. */
    @Option(charName = 'm', longName = "model", usage = "The model file.")
    public Path model;

    /** Directory of the files. */
    @Option(charName = 'o', longName = "output", usage = "Directory for the metrics.")
    public Path output;

    /** Whether files of another run may be replaced. */
    @Option(longName = "overwrite", usage = "Replace the files of another run in OUTDIR.")
    public boolean overwrite;

    /** File of the scores. */
    @Option(
        longName = "scores",
        usage = "CSV file for the true labels and the scores of each test example.")
    public Path scores;

    /** For OLCUT. */
    public EvaluateOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Evaluates a model on the test data of the component named 'experiment', and prints"
          + " the metrics. With -o, writes metrics.json, report.html and provenance.json.";
    }
  }

  @Override
  public String syntax() {
    return "-m MODEL -c CONFIG.xml [-o OUTDIR [--overwrite]] [--scores FILE]";
  }

  @Override
  public String summary() {
    return "evaluate a saved model";
  }

  @Override
  public EvaluateOptions options() {
    return new EvaluateOptions();
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  @Override
  public void run(EvaluateOptions options, Arguments arguments, InputStream in, PrintStream out)
      throws IOException {
    Configurable experiment = arguments.requireNoOperands().experiment();
    Path file = Arguments.required(options.model, "-m", "model");
    ExperimentFiles files =
        options.output == null ? null : OutputFolder.open(options.output, options.overwrite);
    Model<MultiLabel> model = ModelFile.load(file);
    if (model instanceof SpanModel != experiment instanceof SpanExperiment) {
      throw new ArgumentException(
          "-m",
          file
              + " is a "
              + model.getClass().getSimpleName()
              + ", and the experiment a "
              + experiment.getClass().getSimpleName()
              + "; models that find spans need a SpanExperiment, and only they do.");
    }
    out.print(
        experiment instanceof SpanExperiment spans
            ? run(spans, (SpanModel) model, options, files)
            : run((Experiment) experiment, model, options, files));
  }

  private static RankingEvaluation run(
      Experiment experiment,
      Model<MultiLabel> model,
      EvaluateOptions options,
      ExperimentFiles files)
      throws IOException {
    Experiment.Result result =
        options.scores == null
            ? experiment.evaluate(model, scored -> {})
            : ScoreFile.write(
                options.scores, model, listener -> experiment.evaluate(model, listener));
    if (files != null) {
      files.writeEvaluation(result);
    }
    return result.evaluation();
  }

  private static SpanEvaluation run(
      SpanExperiment experiment, SpanModel model, EvaluateOptions options, ExperimentFiles files)
      throws IOException {
    if (options.scores != null) {
      throw new ArgumentException(
          "--scores", "There is no such file for spans; zlpr predict gives their scores.");
    }
    SpanExperiment.Result result = experiment.evaluate(model);
    if (files != null) {
      files.writeEvaluation(result);
    }
    return result.evaluation();
  }
}
