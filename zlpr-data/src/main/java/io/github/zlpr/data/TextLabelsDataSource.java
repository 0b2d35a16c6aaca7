package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.CompressedDatasetBuilder;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.RowSource;
import io.github.zlpr.core.Settings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Texts with their labels, one a line: {@code text TAB label label …}.
 *
 * <p>Example: {@code a history of the fur trade<TAB>fur history canada}.
 *
 * <ul>
 *   <li>The text ends at the last tab of the line; labels are separated by blanks and have none
 *       inside. A line with a tab and nothing after it is a text without labels. Empty lines are
 *       skipped.
 *   <li>The encoding is UTF-8.
 *   <li>Features that fewer than {@code minCount} texts of the file have are left out, and so are
 *       labels that fewer than {@code minExamples} have. A source of test data needs neither: what
 *       the model does not know is ignored.
 *   <li>Tribuo has no examples without features: a text without any has the first feature of the
 *       file, in the order of names, with the value 0.
 *   <li>A packed file is read as it is ({@link ExtremeDataSource} says which).
 * </ul>
 *
 * The file is read when the source is iterated, and while it is if nothing is left out.
 */
public final class TextLabelsDataSource
    implements ConfigurableDataSource<MultiLabel>, RowSource, UnlabelledSource {

  @Config(mandatory = true, description = "The text file.")
  private Path path;

  @Config(mandatory = true, description = "Turns a text into features.")
  private TextFeatureExtractor<MultiLabel> extractor;

  @Config(description = "Fewest texts that have a feature, at least 1.")
  private int minCount = 1;

  @Config(description = "Fewest texts that have a label, at least 1.")
  private int minExamples = 1;

  private final MultiLabelFactory outputFactory = new MultiLabelFactory();
  private InputFile file;

  /** Used by the OLCUT configuration system. */
  private TextLabelsDataSource() {}

  /**
   * A data source over a file.
   *
   * @param path the file.
   * @param extractor turns a text into features.
   * @param minCount fewest texts that have a feature, at least 1.
   * @param minExamples fewest texts that have a label, at least 1.
   * @throws PropertyException if a number is below 1.
   */
  public TextLabelsDataSource(
      Path path, TextFeatureExtractor<MultiLabel> extractor, int minCount, int minExamples) {
    this.path = path;
    this.extractor = extractor;
    this.minCount = minCount;
    this.minExamples = minExamples;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.checkCount("minCount", minCount);
    Settings.checkCount("minExamples", minExamples);
    file = new InputFile(path);
  }

  /**
   * Reads the file.
   *
   * @return the examples in the order of the file.
   * @throws InvalidDataException if the file is missing, has no example, or has a line without a
   *     tab.
   * @throws UncheckedIOException if it cannot be read.
   */
  @Override
  public Iterator<Example<MultiLabel>> iterator() {
    return minCount == 1 && minExamples == 1 ? read() : readRows().iterator();
  }

  private Iterator<Example<MultiLabel>> read() {
    return new ExampleIterator<>(
        file, stream -> new TextExamples(new TextLabelsLines(path, stream), extractor));
  }

  /**
   * Reads the file.
   *
   * @return the examples in the order of the file.
   * @throws InvalidDataException as {@link #iterator} does.
   */
  @Override
  public CompressedDataset readRows() {
    CompressedDatasetBuilder builder = new CompressedDatasetBuilder(getProvenance(), outputFactory);
    read().forEachRemaining(builder::add);
    try {
      builder.dropRare(minCount, minExamples);
    } catch (IllegalArgumentException e) {
      throw new InvalidDataException(path, e.getMessage());
    }
    return builder.build();
  }

  /** A line without a tab is a text; of any other, the text ends at the last tab. */
  @Override
  public Iterator<Example<MultiLabel>> unlabelled(Path other, Set<String> labels) {
    return UnlabelledTexts.readWithLabels(other, extractor);
  }

  @Override
  public OutputFactory<MultiLabel> getOutputFactory() {
    return outputFactory;
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return FileDataSourceProvenance.of(this, Map.of("", file));
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
