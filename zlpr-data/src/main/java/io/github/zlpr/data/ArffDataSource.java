package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.InvalidDataException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.HashMap;
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
 * Multi-label data in Weka's ARFF form. Which attributes are labels is said by an XML file, as
 * Mulan does, or by {@code -C n} in the name of the relation, as MEKA does: the first n attributes,
 * or the last |n| if n is negative.
 *
 * <ul>
 *   <li>A label with value 1 is set, with value 0 it is not; a value in between is a soft target
 *       and becomes the label's score. The words {@code true}, {@code yes}, {@code t}, {@code y}
 *       and {@code false}, {@code no}, {@code f}, {@code n} are read as 1 and 0, in any case.
 *       Mulan's labels are matched by name, in whatever order the XML has them.
 *   <li>A numeric attribute is a feature of its name. So is a nominal attribute whose values are
 *       all numbers, as {@code {0,1}}. Each value of any other nominal attribute is a feature
 *       {@code name=value} of value 1. String, date and relational attributes are refused.
 *   <li>Values are parted by commas, blanks or tabs, as Weka has it.
 *   <li>In a sparse row a left-out attribute is 0, or the first value of a nominal attribute; zeros
 *       are not stored. A dense row keeps its zeros.
 *   <li>Tribuo has no examples without features: a sparse row of zeros stores all of them.
 *   <li>The weight that may end a row, as in <code>1,0,{0.5}</code> or <code>1 0 {0.5}</code>, is
 *       the example's weight. Weights of attributes are refused.
 *   <li>A missing value ({@code ?}) is refused; or with {@code omitFeature} the feature is not
 *       stored, which is Tribuo's way to say unknown and in a linear model the same as 0, that is
 *       the mean where features are standardised; or with {@code dropExample} the example is left
 *       out. A missing label is refused unless its example is dropped.
 *   <li>Files packed by gzip or bzip2, and zip archives of one file, are read as they are. Their
 *       first bytes tell, not their names.
 * </ul>
 *
 * The files are read while the source is iterated, each time anew. A file that changes while the
 * source is in use is refused at the next look at it: the hash in the provenance is that of what
 * was read.
 *
 * <p>Sources of the format: <a
 * href="https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/">ARFF</a>, <a
 * href="https://mulan.sourceforge.net/format.html">Mulan</a>, <a
 * href="https://waikato.github.io/meka/datasets/">MEKA</a>.
 */
public final class ArffDataSource implements ConfigurableDataSource<MultiLabel>, UnlabelledSource {

  @Config(mandatory = true, description = "The ARFF file.")
  private Path path;

  @Config(description = "Mulan's XML file with the names of the labels; none for MEKA's form.")
  private Path labelsPath;

  @Config(description = "Encoding of the ARFF file; UTF-16 with a byte order mark is recognised.")
  private String charset = "UTF-8";

  @Config(description = "What to do about missing values: refuse, omitFeature or dropExample.")
  private String missing = "refuse";

  private final MultiLabelFactory outputFactory = new MultiLabelFactory();
  private InputFile file;
  private InputFile labelsFile;

  /** Used by the OLCUT configuration system. */
  private ArffDataSource() {}

  /**
   * A data source over MEKA's file, in UTF-8 and without missing values.
   *
   * @param path the ARFF file.
   */
  public ArffDataSource(Path path) {
    this(path, null);
  }

  /**
   * A data source over Mulan's two files, in UTF-8 and without missing values.
   *
   * @param path the ARFF file.
   * @param labelsPath the XML file with the names of the labels; null for MEKA's form.
   */
  public ArffDataSource(Path path, Path labelsPath) {
    this(path, labelsPath, "UTF-8", "refuse");
  }

  /**
   * A data source.
   *
   * @param path the ARFF file.
   * @param labelsPath the XML file with the names of the labels; null for MEKA's form.
   * @param charset the encoding of the ARFF file.
   * @param missing what to do about missing values: {@code refuse}, {@code omitFeature} or {@code
   *     dropExample}.
   * @throws PropertyException if there is no such encoding or policy.
   */
  public ArffDataSource(Path path, Path labelsPath, String charset, String missing) {
    this.path = path;
    this.labelsPath = labelsPath;
    this.charset = charset;
    this.missing = missing;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    try {
      Charset.forName(charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new PropertyException(e, "", "charset", "must be an encoding, found " + charset);
    }
    if (MissingValues.of(missing) == null) {
      throw new PropertyException(
          "", "missing", "must be refuse, omitFeature or dropExample, found " + missing);
    }
    file = new InputFile(path);
    labelsFile = labelsPath == null ? null : new InputFile(labelsPath);
  }

  /**
   * Reads the files, example by example.
   *
   * @return the examples in the order of the file. Its methods throw {@link InvalidDataException}
   *     at a line that is not as it should be.
   * @throws InvalidDataException if a file is missing, or its beginning is not what it should be.
   * @throws UncheckedIOException if a file cannot be read.
   */
  @Override
  public Iterator<Example<MultiLabel>> iterator() {
    return new ExampleIterator<>(
        file,
        stream -> {
          ArffReader reader = new ArffReader(file, stream, Charset.forName(charset));
          return new ArffExamples(
              reader, ArffLabels.of(path, reader, labelsFile), MissingValues.of(missing));
        });
  }

  /** A missing value of a feature is refused or leaves the feature out, as {@code missing} says. */
  @Override
  public Iterator<Example<MultiLabel>> unlabelled(Path other, Set<String> labels) {
    InputFile input = new InputFile(other);
    return new ExampleIterator<>(
        input,
        stream ->
            ArffExamples.unlabelled(
                new ArffReader(input, stream, Charset.forName(charset)),
                labels,
                MissingValues.of(missing)));
  }

  @Override
  public OutputFactory<MultiLabel> getOutputFactory() {
    return outputFactory;
  }

  @Override
  public DataSourceProvenance getProvenance() {
    Map<String, InputFile> files = new HashMap<>();
    files.put("", file);
    if (labelsFile != null) {
      files.put("labels", labelsFile);
    }
    return FileDataSourceProvenance.of(this, files);
  }

  @Override
  public String toString() {
    return "ArffDataSource(path="
        + path
        + ",labelsPath="
        + labelsPath
        + ",charset="
        + charset
        + ",missing="
        + missing
        + ")";
  }
}
