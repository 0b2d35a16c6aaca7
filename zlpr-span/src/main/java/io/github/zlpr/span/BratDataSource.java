package io.github.zlpr.span;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.Settings;
import io.github.zlpr.data.InputFile;
import io.github.zlpr.data.InputFileStream;
import io.github.zlpr.data.TextLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.util.tokens.Token;
import org.tribuo.util.tokens.Tokenizer;
import org.tribuo.util.tokens.impl.BreakIteratorTokenizer;

/**
 * Texts with spans in the standoff form of brat: {@code a.txt} has the text, {@code a.ann} beside
 * it lines such as
 *
 * <pre>
 *   T1 TAB location 10 18 TAB New York
 * </pre>
 *
 * <ul>
 *   <li>Each line of the text is a sentence, cut into tokens by a tokenizer. Numbers are those of
 *       characters in the text, from 0; the second one is that behind the last character.
 *   <li>A span that begins or ends inside a token gets the whole token. One that goes over the end
 *       of a line, or consists of several pieces, is left out; how many of each there are is
 *       logged.
 *   <li>Other lines than those of spans ({@code T}) are ignored.
 *   <li>A folder is read file by file, in the order of names; {@code folds} and {@code parts} are
 *       those of {@link ConllDataSource}. The encoding is UTF-8.
 * </ul>
 */
public final class BratDataSource implements SpanDataSource {
  private static final Logger logger = Logger.getLogger(BratDataSource.class.getName());

  private static final String TEXT = ".txt";
  private static final String ANNOTATIONS = ".ann";
  private static final Pattern SPAN = Pattern.compile("T[^\t]*\t([^ \t]+) (\\d+) (\\d+)(\t.*)?");
  private static final Pattern PIECES =
      Pattern.compile("T[^\t]*\t[^ \t]+ \\d+ \\d+(;\\d+ \\d+)+(\t.*)?");

  @Config(mandatory = true, description = "The text file, or a folder of such files.")
  private Path path;

  @Config(description = "Cuts a line into tokens.")
  private Tokenizer tokenizer = new BreakIteratorTokenizer(Locale.ENGLISH);

  @Config(description = "The number of parts that the files of a folder are dealt into.")
  private int folds = 1;

  @Config(description = "The parts to read, from 0; none for all.")
  private int[] parts = new int[0];

  private SourceFiles files;

  /** Used by the OLCUT configuration system. */
  private BratDataSource() {}

  /**
   * A source over a file.
   *
   * @param path the text file, or a folder of such files.
   * @param tokenizer cuts a line into tokens.
   */
  public BratDataSource(Path path, Tokenizer tokenizer) {
    this.path = path;
    this.tokenizer = tokenizer;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    files = new SourceFiles(path, TEXT, folds, parts);
  }

  /**
   * Reads the files.
   *
   * @return the sentences in the order of the files.
   * @throws InvalidDataException if a file is missing or is not what it should be.
   */
  @Override
  public Iterator<Sentence> iterator() {
    return files.iterator(file -> new Document(file).sentences().iterator());
  }

  private static Path annotations(Path text) {
    String name = text.getFileName().toString();
    String stem = name.endsWith(TEXT) ? name.substring(0, name.length() - TEXT.length()) : name;
    return text.resolveSibling(stem + ANNOTATIONS);
  }

  /** Tokenizers have a state. */
  private static List<Token> tokens(Tokenizer shared, String text) {
    synchronized (shared) {
      return shared.tokenize(text);
    }
  }

  /** A span in characters of the text. */
  private record Marked(int start, int end, String type, long line) {}

  /** A text with its spans. */
  private final class Document {
    private final InputFile file;
    private final InputFile annotations;
    private final String text;
    private final List<Marked> marked = new ArrayList<>();
    private int inPieces;
    private int overLines;
    private int grown;

    Document(InputFile file) {
      this.file = file;
      annotations = new InputFile(annotations(file.path()));
      try {
        text = read();
        readAnnotations();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String read() throws IOException {
      try (InputFileStream stream = file.open()) {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(stream.readAllBytes()))
            .toString();
      } catch (CharacterCodingException e) {
        throw new InvalidDataException(file.path(), "is not UTF-8 text; convert it to UTF-8");
      }
    }

    private void readAnnotations() throws IOException {
      int characters = text.codePointCount(0, text.length());
      try (InputFileStream stream = annotations.open()) {
        TextLines lines = new TextLines(annotations, stream);
        for (String line = lines.next(); line != null; line = lines.next()) {
          Matcher span = SPAN.matcher(line);
          if (span.matches()) {
            int start = number(span.group(2), characters, lines);
            int end = number(span.group(3), characters, lines);
            if (start >= end) {
              throw lines.fault("has a span without characters");
            }
            marked.add(
                new Marked(
                    text.offsetByCodePoints(0, start),
                    text.offsetByCodePoints(0, end),
                    span.group(1),
                    lines.number()));
          } else if (PIECES.matcher(line).matches()) {
            inPieces++;
          } else if (line.startsWith("T")) {
            throw lines.fault("is no span, such as T1 TAB type 0 5 TAB text");
          }
        }
      }
    }

    private int number(String digits, int characters, TextLines lines) {
      if (digits.length() > 9 || Integer.parseInt(digits) > characters) {
        throw lines.fault(
            "has a span up to " + digits + ", and the text only " + characters + " characters");
      }
      return Integer.parseInt(digits);
    }

    private List<Sentence> sentences() {
      List<Sentence> sentences = new ArrayList<>();
      int placed = 0;
      int start = 0;
      while (start < text.length()) {
        int end = text.indexOf('\n', start);
        end = end < 0 ? text.length() : end;
        List<Token> tokens = tokens(tokenizer, text.substring(start, end));
        if (!tokens.isEmpty()) {
          List<Span> spans = new ArrayList<>();
          for (Marked span : marked) {
            if (span.start >= start && span.end <= end) {
              span(span, start, tokens, spans);
              placed++;
            }
          }
          sentences.add(Sentence.of(tokens.stream().map(token -> token.text).toList(), spans));
        }
        start = end + 1;
      }
      overLines = marked.size() - placed;
      log();
      if (sentences.isEmpty()) {
        throw new InvalidDataException(file.path(), "has no examples");
      }
      return sentences;
    }

    private void span(Marked span, int line, List<Token> tokens, List<Span> spans) {
      int first = 0;
      while (first < tokens.size() && line + tokens.get(first).end <= span.start) {
        first++;
      }
      int behind = first;
      while (behind < tokens.size() && line + tokens.get(behind).start < span.end) {
        behind++;
      }
      if (first == behind) {
        throw new InvalidDataException(
            annotations.path(), span.line, "has a span without a token of the text");
      }
      if (line + tokens.get(first).start < span.start
          || line + tokens.get(behind - 1).end > span.end) {
        grown++;
      }
      spans.add(new Span(first, behind, span.type));
    }

    private void log() {
      if (inPieces + overLines + grown > 0) {
        logger.info(
            String.format(
                Locale.ROOT,
                "%s: of %,d spans, %,d begin or end inside a token and got all of it; %,d over the"
                    + " end of a line and %,d in pieces were left out",
                annotations.path(),
                marked.size() + inPieces,
                grown,
                overLines,
                inPieces));
      }
    }
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return files.provenance(this, Map.of(ANNOTATIONS, BratDataSource::annotations));
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
