package io.github.zlpr.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Logger;

/** Logs how far the reading of a large file is: at intervals, and at its end if it took longer. */
final class ReadingProgress {
  private static final Logger logger = Logger.getLogger(ReadingProgress.class.getName());
  private static final long INTERVAL = 5_000_000_000L;

  private final String name;
  private final InputFileStream stream;
  private final long interval;
  private final long start = System.nanoTime();
  private long last = start;
  private long examples;

  /**
   * Nothing read yet.
   *
   * @param path the file.
   * @param stream its content.
   */
  ReadingProgress(Path path, InputFileStream stream) {
    this(path, stream, INTERVAL);
  }

  /**
   * Nothing read yet.
   *
   * @param path the file.
   * @param stream its content.
   * @param interval the fewest nanoseconds between two lines.
   */
  ReadingProgress(Path path, InputFileStream stream, long interval) {
    this.name = path.getFileName().toString();
    this.stream = stream;
    this.interval = interval;
  }

  /** An example was read. */
  void example() throws IOException {
    examples++;
    long now = System.nanoTime();
    if (now - last >= interval) {
      last = now;
      log("reading ", now);
    }
  }

  /** All was read, and the stream is still open. */
  void end() throws IOException {
    if (last > start) {
      log("read ", System.nanoTime());
    }
  }

  private void log(String what, long now) throws IOException {
    double read = stream.position() / 1e6;
    logger.info(
        String.format(
            Locale.ROOT,
            "%s%s: %,.0f of %,.0f MB, %,d examples, %,.0f MB/s",
            what,
            name,
            read,
            stream.size() / 1e6,
            examples,
            read / ((now - start) / 1e9)));
  }
}
