package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a text file in UTF-8, which end before {@code \n}, {@code \r\n} or {@code \r}. A
 * byte order mark is left out, and UTF-16 with one is read as well.
 */
public final class TextLines {
  private static final String REMEDY = "convert it from %s to UTF-8";

  private final InputFile file;
  private final BufferedReader reader;
  private long number;

  /**
   * The lines of a file.
   *
   * @param file the file.
   * @param in its content.
   * @throws InvalidDataException if its beginning is not text.
   * @throws IOException if its beginning cannot be read.
   */
  public TextLines(InputFile file, InputStream in) throws IOException {
    this.file = file;
    reader =
        Encodings.decoding(
            file,
            StandardCharsets.UTF_8,
            REMEDY,
            () -> Encodings.reader(in, StandardCharsets.UTF_8));
  }

  /**
   * The next line.
   *
   * @return the line without its end, or null after the last one.
   * @throws InvalidDataException if it is not text.
   * @throws IOException if it cannot be read.
   */
  public String next() throws IOException {
    number++;
    return Encodings.decoding(file, StandardCharsets.UTF_8, REMEDY, reader::readLine);
  }

  /**
   * The number of the line that was read last.
   *
   * @return the number, from 1; 0 before the first line.
   */
  public long number() {
    return number;
  }

  /**
   * A fault of the line that was read last.
   *
   * @param message what is wrong, and what to do where that is not plain.
   * @return the exception for it.
   */
  public InvalidDataException fault(String message) {
    return new InvalidDataException(file.path(), number, message);
  }
}
