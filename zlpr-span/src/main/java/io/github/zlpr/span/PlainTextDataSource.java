package io.github.zlpr.span;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.Settings;
import io.github.zlpr.data.ExampleIterator;
import io.github.zlpr.data.ExampleReader;
import io.github.zlpr.data.TextLines;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.util.tokens.Tokenizer;
import org.tribuo.util.tokens.impl.BreakIteratorTokenizer;

/**
 * Plain text, to find spans in: each line is a sentence, in which nothing is marked. Lines without
 * a token are skipped. The encoding is UTF-8.
 */
public final class PlainTextDataSource implements SpanDataSource {

  @Config(mandatory = true, description = "The file, or a folder of files.")
  private Path path;

  @Config(description = "Cuts a line into tokens.")
  private Tokenizer tokenizer = new BreakIteratorTokenizer(Locale.ENGLISH);

  private SourceFiles files;

  /** Used by the OLCUT configuration system. */
  private PlainTextDataSource() {}

  /**
   * A source over a file.
   *
   * @param path the file, or a folder of files.
   * @param tokenizer cuts a line into tokens.
   */
  public PlainTextDataSource(Path path, Tokenizer tokenizer) {
    this.path = path;
    this.tokenizer = tokenizer;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    files = new SourceFiles(path, "", 1, new int[0]);
  }

  /**
   * A text as a sentence.
   *
   * @param text the text.
   * @param tokenizer cuts it into tokens.
   * @return the sentence; nothing if it has no token.
   */
  public static Optional<Sentence> sentence(String text, Tokenizer tokenizer) {
    List<String> tokens;
    synchronized (tokenizer) {
      tokens = tokenizer.split(text);
    }
    return tokens.isEmpty() ? Optional.empty() : Optional.of(Sentence.of(tokens, List.of()));
  }

  /**
   * Reads the files.
   *
   * @return the sentences in the order of the files.
   * @throws InvalidDataException if a file is missing, is not text or has no token.
   */
  @Override
  public Iterator<Sentence> iterator() {
    return files.iterator(
        file -> new ExampleIterator<>(file, stream -> reader(new TextLines(file, stream))));
  }

  private ExampleReader<Sentence> reader(TextLines lines) {
    return () -> {
      Optional<Sentence> sentence = Optional.empty();
      while (sentence.isEmpty()) {
        String line = lines.next();
        if (line == null) {
          return null;
        }
        sentence = sentence(line, tokenizer);
      }
      return sentence.get();
    };
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
