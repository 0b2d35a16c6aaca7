package io.github.zlpr.experiment.comparison;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.zlpr.core.AtomicFile;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.resampling.ExampleValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Finished cells, each in a JSON file of its own, so that a comparison that was stopped goes on
 * where it was. A file is taken only if its fingerprint is that of the cell asked for; any other is
 * replaced when the cell is finished.
 */
final class CellStore {
  private static final Logger logger = Logger.getLogger(CellStore.class.getName());

  private static final String FINGERPRINT = "fingerprint";
  private static final String NUMERATORS = "numerators";
  private static final String DENOMINATORS = "denominators";
  private static final String TRUTH = "truth";
  private static final String UNSEEN = "unseenLabels";

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path directory;

  /**
   * The cells in a directory, which is created.
   *
   * @param directory the directory; null to keep nothing.
   * @throws IOException if files cannot be written there.
   */
  CellStore(Path directory) throws IOException {
    if (directory != null) {
      AtomicFile.requireWritable(directory);
    }
    this.directory = directory;
  }

  /**
   * Takes a finished cell.
   *
   * @param cell the cell.
   * @param fingerprint what it depends on.
   * @return its values, if the store has them.
   * @throws IOException if its file cannot be read.
   */
  Optional<Cell.Result> find(Cell cell, String fingerprint) throws IOException {
    if (directory == null || !Files.isRegularFile(directory.resolve(cell.fileName()))) {
      return Optional.empty();
    }
    Path file = directory.resolve(cell.fileName());
    try {
      JsonNode node = mapper.readTree(Files.readAllBytes(file));
      if (node.path(FINGERPRINT).asText().equals(fingerprint)) {
        return Optional.of(values(node));
      }
      logger.info(file + " is of another configuration or other data, so it is run again");
    } catch (JacksonException | IllegalArgumentException e) {
      logger.info(file + " is not a finished cell, so it is run again");
    }
    return Optional.empty();
  }

  private Cell.Result values(JsonNode node) {
    List<ExampleValues.Column> columns = new ArrayList<>();
    for (ExampleMetric metric : ComparedMetrics.ALL) {
      JsonNode column = required(node, metric.name());
      columns.add(
          new ExampleValues.Column(
              metric,
              mapper.convertValue(required(column, NUMERATORS), double[].class),
              mapper.convertValue(column.path(DENOMINATORS), double[].class)));
    }
    return new Cell.Result(
        new ExampleValues(columns, required(node, TRUTH).asLong()),
        required(node, UNSEEN).asLong());
  }

  private static JsonNode required(JsonNode node, String name) {
    if (!node.hasNonNull(name)) {
      throw new IllegalArgumentException("no " + name);
    }
    return node.get(name);
  }

  /**
   * Keeps a finished cell.
   *
   * @param cell the cell.
   * @param fingerprint what it depends on.
   * @param values its values.
   * @throws IOException if the file cannot be written.
   */
  void put(Cell cell, String fingerprint, Cell.Result values) throws IOException {
    if (directory == null) {
      return;
    }
    ObjectNode node = mapper.createObjectNode();
    node.put(FINGERPRINT, fingerprint);
    node.put("cell", cell.toString());
    for (ExampleMetric metric : ComparedMetrics.ALL) {
      ExampleValues.Column column = values.values().column(metric.name());
      ObjectNode stored = node.putObject(metric.name());
      stored.set(NUMERATORS, mapper.valueToTree(column.numerators()));
      stored.set(DENOMINATORS, mapper.valueToTree(column.denominators()));
    }
    node.put(TRUTH, values.values().fingerprint());
    node.put(UNSEEN, values.unseenLabels());
    AtomicFile.write(
        directory.resolve(cell.fileName()), file -> mapper.writeValue(file.toFile(), node));
  }
}
