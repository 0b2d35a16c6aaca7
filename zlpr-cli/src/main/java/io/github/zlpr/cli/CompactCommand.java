package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
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
final class CompactCommand implements Command<CompactCommand.CompactOptions> {

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
  public String syntax() {
    return "-m MODEL -o FILE [--size MB]";
  }

  @Override
  public String summary() {
    return "make a dense model small";
  }

  @Override
  public CompactOptions options() {
    return new CompactOptions();
  }

  @Override
  public boolean isConfigured() {
    return false;
  }

  @Override
  public void run(CompactOptions options, Arguments arguments, InputStream in, PrintStream out)
      throws IOException {
    arguments.requireNoOperands();
    Path file = Arguments.required(options.model, "-m", "model");
    Path output = Arguments.required(options.output, "-o", "file");
    if (!(options.size > 0.0)) {
      throw new ArgumentException("--size", "The size must be above 0, found " + options.size);
    }
    Model<MultiLabel> dense = ModelFile.load(file);
    Compaction compaction = Compaction.of(linear(dense), (long) (options.size * MEGABYTE));
    Model<MultiLabel> compact =
        dense instanceof SelectingModel selecting
            ? new SelectingModel(compaction.model(), selecting.getRule())
            : compaction.model();
    AtomicFile.write(output, compact::serializeToFile);
    out.printf(
        Locale.ROOT,
        "wrote %s: %.1f MB (before: %.1f MB)%n"
            + "kept %,d of %,d weights, %.1f %%%n"
            + "a score of an example of norm 1 is off by at most %.3f%n",
        output,
        Files.size(output) / MEGABYTE,
        Files.size(file) / MEGABYTE,
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
