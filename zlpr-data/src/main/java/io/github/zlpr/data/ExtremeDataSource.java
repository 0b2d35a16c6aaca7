package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.CompressedDatasetBuilder;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.RowSource;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * The text form of the Extreme Classification Repository, and multi-label LibSVM, which is the same
 * without the header line.
 *
 * <pre>
 *   3 5 4                     examples, features, labels
 *   0,2 0:0.5 4:1             labels, then feature:value
 *    1:2.5                    no label: the line begins with a space
 *   3 2:1e-3
 * </pre>
 *
 * <ul>
 *   <li>Features and labels are named by their numbers as they stand in the file, {@code 17}. So a
 *       feature has the same name in every file, whatever else is in it, and it does not matter
 *       whether a file counts from 0 or from 1.
 *   <li>With a header line there have to be as many rows as it says, and numbers from 0 to below
 *       what it says. A blank line is then a row without labels and features; without a header it
 *       is skipped.
 *   <li>Features may be in any order, but none may be there twice. Zeros are not stored. What
 *       follows a {@code #} is a comment.
 *   <li>Tribuo has no examples without features: a row without one stores feature 0 with value 0.
 *   <li>A file packed by gzip or bzip2, or a zip archive of one file, is read as it is. Its first
 *       bytes tell, not its name.
 * </ul>
 *
 * The file is read while the source is iterated, each time anew. If it changes while the source is
 * in use, the next look at it is refused: the hash in the provenance is that of what was read.
 *
 * <p>Sources of the format: <a href="http://manikvarma.org/downloads/XC/XMLRepository.html">The
 * Extreme Classification Repository</a>; <a
 * href="https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multilabel.html">LIBSVM data:
 * multi-label</a>.
 */
public final class ExtremeDataSource
    implements ConfigurableDataSource<MultiLabel>, RowSource, UnlabelledSource {

  @Config(mandatory = true, description = "The text file.")
  private Path path;

  private final MultiLabelFactory outputFactory = new MultiLabelFactory();
  private InputFile file;

  /** Used by the OLCUT configuration system. */
  private ExtremeDataSource() {}

  /**
   * A data source over a file.
   *
   * @param path the file.
   */
  public ExtremeDataSource(Path path) {
    this.path = path;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    file = new InputFile(path);
  }

  /**
   * Reads the file, example by example.
   *
   * @return the examples in the order of the file. Its methods throw {@link InvalidDataException}
   *     at a line that is not as it should be.
   * @throws InvalidDataException if the file is missing or empty, or its beginning is not what it
   *     should be.
   * @throws UncheckedIOException if it cannot be read.
   */
  @Override
  public Iterator<Example<MultiLabel>> iterator() {
    return new ExampleIterator<>(file, stream -> new ExtremeExamples(path, stream));
  }

  /**
   * Reads the file.
   *
   * @return the examples in the order of the file.
   * @throws InvalidDataException if the file is not as it should be.
   * @throws UncheckedIOException if it cannot be read.
   */
  @Override
  public CompressedDataset readRows() {
    CompressedDatasetBuilder rows = new CompressedDatasetBuilder(getProvenance(), outputFactory);
    Iterator<MultiLabel> outputs =
        new ExampleIterator<>(file, stream -> new ExtremeRows(path, stream, rows));
    while (outputs.hasNext()) {
      outputs.next();
    }
    return rows.build();
  }

  @Override
  public Iterator<Example<MultiLabel>> unlabelled(Path other, Set<String> labels) {
    return new ExtremeDataSource(other).iterator();
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
    return "ExtremeDataSource(path=" + path + ")";
  }
}
