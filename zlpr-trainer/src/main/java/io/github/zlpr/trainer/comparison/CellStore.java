package io.github.zlpr.trainer.comparison;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.zlpr.trainer.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
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
  private static final String TRUE_POSITIVES = "truePositives";
  private static final String PREDICTED = "predicted";
  private static final String POSITIVES = "positives";
  private static final String DROPPED = "droppedLabels";

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
  Optional<ExampleValues> find(Cell cell, String fingerprint) throws IOException {
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

  private ExampleValues values(JsonNode node) {
    Map<ComparedMetric, double[]> rankings = new EnumMap<>(ComparedMetric.class);
    for (ComparedMetric metric : ComparedMetric.values()) {
      if (metric.ranking().isPresent()) {
        rankings.put(metric, array(node, metric.label(), double[].class));
      }
    }
    return new ExampleValues(
        rankings,
        array(node, TRUE_POSITIVES, int[].class),
        array(node, PREDICTED, int[].class),
        array(node, POSITIVES, int[].class),
        node.path(DROPPED).asLong());
  }

  private <T> T array(JsonNode node, String name, Class<T> type) {
    if (!node.hasNonNull(name)) {
      throw new IllegalArgumentException("no " + name);
    }
    return mapper.convertValue(node.get(name), type);
  }

  /**
   * Keeps a finished cell.
   *
   * @param cell the cell.
   * @param fingerprint what it depends on.
   * @param values its values.
   * @throws IOException if the file cannot be written.
   */
  void put(Cell cell, String fingerprint, ExampleValues values) throws IOException {
    if (directory == null) {
      return;
    }
    ObjectNode node = mapper.createObjectNode();
    node.put(FINGERPRINT, fingerprint);
    node.put("cell", cell.toString());
    for (ComparedMetric metric : ComparedMetric.values()) {
      if (metric.ranking().isPresent()) {
        node.set(metric.label(), mapper.valueToTree(values.rankings(metric)));
      }
    }
    node.set(TRUE_POSITIVES, mapper.valueToTree(values.truePositives()));
    node.set(PREDICTED, mapper.valueToTree(values.predicted()));
    node.set(POSITIVES, mapper.valueToTree(values.positives()));
    node.put(DROPPED, values.droppedLabels());
    AtomicFile.write(
        directory.resolve(cell.fileName()), file -> mapper.writeValue(file.toFile(), node));
  }
}
