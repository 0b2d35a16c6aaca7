package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form that {@link ExtremeDataSource} describes row by row. */
final class ExtremeReader {
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
  private static final Pattern HEADER =
      Pattern.compile("[ \\t]*([0-9]+)[ \\t]+([0-9]+)[ \\t]+([0-9]+)[ \\t\\r]*");

  private static final Pattern TWO_NUMBERS =
      Pattern.compile("[ \\t]*[0-9]+[ \\t]+[0-9]+[ \\t\\r]*");

  private final Path file;
  private final ByteLines lines;
  private final ExtremeRow row = new ExtremeRow(this::fault);
  private long rows;
  private long announcedRows = -1;

  /**
   * A reader at the beginning of a file.
   *
   * @param file the file, for messages.
   * @param in its content.
   */
  ExtremeReader(Path file, InputStream in) {
    this.file = file;
    this.lines = new ByteLines(file, in);
  }

  /**
   * Reads the next row.
   *
   * @return the row, valid until the next call; null at the end of the file.
   * @throws InvalidDataException if the line is no row, or the file does not have what its header
   *     says.
   * @throws IOException if the file cannot be read.
   */
  ExtremeRow next() throws IOException {
    while (lines.next()) {
      byte[] bytes = lines.bytes();
      int start = lines.start() + (lines.number() == 1 ? byteOrderMark() : 0);
      int end = comment(bytes, start, lines.end());
      boolean isBlank = isBlank(bytes, start, end);
      if (isBlank && (end < lines.end() || announcedRows < 0 || rows == announcedRows)) {
        continue;
      }
      if (rows == 0 && announcedRows < 0 && readHeader(bytes, start, end)) {
        continue;
      }
      if (rows == announcedRows) {
        throw fault("there are more rows than the " + rows + " that the header says");
      }
      row.read(bytes, start, end);
      rows++;
      return row;
    }
    if (rows < announcedRows) {
      throw fault(
          "the file ends after "
              + rows
              + " of the "
              + announcedRows
              + " rows that the header says; it is cut off");
    }
    return null;
  }

  private InvalidDataException fault(String message) {
    return new InvalidDataException(file, lines.number(), message);
  }

  /** The length of the mark that the line begins with. */
  private int byteOrderMark() {
    int length = BYTE_ORDER_MARK.length;
    int start = lines.start();
    return lines.end() - start >= length
            && Arrays.equals(lines.bytes(), start, start + length, BYTE_ORDER_MARK, 0, length)
        ? length
        : 0;
  }

  private static int comment(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && bytes[i] != '#') {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && ExtremeRow.isSpace(bytes[i])) {
      i++;
    }
    return i == end;
  }

  /** Reads a line of three whole numbers as a header; false if it is none. */
  private boolean readHeader(byte[] bytes, int start, int end) {
    String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    Matcher numbers = HEADER.matcher(line);
    if (!numbers.matches()) {
      requireRow(line);
      return false;
    }
    announcedRows = number(numbers.group(1));
    row.limit(number(numbers.group(2)), number(numbers.group(3)));
    return true;
  }

  /** Refuses the beginning of other forms by their names. */
  private void requireRow(String line) {
    if (TWO_NUMBERS.matcher(line).matches()) {
      throw fault(
          "this header has two numbers, and three are needed: examples, features, labels. A file of"
              + " two is a matrix, of the features or of the labels alone; use the file that has"
              + " both, or join the two line by line: label,label feature:value feature:value");
    }
    if (line.indexOf('\0') >= 0) {
      throw fault("has null characters and may be UTF-16; convert it to UTF-8");
    }
    if (line.stripLeading().startsWith("@") || line.stripLeading().startsWith("%")) {
      throw fault("this is an ARFF file; use ArffDataSource, or let its name end in .arff");
    }
  }

  private int number(String digits) {
    int number =
        Decimals.parseWhole(digits.getBytes(StandardCharsets.US_ASCII), 0, digits.length());
    if (number < 0) {
      throw fault("the header has " + digits + ", which is too large");
    }
    return number;
  }
}
