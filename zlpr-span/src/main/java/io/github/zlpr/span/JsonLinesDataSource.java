package io.github.zlpr.span;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.Settings;
import io.github.zlpr.data.ExampleIterator;
import io.github.zlpr.data.ExampleReader;
import io.github.zlpr.data.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Sentences in JSON, one a line:
 *
 * <pre>
 *   {"tokens": ["New", "York", "!"], "spans": [{"start": 0, "end": 2, "type": "location"}]}
 * </pre>
 *
 * <ul>
 *   <li>{@code start} is the place of the first token, from 0, {@code end} that behind the last
 *       one.
 *   <li>{@code spans} may be missing, and so may {@code fields}: for each token an array of texts,
 *       which can be made into features by column.
 *   <li>Other members are ignored, and empty lines are skipped. The encoding is UTF-8.
 * </ul>
 *
 * What {@code zlpr predict --format jsonl} writes can be read.
 */
public final class JsonLinesDataSource implements SpanDataSource {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Config(mandatory = true, description = "The file, or a folder of files.")
  private Path path;

  private SourceFiles files;

  /** Used by the OLCUT configuration system. */
  private JsonLinesDataSource() {}

  /**
   * A source over a file.
   *
   * @param path the file, or a folder of files.
   */
  public JsonLinesDataSource(Path path) {
    this.path = path;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    files = new SourceFiles(path, "", 1, new int[0]);
  }

  /**
   * Reads the files.
   *
   * @return the sentences in the order of the files.
   * @throws InvalidDataException if a file is missing, or its first line is not what it should be.
   */
  @Override
  public Iterator<Sentence> iterator() {
    return files.iterator(
        file -> new ExampleIterator<>(file, stream -> new Reader(new TextLines(file, stream))));
  }

  private record Reader(TextLines lines) implements ExampleReader<Sentence> {

    @Override
    public Sentence next() throws IOException {
      String line = lines.next();
      while (line != null && line.isBlank()) {
        line = lines.next();
      }
      return line == null ? null : sentence(line);
    }

    private Sentence sentence(String line) {
      try {
        JsonNode object = JSON.readTree(line);
        List<String> tokens = texts(object.path("tokens"), "tokens");
        List<List<String>> fields = new ArrayList<>();
        for (JsonNode field : object.path("fields")) {
          fields.add(texts(field, "fields"));
        }
        List<Span> spans = new ArrayList<>();
        for (JsonNode span : object.path("spans")) {
          spans.add(
              new Span(number(span, "start"), number(span, "end"), span.path("type").asText()));
        }
        return new Sentence(tokens, fields, spans);
      } catch (JsonProcessingException e) {
        throw lines.fault("is not well-formed JSON: " + e.getOriginalMessage());
      } catch (IllegalArgumentException e) {
        throw lines.fault(e.getMessage());
      }
    }

    private List<String> texts(JsonNode array, String name) {
      List<String> texts = new ArrayList<>();
      for (JsonNode text : array) {
        if (!text.isTextual() || text.textValue().isEmpty()) {
          throw lines.fault("has '" + text + "' among its " + name + ", where a text should be");
        }
        texts.add(text.textValue());
      }
      if (texts.isEmpty()) {
        throw lines.fault("has no " + name + ", such as {\"" + name + "\": [\"a\", \"b\"]}");
      }
      return texts;
    }

    private int number(JsonNode span, String name) {
      if (!span.path(name).isInt()) {
        throw lines.fault("has a span without a whole number as its " + name + ": " + span);
      }
      return span.path(name).intValue();
    }
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
