package io.github.zlpr.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a table from JSON: an array of objects, as for Tribuo's JSON source. A null is an empty
 * cell. An array of texts in a column of labels is a list of labels.
 */
final class JsonReader implements TableReader {
  private final InputFile file;
  private final JsonParser parser;
  private final Set<String> labels;
  private final Set<String> features;
  private final Row first;
  private boolean firstIsNext = true;

  /**
   * Reads the first row.
   *
   * @param file the file, for messages.
   * @param text its content.
   * @param labels the columns that have labels.
   * @param features the columns that have features; others may hold anything.
   * @throws InvalidDataException if the file is no array of objects.
   * @throws IOException if it cannot be read.
   */
  JsonReader(InputFile file, Reader text, Set<String> labels, Set<String> features)
      throws IOException {
    this.file = file;
    this.labels = labels;
    this.features = features;
    this.parser = new JsonFactory().createParser(text);
    this.first = parsing(this::firstRow);
  }

  private Row firstRow() throws IOException {
    if (nextToken() != JsonToken.START_ARRAY) {
      throw fault("is no array of objects, [{\"column\": value, ...}, ...]");
    }
    return row();
  }

  private Row parsing(Encodings.Read<Row> read) throws IOException {
    try {
      return read.run();
    } catch (JsonProcessingException e) {
      throw new InvalidDataException(
          file.path(),
          e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
          "is not well-formed JSON: "
              + e.getOriginalMessage().replaceFirst("(?s) \\(start marker.*", ""));
    }
  }

  @Override
  public List<String> columns() {
    return first == null ? List.of() : List.copyOf(first.cells().keySet());
  }

  @Override
  public Row next() throws IOException {
    if (firstIsNext) {
      firstIsNext = false;
      return first;
    }
    return parsing(this::row);
  }

  private Row row() throws IOException {
    JsonToken token = nextToken();
    if (token == JsonToken.END_ARRAY) {
      return null;
    }
    if (token != JsonToken.START_OBJECT) {
      throw fault("expected an object, {\"column\": value, ...}");
    }
    long line = parser.currentTokenLocation().getLineNr();
    Map<String, String> cells = new TreeMap<>();
    while (nextToken() != JsonToken.END_OBJECT) {
      String column = parser.currentName();
      nextToken();
      String text = cell(column);
      if (text != null) {
        cells.put(column, text);
      }
    }
    return new Row(line, cells);
  }

  /** The text of a value, null for a list or an object that nothing needs. */
  private String cell(String column) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY && labels.contains(column)) {
      return list(column);
    }
    if (token.isStructStart()) {
      if (labels.contains(column) || features.contains(column)) {
        throw fault(
            "column '"
                + column
                + "' has "
                + (token == JsonToken.START_ARRAY ? "an array" : "an object")
                + "; expected a number or a text"
                + (labels.contains(column) ? ", or an array of labels" : ""));
      }
      parser.skipChildren();
      return null;
    }
    return scalar();
  }

  private String list(String column) throws IOException {
    List<String> elements = new ArrayList<>();
    while (nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        throw fault("column '" + column + "' has a list in a list; expected labels");
      }
      String label = scalar();
      if (label.indexOf(',') >= 0) {
        throw fault("label '" + label + "' has a comma, which Tribuo does not allow; rename it");
      }
      elements.add(label);
    }
    return String.join(",", elements);
  }

  /** The text that Tribuo's source makes of a value. */
  private String scalar() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> "";
      case VALUE_NUMBER_FLOAT -> {
        double number = parser.getDoubleValue();
        yield Double.isInfinite(number) ? parser.getText() : Double.toString(number);
      }
      default -> parser.getText();
    };
  }

  private JsonToken nextToken() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw fault("ends too early; the file is cut off");
    }
    return token;
  }

  private InvalidDataException fault(String message) {
    return new InvalidDataException(
        file.path(), Math.max(1, parser.currentTokenLocation().getLineNr()), message);
  }
}
