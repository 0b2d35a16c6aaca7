package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads the rows of a table, one for each call. */
interface TableReader {

  /**
   * A row.
   *
   * @param line the line on which it begins, from 1.
   * @param cells its texts by column.
   */
  record Row(long line, Map<String, String> cells) {}

  /** The names of the columns, in the order of the file; of JSON those of the first row. */
  List<String> columns();

  /**
   * Reads the next row.
   *
   * @return the row, or null at the end.
   * @throws InvalidDataException if the file is not what it should be.
   * @throws IOException if it cannot be read.
   */
  Row next() throws IOException;
}
