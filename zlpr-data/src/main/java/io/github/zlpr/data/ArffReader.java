package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads an ARFF file row by row: the header at once, then one row for each call of {@link #next}.
 *
 * <p>Read are numeric and nominal attributes, dense and sparse rows with or without a weight,
 * quoted names and values with Weka's escapes, comments and blank lines. Attributes of other types,
 * and weights of attributes, are refused.
 *
 * @see <a href="https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/">ARFF</a>
 */
final class ArffReader {

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
   * @param text the value as written, unquoted; null if it is missing.
   */
  record Value(int attribute, String text) {}

  private final Path file;
  private final Charset charset;
  private final BufferedReader reader;
  private final List<Attribute> attributes = new ArrayList<>();
  private String relation;
  private long line;
  private boolean sparse;
  private float weight;

  /**
   * Reads the header.
   *
   * @param file the file, for messages.
   * @param in its content.
   * @param charset its encoding.
   * @throws InvalidDataException if the header is not that of an ARFF file that can be read here.
   * @throws IOException if the file cannot be read.
   */
  ArffReader(Path file, InputStream in, Charset charset) throws IOException {
    this.file = file;
    this.charset = charset;
    this.reader = new BufferedReader(new InputStreamReader(in, charset.newDecoder()));
    readHeader();
  }

  /** The name of the relation, unquoted. */
  String relation() {
    return relation;
  }

  /** The attributes in the order of the header. */
  List<Attribute> attributes() {
    return attributes;
  }

  /** Whether the row that was read last is sparse, so that it has explicit values only. */
  boolean isSparse() {
    return sparse;
  }

  /** The weight of the row that was read last, 1 if it has none. */
  float weight() {
    return weight;
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
    weight = 1.0f;
    ArffWords words = new ArffWords(text, this::fault);
    sparse = words.skipped('{');
    List<Value> row = sparse ? sparseRow(words) : denseRow(words);
    words.requireEnd();
    return row;
  }

  private void readHeader() throws IOException {
    Set<String> names = new HashSet<>();
    for (String text = nextContent(); text != null; text = nextContent()) {
      String keyword = text.split("\\s", 2)[0];
      ArffWords words = new ArffWords(text.substring(keyword.length()), this::fault);
      switch (keyword.toLowerCase(Locale.ROOT)) {
        case "@relation" ->
            relation = words.at('\'') || words.at('"') ? words.word("") : words.rest();
        case "@attribute" -> {
          Attribute attribute = attribute(words);
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
        file,
        relation != null
            ? "ends before @data; the file is cut off"
            : "is empty or not an ARFF file");
  }

  private Attribute attribute(ArffWords words) {
    String name = words.atEnd() ? "" : words.word("");
    if (name.isEmpty() || words.atEnd()) {
      throw fault("expected @attribute NAME TYPE");
    }
    List<String> values = new ArrayList<>();
    if (words.skipped('{')) {
      do {
        values.add(words.word(",}"));
      } while (words.skipped(','));
      if (!words.skipped('}')) {
        throw fault("the values of attribute '" + name + "' do not end with }");
      }
    } else {
      String type = words.rest();
      if (!List.of("numeric", "real", "integer")
          .contains(words.word("{").toLowerCase(Locale.ROOT))) {
        throw fault(
            "attribute '"
                + name
                + "' has type "
                + shorten(type)
                + "; only numeric and nominal attributes can be features or labels: convert or"
                + " remove it");
      }
    }
    if (words.at('{')) {
      throw fault(
          "attribute '" + name + "' has a weight, which Tribuo has no place for: remove it");
    }
    words.requireEnd();
    return new Attribute(name, List.copyOf(values));
  }

  private List<Value> denseRow(ArffWords words) {
    List<Value> row = new ArrayList<>(attributes.size());
    boolean more = true;
    while (more) {
      row.add(value(row.size(), words, ","));
      more = words.skippedSeparator(',') && !readWeight(words);
    }
    if (row.size() != attributes.size()) {
      throw fault("found " + row.size() + " values for " + attributes.size() + " attributes");
    }
    return row;
  }

  private List<Value> sparseRow(ArffWords words) {
    List<Value> row = new ArrayList<>();
    int previous = -1;
    while (!words.skipped('}')) {
      if (!row.isEmpty() && !words.atEnd() && !words.skipped(',')) {
        throw fault("expected ',' before " + shorten(words.rest()));
      }
      if (words.atEnd()) {
        throw fault("a sparse row must end with }; the line is cut off");
      }
      int attribute = attributeIndex(words.word(",}"));
      if (attribute <= previous) {
        throw fault(
            "attribute index " + attribute + " after " + previous + ", expected increasing");
      }
      row.add(value(attribute, words, ",}"));
      previous = attribute;
    }
    if (words.skipped(',') && !readWeight(words)) {
      throw fault("expected {WEIGHT} before " + shorten(words.rest()));
    }
    return row;
  }

  private static Value value(int attribute, ArffWords words, String separators) {
    String text = words.word(separators);
    return new Value(attribute, text.equals("?") && !words.wasQuoted() ? null : text);
  }

  /** Reads the weight that may end a row; false if it is not there. */
  private boolean readWeight(ArffWords words) {
    if (!words.skipped('{')) {
      return false;
    }
    String text = words.word("}");
    byte[] bytes = text.getBytes(charset);
    weight = (float) Decimals.parse(bytes, 0, bytes.length);
    if (!(weight >= 0.0f && weight < Float.POSITIVE_INFINITY) || !words.skipped('}')) {
      throw fault("weight {" + text + "} is not {NUMBER} with a number from 0");
    }
    return true;
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
      throw new InvalidDataException(
          file, line + 1, "is not " + charset + " text; name its charset or convert the file");
    }
  }

  static String shorten(String text) {
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }
}
