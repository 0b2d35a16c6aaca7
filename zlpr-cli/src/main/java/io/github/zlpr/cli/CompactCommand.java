package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.core.AtomicFile;
import io.github.zlpr.trainer.model.Compaction;
import io.github.zlpr.trainer.model.ModelFile;
import io.github.zlpr.trainer.rule.SelectingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/** Makes a small model of a dense one. */
final class CompactCommand implements Command {

  private static final double MEGABYTE = 1e6;

  /** Options of the command. */
  public static final class CompactOptions implements Options {

    /** The dense model. */
    @Option(charName = 'm', longName = "model", usage = "The model file, of a dense linear model.")
    public Path model;

    /** The compact model. */
    @Option(charName = 'o', longName = "output", usage = "File for the compact model.")
    public Path output;

    /** The wanted size. */
    @Option(
        longName = "size",
        usage =
            "Largest size of the file in MB: the largest weights that fit are kept. Without it only"
                + " those too small for a byte are dropped.")
    public double size = Double.POSITIVE_INFINITY;

    /** For OLCUT. */
    public CompactOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Makes a small model of a dense one, and says what is lost.";
    }
  }

  @Override
  public String usage() {
    return "compact   -m MODEL -o FILE [--size MB]   make a dense model small";
  }

  @Override
  public void run(String[] arguments, InputStream in, PrintStream out) throws IOException {
    CompactOptions options = new CompactOptions();
    ConfigurationManager manager = new ConfigurationManager(arguments, options, false);
    if (manager.getUnnamedArguments().length > 0) {
      throw new ArgumentException(manager.getUnnamedArguments()[0], "Unknown argument.");
    }
    if (options.model == null) {
      throw new ArgumentException("-m", "No model; give one by -m MODEL.");
    }
    if (options.output == null) {
      throw new ArgumentException("-o", "No file for the compact model; give one by -o FILE.");
    }
    if (!(options.size > 0.0)) {
      throw new ArgumentException("--size", "The size must be above 0, found " + options.size);
    }
    Model<MultiLabel> dense = ModelFile.load(options.model);
    Compaction compaction = Compaction.of(linear(dense), (long) (options.size * MEGABYTE));
    Model<MultiLabel> compact =
        dense instanceof SelectingModel selecting
            ? new SelectingModel(compaction.model(), selecting.getRule())
            : compaction.model();
    AtomicFile.write(options.output, compact::serializeToFile);
    out.printf(
        Locale.ROOT,
        "wrote %s: %.1f MB (before: %.1f MB)%n"
            + "kept %,d of %,d weights, %.1f %%%n"
            + "a score of an example of norm 1 is off by at most %.3f%n",
        options.output,
        Files.size(options.output) / MEGABYTE,
        Files.size(options.model) / MEGABYTE,
        compaction.kept(),
        compaction.all(),
        100.0 * compaction.kept() / Math.max(1, compaction.all()),
        compaction.largestError());
  }

  private static LinearSGDModel linear(Model<MultiLabel> model) {
    Model<MultiLabel> inner =
        model instanceof SelectingModel selecting ? selecting.getInnerModel() : model;
    Object any = inner;
    if (any instanceof LinearSGDModel linear) {
      return linear;
    }
    throw new IllegalArgumentException(
        "only Tribuo's LinearSGDModel can be made compact, found " + inner.getClass().getName());
  }
}
