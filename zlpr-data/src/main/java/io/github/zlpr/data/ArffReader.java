package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads an ARFF file row by row: the header at once, then one row for each call of {@link #next}.
 *
 * <p>Numeric and nominal attributes are read, dense and sparse rows with or without a weight, words
 * as {@link ArffWords} cuts them, comments and blank lines. Attributes of other types and weights
 * of attributes are refused.
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
   * @param line the line that declares it.
   */
  record Attribute(String name, List<String> values, long line) {

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

  private static final String REMEDY = "set the property charset to %s, or convert it to UTF-8";

  private final InputFile input;
  private final Path file;
  private final Charset charset;
  private final BufferedReader reader;
  private final List<Attribute> attributes = new ArrayList<>();
  private String relation;
  private String pending;
  private long line;
  private boolean sparse;
  private float weight;

  /**
   * Reads the header.
   *
   * @param input the file, which is read again where its encoding is at fault.
   * @param in its content.
   * @param charset its encoding; UTF-16 with a byte order mark is recognised in place of UTF-8.
   * @throws InvalidDataException if the header is not that of an ARFF file that can be read here.
   * @throws IOException if the file cannot be read.
   */
  ArffReader(InputFile input, InputStream in, Charset charset) throws IOException {
    this.input = input;
    this.file = input.path();
    this.charset = charset;
    this.reader = Encodings.decoding(input, charset, REMEDY, () -> Encodings.reader(in, charset));
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
    return fault(line, message);
  }

  /** An exception for a line. */
  InvalidDataException fault(long number, String message) {
    return new InvalidDataException(file, number, message);
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
    if (text.charAt(0) == '@') {
      requireRow(text);
    }
    ArffWords words = new ArffWords(text, this::fault);
    sparse = words.skipped('{');
    List<Value> row = sparse ? sparseRow(words) : denseRow(words);
    readWeight(words);
    words.requireEnd();
    return row;
  }

  private void requireRow(String text) {
    String word = text.split("[\\s{,]", 2)[0].toLowerCase(Locale.ROOT);
    if (List.of("@relation", "@attribute", "@data").contains(word)) {
      throw fault("a second header after @data; are these several files in one?");
    }
  }

  private void readHeader() throws IOException {
    Set<String> names = new HashSet<>();
    for (String text = nextContent(); text != null; text = nextContent()) {
      ArffWords words = new ArffWords(text, this::fault);
      switch (text.startsWith("@") ? words.word().toLowerCase(Locale.ROOT) : "") {
        case "@relation" ->
            relation = words.at('\'') || words.at('"') ? words.word() : words.rest();
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
          pending = words.atEnd() ? null : words.rest();
          return;
        }
        default ->
            throw fault(
                text.indexOf('\0') >= 0
                    ? "has null characters and may be UTF-16; set the property charset to UTF-16LE"
                        + " or UTF-16BE"
                    : "expected @relation, @attribute or @data, found " + shorten(text));
      }
    }
    throw new InvalidDataException(
        file,
        relation != null
            ? "ends before @data; the file is cut off"
            : "is empty or not an ARFF file");
  }

  private Attribute attribute(ArffWords words) {
    String name = words.atEnd() || words.at('{') ? "" : words.word();
    if (name.isEmpty() || words.atEnd()) {
      throw fault(
          "expected @attribute NAME TYPE; a name with a blank, comma, brace or percent sign needs"
              + " quotes");
    }
    List<String> values = new ArrayList<>();
    if (words.skipped('{')) {
      readValues(name, words, values);
    } else {
      requireNumeric(name, words);
    }
    if (words.at('{')) {
      throw fault(
          "attribute '" + name + "' has a weight, which Tribuo has no place for: remove it");
    }
    if (!values.isEmpty()) {
      words.requireEnd();
    }
    return new Attribute(name, List.copyOf(values), line);
  }

  private void readValues(String name, ArffWords words, List<String> values) {
    while (!words.skipped('}')) {
      if (words.atEnd()) {
        throw fault("the values of attribute '" + name + "' do not end with }");
      }
      values.add(words.word());
    }
    if (values.isEmpty()) {
      throw fault("attribute '" + name + "' is declared without values: remove it");
    }
  }

  /** Weka ignores what follows the type, as a range. */
  private void requireNumeric(String name, ArffWords words) {
    String type = words.rest();
    if (!List.of("numeric", "real", "integer").contains(words.word().toLowerCase(Locale.ROOT))) {
      throw fault(
          "attribute '"
              + name
              + "' has type "
              + shorten(type)
              + "; only numeric and nominal attributes can be features or labels: convert or"
              + " remove it");
    }
  }

  private List<Value> denseRow(ArffWords words) {
    List<Value> row = new ArrayList<>(attributes.size());
    while (!words.atEnd() && !words.at('{')) {
      row.add(value(row.size(), words));
    }
    if (row.size() != attributes.size()) {
      throw fault(
          "found "
              + row.size()
              + " values for "
              + attributes.size()
              + " attributes"
              + (words.emptyColumn() > 0
                  ? ", none before the comma in column "
                      + words.emptyColumn()
                      + "; a missing value is written ?"
                  : ""));
    }
    return row;
  }

  private List<Value> sparseRow(ArffWords words) {
    List<Value> row = new ArrayList<>();
    int previous = -1;
    while (!words.skipped('}')) {
      if (words.atEnd()) {
        throw fault("a sparse row must end with }; the line is cut off");
      }
      int attribute = attributeIndex(words.word());
      if (attribute <= previous) {
        throw fault(
            "attribute index " + attribute + " after " + previous + ", expected increasing");
      }
      row.add(value(attribute, words));
      previous = attribute;
    }
    return row;
  }

  private static Value value(int attribute, ArffWords words) {
    String text = words.word();
    return new Value(attribute, text.equals("?") && !words.wasQuoted() ? null : text);
  }

  /** Reads the weight that may end a row. */
  private void readWeight(ArffWords words) {
    weight = 1.0f;
    if (!words.skipped('{')) {
      return;
    }
    String text = words.word();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    weight = (float) Decimals.parse(bytes, 0, bytes.length);
    if (weight == Float.POSITIVE_INFINITY) {
      throw fault("weight {" + text + "} is too large for a float");
    }
    if (!(weight >= 0.0f) || !words.skipped('}')) {
      throw fault("weight {" + text + "} is not {NUMBER} with a number from 0");
    }
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

  /** The next line that is neither blank nor a comment; null at the end. */
  private String nextContent() throws IOException {
    if (pending != null) {
      String text = pending;
      pending = null;
      return text;
    }
    return Encodings.decoding(input, charset, REMEDY, this::nextLine);
  }

  private String nextLine() throws IOException {
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      text = text.trim();
      if (!text.isEmpty() && text.charAt(0) != '%') {
        return text;
      }
    }
    return null;
  }

  /** The beginning of a text, in quotes, for a message. */
  static String shorten(String text) {
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }
}
