package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.experiment.ExperimentFiles;
import io.github.zlpr.experiment.Reproduction;
import io.github.zlpr.experiment.ReproductionResult;
import io.github.zlpr.trainer.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/** Repeats the run that made a model, and compares. */
final class ReproduceCommand implements Command<ReproduceCommand.ReproduceOptions> {

  /** Options of the command. */
  public static final class ReproduceOptions implements Options {

    /** The model. */
    @Option(charName = 'm', longName = "model", usage = "The model file.")
    public Path model;

    /** Folder of the data. */
    @Option(
        longName = "data",
        usage =
            "Folder with all the data files, where they are not to be read from the recorded paths:"
                + " each at the end of its recorded path, such as emotions/emotions-train.arff.")
    public Path data;

    /** Directory of the files. */
    @Option(
        charName = 'o',
        longName = "output",
        usage = "Directory for the rebuilt configuration, the new model and the comparison.")
    public Path output;

    /** Whether files of another run may be replaced. */
    @Option(longName = "overwrite", usage = "Replace the files of another run in OUTDIR.")
    public boolean overwrite;

    /** For OLCUT. */
    public ReproduceOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Repeats the run that made a model, from its provenance; exit code 0 if all is the"
          + " same, 1 if not, 2 if it cannot be rebuilt.";
    }
  }

  @Override
  public String syntax() {
    return "-m MODEL [--data FOLDER] [-o OUTDIR [--overwrite]]";
  }

  @Override
  public String summary() {
    return "train and evaluate again, and compare";
  }

  @Override
  public ReproduceOptions options() {
    return new ReproduceOptions();
  }

  @Override
  public boolean isConfigured() {
    return false;
  }

  @Override
  public void run(ReproduceOptions options, Arguments arguments, InputStream in, PrintStream out)
      throws IOException {
    arguments.requireNoOperands();
    Path file = Arguments.required(options.model, "-m", "model");
    if (options.data != null && !Files.isDirectory(options.data)) {
      throw new ArgumentException("--data", options.data + " is not a folder.");
    }
    ExperimentFiles files =
        options.output == null ? null : OutputFolder.open(options.output, options.overwrite);
    Model<MultiLabel> model = ModelFile.load(file);
    Reproduction reproduction =
        options.data == null ? Reproduction.of(model) : Reproduction.of(model, options.data);
    ReproductionResult result = reproduction.run();
    if (files != null) {
      files.write(reproduction, result);
      out.println("wrote " + options.output);
    }
    out.print(result.toText());
    if (!result.identical()) {
      throw new NegativeAnswer("not reproduced: " + result.firstDifferences());
    }
    out.println("reproduced, identical to the bit: " + result.compared());
  }
}
