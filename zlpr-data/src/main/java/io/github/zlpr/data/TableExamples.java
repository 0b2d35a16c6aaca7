package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.data.columnar.ColumnarIterator;
import org.tribuo.data.columnar.FieldProcessor;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/**
 * Makes examples of the rows of a table by Tribuo's row processor, and says what is wrong where.
 */
final class TableExamples implements ExampleReader<Example<MultiLabel>> {
  private static final Logger logger = Logger.getLogger(TableExamples.class.getName());

  private static final int COLUMNS_NAMED = 20;

  private final Path file;
  private final TableReader table;
  private final RowProcessor<MultiLabel> processor;
  private final RowsWithoutLabels policy;
  private final Set<String> labelColumns;
  private final Set<String> seen = new TreeSet<>();
  private boolean hasHint;
  private boolean saidUnused;
  private long rows;
  private long skipped;

  /**
   * The examples of a table.
   *
   * @param file the file, for messages.
   * @param table its rows.
   * @param processor makes examples of them.
   * @param policy what becomes of rows without labels.
   * @throws InvalidDataException if a column pattern of the processor matches no column.
   */
  TableExamples(
      Path file, TableReader table, RowProcessor<MultiLabel> processor, RowsWithoutLabels policy) {
    this.file = file;
    this.table = table;
    this.policy = policy;
    this.processor = copy(processor);
    this.labelColumns = Set.copyOf(processor.getResponseProcessor().getFieldNames());
    if (!this.processor.isConfigured()) {
      try {
        this.processor.expandRegexMapping(table.columns());
      } catch (IllegalArgumentException e) {
        throw new InvalidDataException(
            file, 1, e.getMessage() + "; the columns are " + names(table.columns()));
      }
    }
  }

  @SuppressWarnings("deprecation") // There is no other way yet to a processor without state.
  private static RowProcessor<MultiLabel> copy(RowProcessor<MultiLabel> processor) {
    return processor.copy();
  }

  /** Refuses a table that lacks a column. */
  void requireColumns(Collection<String> columns) {
    Set<String> needed = new TreeSet<>(processor.getColumnNames());
    if (policy == RowsWithoutLabels.LEFT_OUT) {
      needed.addAll(labelColumns);
    }
    needed.removeAll(Set.copyOf(columns));
    if (!needed.isEmpty()) {
      throw new InvalidDataException(
          file,
          "there is no column "
              + names(needed)
              + "; the columns are "
              + names(columns)
              + separatorHint(columns));
    }
  }

  /** For a table that seems to have one column only. */
  private static String separatorHint(Collection<String> columns) {
    String first = columns.size() == 1 ? columns.iterator().next() : "";
    Matcher separator = Pattern.compile("[;\t|]").matcher(first);
    return separator.find()
        ? "; if they are parted by '"
            + separator.group().replace("\t", "\\t")
            + "', make it the property separator"
        : "";
  }

  private static String names(Collection<String> columns) {
    return columns.stream()
            .limit(COLUMNS_NAMED)
            .map(ArffReader::shorten)
            .collect(Collectors.joining(", "))
        + (columns.size() > COLUMNS_NAMED ? ", … (" + columns.size() + ")" : "");
  }

  @Override
  public Example<MultiLabel> next() throws IOException {
    for (TableReader.Row row = table.next(); row != null; row = table.next()) {
      seen.addAll(row.cells().keySet());
      Optional<Example<MultiLabel>> example = example(row);
      rows++;
      if (example.isPresent()) {
        return example.get();
      }
      skipped++;
    }
    if (rows > 0) {
      requireColumns(seen);
    }
    if (skipped > 0) {
      logger.info(
          String.format(
              Locale.ROOT,
              "left out %,d of %,d rows, which have no features or labels",
              skipped,
              rows));
    }
    return null;
  }

  private Optional<Example<MultiLabel>> example(TableReader.Row row) {
    Map<String, String> cells = new HashMap<>(row.cells());
    labelColumns.forEach(column -> cells.computeIfPresent(column, (name, text) -> trimmed(text)));
    try {
      Optional<Example<MultiLabel>> example =
          policy == RowsWithoutLabels.ALL
              ? Optional.of(unlabelled(cells))
              : processor.generateExample(
                  new ColumnarIterator.Row(rows, table.columns(), cells),
                  policy == RowsWithoutLabels.LEFT_OUT);
      example.ifPresent(made -> check(row, made));
      return example;
    } catch (InvalidDataException e) {
      throw e;
    } catch (RuntimeException e) {
      throw fault(row, e);
    }
  }

  private Example<MultiLabel> unlabelled(Map<String, String> cells) {
    if (cells.keySet().removeAll(labelColumns) && !saidUnused) {
      saidUnused = true;
      logger.info(names(labelColumns) + " holds labels, which are not used");
    }
    return new ArrayExample<>(
        MultiLabelFactory.UNKNOWN_MULTILABEL, processor.generateFeatures(cells));
  }

  /** A list of labels without the blanks around them, and without empty ones. */
  private static String trimmed(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(label -> label.strip().replaceAll("\\s*=\\s*", "="))
        .filter(label -> !label.isEmpty())
        .collect(Collectors.joining(","));
  }

  private void check(TableReader.Row row, Example<MultiLabel> example) {
    for (Feature feature : example) {
      if (!Double.isFinite(feature.getValue())) {
        throw fault(row, columnOf(feature.getName()), "expected a finite number");
      }
    }
    if (policy == RowsWithoutLabels.ALL) {
      return;
    }
    for (Label label : example.getOutput().getLabelSet()) {
      if (!hasHint && label.getLabel().matches(".*\\S[#;|/].*")) {
        hasHint = true;
        logger.info(
            file
                + ":"
                + row.line()
                + ": '"
                + label.getLabel()
                + "' is one label; labels of one cell are parted by commas");
      }
    }
  }

  private String columnOf(String feature) {
    return processor.getColumnNames().stream()
        .filter(column -> feature.equals(column) || feature.startsWith(column + "@"))
        .max(Comparator.comparingInt(String::length))
        .orElse(feature);
  }

  /** Finds the cell at which a row's processing fails. */
  private InvalidDataException fault(TableReader.Row row, RuntimeException failure) {
    for (Map.Entry<String, FieldProcessor> entry : processor.getFieldProcessors().entrySet()) {
      String text = row.cells().get(entry.getKey());
      if (text != null) {
        try {
          entry.getValue().process(text.replace('\n', ' ').trim());
        } catch (RuntimeException e) {
          return fault(row, entry.getKey(), e.getMessage());
        }
      }
    }
    return new InvalidDataException(
        file,
        row.line(),
        "the labels of " + names(labelColumns) + " cannot be read: " + failure.getMessage());
  }

  private InvalidDataException fault(TableReader.Row row, String column, String message) {
    String text = row.cells().getOrDefault(column, "").trim();
    boolean isNumber = ArffExamples.parse(text) != null;
    return new InvalidDataException(
        file,
        row.line(),
        "column '"
            + column
            + "' has "
            + ArffReader.shorten(text)
            + ", "
            + (isNumber ? message : Decimals.complaint(text)));
  }
}
