package io.github.zlpr.trainer.data;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads an ARFF file row by row: the header at once, then one row for each call of {@link #next}.
 *
 * <p>Read are numeric and nominal attributes, dense and sparse rows, quoted names and values with
 * backslash escapes, comment lines and blank lines. A quote or a percent sign inside a bare word is
 * part of the word.
 *
 * @see <a href="https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/">ARFF</a>
 */
final class ArffReader implements Closeable {

  /**
   * An attribute of the header.
   *
   * @param name its name, unquoted.
   * @param values the values of a nominal attribute in the order of the header; empty for a numeric
   *     one.
   */
  record Attribute(String name, List<String> values) {

    boolean isNumeric() {
      return values.isEmpty();
    }
  }

  /**
   * A value of a row.
   *
   * @param attribute the position of its attribute.
   * @param text the value as written, unquoted.
   */
  record Value(int attribute, String text) {}

  private final Path file;
  private final BufferedReader reader;
  private final List<Attribute> attributes = new ArrayList<>();
  private long line;
  private boolean sparse;

  /**
   * Opens a file and reads its header.
   *
   * @param file the file, in UTF-8.
   * @throws InvalidDataException if the header is not that of an ARFF file that can be read here.
   * @throws IOException if the file cannot be read.
   */
  ArffReader(Path file) throws IOException {
    this.file = file;
    this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    try {
      readHeader();
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The attributes in the order of the header. */
  List<Attribute> attributes() {
    return attributes;
  }

  /** The number of the line that was read last, from 1. */
  long line() {
    return line;
  }

  /** Whether the row that was read last is sparse, so that it has explicit values only. */
  boolean isSparse() {
    return sparse;
  }

  /** An exception for the line that was read last. */
  InvalidDataException fault(String message) {
    return new InvalidDataException(file, line, message);
  }

  /**
   * Reads the next row.
   *
   * @return its values by increasing attribute, of a sparse row the explicit ones; null at the end.
   * @throws InvalidDataException if the line is not a row of this file.
   * @throws IOException if the file cannot be read.
   */
  List<Value> next() throws IOException {
    String text = nextContent();
    if (text == null) {
      return null;
    }
    sparse = text.startsWith("{");
    return sparse ? sparseRow(text) : denseRow(text);
  }

  private void readHeader() throws IOException {
    Set<String> names = new HashSet<>();
    boolean relation = false;
    for (String text = nextContent(); text != null; text = nextContent()) {
      String keyword = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
      switch (keyword) {
        case "@relation" -> relation = true;
        case "@attribute" -> {
          Attribute attribute = attribute(text.substring(keyword.length()).strip());
          if (!names.add(attribute.name())) {
            throw fault("attribute '" + attribute.name() + "' is declared twice");
          }
          attributes.add(attribute);
        }
        case "@data" -> {
          if (attributes.isEmpty()) {
            throw fault("no @attribute before @data");
          }
          return;
        }
        default -> throw fault("expected @relation, @attribute or @data, found " + shorten(text));
      }
    }
    throw new InvalidDataException(
        file, relation ? "ends before @data; the file is cut off" : "is empty or not an ARFF file");
  }

  private Attribute attribute(String declaration) {
    WordScanner scanner = new WordScanner(declaration);
    String name = scanner.word("");
    String type = declaration.substring(scanner.position).strip();
    if (name.isEmpty() || type.isEmpty()) {
      throw fault("expected @attribute NAME TYPE");
    }
    if (type.startsWith("{")) {
      if (!type.endsWith("}")) {
        throw fault("the values of attribute '" + name + "' do not end with }");
      }
      List<String> values = new ArrayList<>();
      WordScanner rest = new WordScanner(type.substring(1, type.length() - 1));
      do {
        values.add(rest.word(","));
      } while (rest.skipped(','));
      return new Attribute(name, List.copyOf(values));
    }
    if (!List.of("numeric", "real", "integer").contains(type.toLowerCase(Locale.ROOT))) {
      throw fault(
          "attribute '"
              + name
              + "' has type "
              + shorten(type)
              + "; only numeric and nominal attributes can be features or labels");
    }
    return new Attribute(name, List.of());
  }

  private List<Value> denseRow(String text) {
    List<Value> row = new ArrayList<>(attributes.size());
    WordScanner scanner = new WordScanner(text);
    do {
      row.add(new Value(row.size(), scanner.word(",")));
    } while (scanner.skipped(','));
    if (row.size() != attributes.size()) {
      throw fault("found " + row.size() + " values for " + attributes.size() + " attributes");
    }
    return row;
  }

  private List<Value> sparseRow(String text) {
    if (!text.endsWith("}")) {
      throw fault("a sparse row must end with }; the line is cut off");
    }
    List<Value> row = new ArrayList<>();
    WordScanner scanner = new WordScanner(text.substring(1, text.length() - 1));
    if (scanner.atEnd()) {
      return row;
    }
    int previous = -1;
    do {
      int attribute = attributeIndex(scanner.word(","));
      if (attribute <= previous) {
        throw fault(
            "attribute index " + attribute + " after " + previous + ", expected increasing");
      }
      row.add(new Value(attribute, scanner.word(",")));
      previous = attribute;
    } while (scanner.skipped(','));
    return row;
  }

  private int attributeIndex(String text) {
    try {
      int index = Integer.parseInt(text);
      if (index >= 0 && index < attributes.size()) {
        return index;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with indices out of range.
    }
    throw fault(
        "attribute index "
            + shorten(text)
            + " is not a number from 0 to "
            + (attributes.size() - 1));
  }

  /** The next line that is neither blank nor a comment, stripped; null at the end. */
  private String nextContent() throws IOException {
    try {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (line == 1 && text.startsWith("\uFEFF")) {
          text = text.substring(1);
        }
        text = text.strip();
        if (!text.isEmpty() && !text.startsWith("%")) {
          return text;
        }
      }
      return null;
    } catch (CharacterCodingException e) {
      throw new InvalidDataException(file, line + 1, "is not UTF-8 text; convert the file");
    }
  }

  static String shorten(String text) {
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Cuts a line into words that end at white space or at a separator. */
  private final class WordScanner {

    private final String text;
    private int position;

    WordScanner(String text) {
      this.text = text;
    }

    boolean atEnd() {
      skipBlanks();
      return position == text.length();
    }

    /** The next word, unquoted; it ends at white space or at one of the separators. */
    String word(String separators) {
      skipBlanks();
      if (position < text.length() && "'\"".indexOf(text.charAt(position)) >= 0) {
        return quoted(text.charAt(position));
      }
      int start = position;
      while (position < text.length()
          && !Character.isWhitespace(text.charAt(position))
          && separators.indexOf(text.charAt(position)) < 0) {
        position++;
      }
      String word = text.substring(start, position);
      if (word.isEmpty()) {
        throw fault("a value is missing at column " + (start + 1));
      }
      return word;
    }

    /** Steps over a separator; false at the end of the text. */
    boolean skipped(char separator) {
      if (atEnd()) {
        return false;
      }
      if (text.charAt(position) != separator) {
        throw fault("expected '" + separator + "' before " + shorten(text.substring(position)));
      }
      position++;
      return true;
    }

    private String quoted(char quote) {
      StringBuilder word = new StringBuilder();
      for (position++; position < text.length(); position++) {
        char c = text.charAt(position);
        if (c == quote) {
          position++;
          return word.toString();
        }
        if (c == '\\' && position + 1 < text.length()) {
          c = text.charAt(++position);
        }
        word.append(c);
      }
      throw fault("a quote is not closed");
    }

    private void skipBlanks() {
      while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
        position++;
      }
    }
  }
}
