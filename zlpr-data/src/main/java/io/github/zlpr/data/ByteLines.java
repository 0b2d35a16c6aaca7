package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Cuts a stream into lines without making strings of them. A line is the bytes from {@link #start}
 * to {@link #end} of {@link #bytes}, which the next call of {@link #next} overwrites; it ends
 * before {@code \n} or {@code \r\n}.
 */
final class ByteLines {
  private static final int INITIAL_SIZE = 1 << 16;

  private static final int LARGEST_SIZE = 1 << 27;

  private final Path file;
  private final InputStream in;
  private byte[] bytes = new byte[INITIAL_SIZE];
  private int start;
  private int end;
  private int following;
  private int limit;
  private boolean ended;
  private long number;

  /**
   * The lines of a file.
   *
   * @param file the file, for messages.
   * @param in its content.
   */
  ByteLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /**
   * Steps to the next line.
   *
   * @return false at the end of the stream.
   * @throws InvalidDataException if the line has more than 2^27 bytes.
   * @throws IOException if the stream cannot be read.
   */
  boolean next() throws IOException {
    start = following;
    int position = start;
    while (true) {
      while (position < limit && bytes[position] != '\n') {
        position++;
      }
      if (position < limit) {
        following = position + 1;
        break;
      }
      position -= start;
      if (!fill()) {
        following = limit;
        position = limit;
        if (start == limit) {
          return false;
        }
        break;
      }
    }
    end = position > start && bytes[position - 1] == '\r' ? position - 1 : position;
    number++;
    return true;
  }

  /** Moves the begun line to the front and reads on; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    limit -= start;
    if (limit == LARGEST_SIZE) {
      throw new InvalidDataException(file, number + 1, "is longer than 2^27 bytes");
    }
    byte[] target = limit == bytes.length ? new byte[2 * limit] : bytes;
    System.arraycopy(bytes, start, target, 0, limit);
    bytes = target;
    start = 0;
    int count = in.read(bytes, limit, bytes.length - limit);
    ended = count < 0;
    limit += Math.max(count, 0);
    return !ended;
  }
}
