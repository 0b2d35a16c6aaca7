package io.github.zlpr.span;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.Settings;
import io.github.zlpr.data.ExampleIterator;
import io.github.zlpr.data.InputFile;
import io.github.zlpr.data.TextLines;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Sentences with one token a line, as the shared tasks of CoNLL have them.
 *
 * <pre>
 *   Empire   B-location
 *   State    I-location
 *   Building I-location
 * </pre>
 *
 * <ul>
 *   <li>Columns are separated by tabs, or by blanks in lines without a tab. An empty line, or one
 *       of blanks, ends a sentence; the last one may end with the file.
 *   <li>The tags are in the last column, or in those that {@code tagColumns} names. Several columns
 *       mark nested spans, each column some that do not overlap.
 *   <li>Tags may be IOB1, IOB2, BIOES, BILOU or BMES; by default all are read as the script {@code
 *       conlleval} does. A {@code scheme} that is named is required, and a tag that cannot stand
 *       where it does is refused. With {@code IO} the types stand alone.
 *   <li>Without {@code tagged} there need not be tags, and nothing is marked.
 *   <li>Lines that begin with {@code #} and have no tag are comments; {@code -DOCSTART-} marks a
 *       new document, and is left out.
 *   <li>All columns can be made into features.
 *   <li>A folder is read file by file, in the order of their names. With n {@code folds} only those
 *       files are read whose place in this order, from 0, is one of {@code parts} modulo n: so
 *       documents are dealt into training, development and test data.
 *   <li>The encoding is UTF-8. A packed file is read as it is, see {@link
 *       io.github.zlpr.data.ArffDataSource}.
 * </ul>
 *
 * The files are read while the source is iterated.
 */
public final class ConllDataSource implements SpanDataSource {

  @Config(mandatory = true, description = "The file, or a folder of files.")
  private Path path;

  @Config(description = "The column of the token, from 0.")
  private int tokenColumn = 0;

  @Config(description = "The columns of the tags, from 0; none for the last column.")
  private int[] tagColumns = new int[0];

  @Config(
      description =
          "How tags mark spans: IOB1, IOB2, BIOES or IO; automatic for all but IO, as conlleval.")
  private String scheme = TagScheme.AUTOMATIC.toString();

  @Config(description = "Whether there are tags; without them nothing is marked.")
  private boolean tagged = true;

  @Config(description = "The number of parts that the files of a folder are dealt into.")
  private int folds = 1;

  @Config(description = "The parts to read, from 0; none for all.")
  private int[] parts = new int[0];

  private TagScheme tagScheme;
  private SourceFiles files;

  /** Used by the OLCUT configuration system. */
  private ConllDataSource() {}

  /**
   * A source over a file with the token in the first and the tag in the last column.
   *
   * @param path the file, or a folder of files.
   */
  public ConllDataSource(Path path) {
    this(path, 0, List.of(), "automatic");
  }

  /**
   * A source over a file.
   *
   * @param path the file, or a folder of files.
   * @param tokenColumn the column of the token, from 0.
   * @param tagColumns the columns of the tags, from 0; none for the last column.
   * @param scheme how tags mark spans: automatic, IOB1, IOB2, BIOES or IO.
   * @throws PropertyException if a column is below 0, or there is no such scheme.
   */
  public ConllDataSource(Path path, int tokenColumn, List<Integer> tagColumns, String scheme) {
    this.path = path;
    this.tokenColumn = tokenColumn;
    this.tagColumns = tagColumns.stream().mapToInt(Integer::intValue).toArray();
    this.scheme = scheme;
    postConfig();
  }

  /**
   * This source with only some of a folder's files.
   *
   * @param folds the number n of parts, at least 1.
   * @param parts the parts to read, from 0: the files whose place is one of them modulo n.
   * @return a new source.
   * @throws PropertyException if a part is not one of n.
   */
  public ConllDataSource withParts(int folds, List<Integer> parts) {
    ConllDataSource changed = new ConllDataSource();
    Settings.copy(this, changed);
    changed.folds = folds;
    changed.parts = parts.stream().mapToInt(Integer::intValue).toArray();
    changed.postConfig();
    return changed;
  }

  /**
   * This source without a look at tags, to find spans in its sentences.
   *
   * @return a new source, of sentences in which nothing is marked.
   */
  public ConllDataSource withoutTags() {
    ConllDataSource changed = new ConllDataSource();
    Settings.copy(this, changed);
    changed.tagged = false;
    changed.postConfig();
    return changed;
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(tokenColumn >= 0, "tokenColumn", tokenColumn, "at least 0");
    for (int column : tagColumns) {
      Settings.check(
          column >= 0 && column != tokenColumn,
          "tagColumns",
          column,
          "at least 0 and not the tokenColumn");
    }
    tagScheme = TagScheme.named(scheme).orElse(null);
    Settings.check(tagScheme != null, "scheme", scheme, "one of " + TagScheme.names());
    files = new SourceFiles(path, "", folds, parts);
  }

  /**
   * Reads the files.
   *
   * @return the sentences in the order of the files.
   * @throws InvalidDataException if a file is missing, or its beginning is not what it should be.
   */
  @Override
  public Iterator<Sentence> iterator() {
    return files.iterator(this::open);
  }

  private Iterator<Sentence> open(InputFile file) {
    return new ExampleIterator<>(
        file,
        stream ->
            new ConllReader(
                file, new TextLines(file, stream), tokenColumn, tagged, tagColumns, tagScheme));
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return files.provenance(this);
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
