package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.Recorded;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.data.csv.CSVDataSource;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Tribuo's CSV or JSON source, read so that a fault names file, line and column.
 *
 * <p>The settings are those of Tribuo's source, and its row processor makes the examples. Beyond
 * what that does:
 *
 * <ul>
 *   <li>Blanks around the labels of a list are left out: {@code warm, bright} are the labels of
 *       {@code warm,bright}. So are empty labels.
 *   <li>In JSON {@code null} is an empty cell, and an array in a column of labels is their list.
 *   <li>Packed files are read as {@link ArffDataSource} reads them.
 *   <li>A column that the row processor needs must be there, a number must be finite, the text must
 *       be UTF-8, and the file must stay as it is: else {@link InvalidDataException}.
 * </ul>
 *
 * The provenance is that of Tribuo's source.
 */
public final class TableSource implements DataSource<MultiLabel>, UnlabelledSource {
  private static final String JSON_SOURCE = "org.tribuo.json.JsonDataSource";
  private static final String REMEDY = "convert it from %s to UTF-8";

  private final DataSource<MultiLabel> source;
  private final Map<String, Provenance> settings;
  private final RowProcessor<MultiLabel> processor;
  private final InputFile file;

  private TableSource(
      DataSource<MultiLabel> source,
      Map<String, Provenance> settings,
      RowProcessor<MultiLabel> processor) {
    this.source = source;
    this.settings = settings;
    this.processor = processor;
    this.file = new InputFile(Path.of(setting("dataPath")));
  }

  /**
   * The source that reads what another does.
   *
   * @param source a data source.
   * @return one over the same table if it is Tribuo's CSV or JSON source and its row processor can
   *     be rebuilt from its provenance; otherwise the source itself.
   */
  public static DataSource<MultiLabel> of(DataSource<MultiLabel> source) {
    String name = source.getClass().getName();
    if ((name.equals(CSVDataSource.class.getName()) || name.equals(JSON_SOURCE))
        && source.getProvenance() instanceof ConfiguredObjectProvenance provenance) {
      Map<String, Provenance> settings = provenance.getConfiguredParameters();
      RowProcessor<MultiLabel> processor = processor(settings.get("rowProcessor"));
      return processor == null ? source : new TableSource(source, settings, processor);
    }
    return source;
  }

  @SuppressWarnings("unchecked") // The source makes multi-labels, and so does its row processor.
  private static RowProcessor<MultiLabel> processor(Provenance provenance) {
    try {
      return Recorded.rebuild(provenance, RowProcessor.class).orElse(null);
    } catch (PropertyException e) {
      return null;
    }
  }

  private String setting(String name) {
    return ((PrimitiveProvenance<?>) settings.get(name)).getValue().toString();
  }

  private List<String> headers() {
    return settings.get("headers") instanceof ListProvenance<?> list
        ? list.getList().stream()
            .map(header -> ((PrimitiveProvenance<?>) header).getValue().toString())
            .toList()
        : List.of();
  }

  /**
   * Reads the file, example by example.
   *
   * @return the examples in the order of the file.
   * @throws InvalidDataException if the file is missing, or its beginning is not what it should be.
   */
  @Override
  public Iterator<Example<MultiLabel>> iterator() {
    boolean outputRequired = Boolean.parseBoolean(setting("outputRequired"));
    return read(file, outputRequired ? RowsWithoutLabels.LEFT_OUT : RowsWithoutLabels.KEPT);
  }

  /** The columns of labels do not count, whether they are there or not. */
  @Override
  public Iterator<Example<MultiLabel>> unlabelled(Path other, Set<String> labels) {
    return read(new InputFile(other), RowsWithoutLabels.ALL);
  }

  /**
   * Makes an example of one row.
   *
   * @param cells the texts of its columns; the labels' do not count.
   * @return an example with an unknown output; without features if no processor finds any.
   * @throws InvalidDataException if a column is missing or a cell cannot be read.
   */
  public Example<MultiLabel> example(Map<String, String> cells) {
    Iterator<TableReader.Row> row = List.of(new TableReader.Row(1, cells)).iterator();
    TableReader table =
        new TableReader() {
          @Override
          public List<String> columns() {
            return List.copyOf(cells.keySet());
          }

          @Override
          public Row next() {
            return row.hasNext() ? row.next() : null;
          }
        };
    TableExamples examples =
        new TableExamples(Path.of("row"), table, processor, RowsWithoutLabels.ALL);
    examples.requireColumns(cells.keySet());
    try {
      return examples.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The columns that features are made of, as far as they are named one by one.
   *
   * @return their names.
   */
  public Set<String> featureColumns() {
    return processor.getFieldProcessors().keySet();
  }

  private Iterator<Example<MultiLabel>> read(InputFile input, RowsWithoutLabels policy) {
    Charset utf8 = StandardCharsets.UTF_8;
    return new ExampleIterator<>(
        input,
        stream -> {
          TableExamples examples =
              Encodings.decoding(
                  input, utf8, REMEDY, () -> open(input, Encodings.reader(stream, utf8), policy));
          return () -> Encodings.decoding(input, utf8, REMEDY, examples::next);
        });
  }

  private TableExamples open(InputFile input, Reader text, RowsWithoutLabels policy)
      throws IOException {
    if (source.getClass().getName().equals(JSON_SOURCE)) {
      Set<String> labels = Set.copyOf(processor.getResponseProcessor().getFieldNames());
      JsonReader rows = new JsonReader(input, text, labels, processor.getColumnNames());
      return new TableExamples(input.path(), rows, processor, policy);
    }
    char separator = setting("separator").charAt(0);
    char quote = setting("quote").charAt(0);
    CsvReader rows = new CsvReader(input, text, separator, quote, headers());
    TableExamples examples = new TableExamples(input.path(), rows, processor, policy);
    examples.requireColumns(rows.columns());
    return examples;
  }

  @Override
  public OutputFactory<MultiLabel> getOutputFactory() {
    return source.getOutputFactory();
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return source.getProvenance();
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
