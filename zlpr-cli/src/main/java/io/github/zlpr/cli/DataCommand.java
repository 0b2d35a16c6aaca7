package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.data.DataFiles;
import io.github.zlpr.data.DataSummary;
import io.github.zlpr.data.TableSource;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.span.SpanDataSource;
import io.github.zlpr.span.SpanSummary;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.DataSource;
import org.tribuo.multilabel.MultiLabel;

/** Describes data files, or the data sources of a configuration. */
final class DataCommand implements Command<DataCommand.DataOptions> {

  /** Options of the command. */
  public static final class DataOptions implements Options {

    /** The label file. */
    @Option(
        longName = "labels",
        usage = "Mulan's XML file with the names of the labels, if it is not found by its name.")
    public Path labels;

    /** For OLCUT. */
    public DataOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Describes data files (ARFF, extreme classification or LibSVM text), or with -c the"
          + " data sources of a configuration, of spans too: those named, or all.";
    }
  }

  @Override
  public String syntax() {
    return "[--labels FILE] FILE ... | -c CONFIG.xml [NAME ...]";
  }

  @Override
  public String summary() {
    return "what data holds";
  }

  @Override
  public DataOptions options() {
    return new DataOptions();
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  @Override
  public void run(DataOptions options, Arguments arguments, InputStream in, PrintStream out) {
    List<String> names = arguments.operands();
    if (!arguments.configurations().isEmpty()) {
      ConfigurationManager manager = arguments.configuration();
      for (String name : names.isEmpty() ? sources(manager) : names) {
        out.println(name);
        out.println(summary(manager, name));
      }
    } else if (names.isEmpty()) {
      throw new ArgumentException("FILE", "No data; give files, or a configuration by -c.");
    } else {
      for (String name : names) {
        requireNoConfiguration(name);
        out.println(name);
        out.println(summary(DataFiles.source(Path.of(name), options.labels)));
      }
    }
  }

  private static List<String> sources(ConfigurationManager manager) {
    return Stream.of(ConfigurableDataSource.class, SpanDataSource.class)
        .flatMap(type -> manager.listAll(type).stream())
        .sorted()
        .toList();
  }

  static DataSource<MultiLabel> source(ConfigurationManager manager, String name) {
    ConfigurableDataSource<?> source =
        Configurations.lookup(manager, name, ConfigurableDataSource.class);
    if (source.getOutputFactory().getTypeWitness() != MultiLabel.class) {
      throw new PropertyException(name, "has no multi-label data");
    }
    @SuppressWarnings("unchecked") // Its output factory makes multi-labels.
    DataSource<MultiLabel> multiLabel = (DataSource<MultiLabel>) source;
    return multiLabel;
  }

  private static void requireNoConfiguration(String name) {
    if (name.endsWith(".xml") || name.endsWith(".json")) {
      throw new ArgumentException(name, "A configuration is given by -c.");
    }
  }

  private static Object summary(ConfigurationManager manager, String name) {
    if (Configurations.lookup(manager, name, Configurable.class) instanceof SpanDataSource spans) {
      return new SpanSummary(spans);
    }
    return summary(source(manager, name));
  }

  private static DataSummary summary(DataSource<MultiLabel> source) {
    return new DataSummary(TableSource.of(source));
  }
}
