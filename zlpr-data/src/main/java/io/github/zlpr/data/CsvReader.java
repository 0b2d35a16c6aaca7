package io.github.zlpr.data;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvValidationException;
import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a table from CSV, as Tribuo's CSV source does. */
final class CsvReader implements TableReader {
  private final InputFile file;
  private final CSVReader reader;
  private final List<String> columns;

  /**
   * Reads the header.
   *
   * @param file the file, for messages.
   * @param text its content.
   * @param separator parts the cells.
   * @param quote stands around a cell that has a separator.
   * @param headers the names of the columns; empty if the first row has them.
   * @throws InvalidDataException if there is no header, or a column is there twice.
   * @throws IOException if the file cannot be read.
   */
  CsvReader(InputFile file, Reader text, char separator, char quote, List<String> headers)
      throws IOException {
    this.file = file;
    this.reader =
        new CSVReaderBuilder(text)
            .withCSVParser(
                new RFC4180ParserBuilder().withSeparator(separator).withQuoteChar(quote).build())
            .build();
    String[] first = headers.isEmpty() ? record() : headers.toArray(String[]::new);
    if (first == null) {
      throw new InvalidDataException(file.path(), "is empty");
    }
    this.columns = List.of(first);
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new InvalidDataException(file.path(), 1, "column '" + column + "' is there twice");
      }
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Row next() throws IOException {
    long line = reader.getLinesRead() + 1;
    String[] cells = record();
    while (cells != null && cells.length == 1 && cells[0].isEmpty()) {
      line = reader.getLinesRead() + 1;
      cells = record();
    }
    if (cells == null) {
      return null;
    }
    if (cells.length != columns.size()) {
      throw new InvalidDataException(
          file.path(),
          line,
          "found "
              + cells.length
              + " cells for "
              + columns.size()
              + " columns; a cell that has the separator in it needs quotes");
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.length; i++) {
      row.put(columns.get(i), cells[i]);
    }
    return new Row(line, row);
  }

  private String[] record() throws IOException {
    long line = reader.getLinesRead() + 1;
    try {
      return reader.readNext();
    } catch (CsvMalformedLineException e) {
      throw new InvalidDataException(file.path(), line, "a quote that begins here is not closed");
    } catch (CsvValidationException e) {
      throw new InvalidDataException(file.path(), line, e.getMessage());
    }
  }
}
