package io.github.zlpr.text;

import io.github.zlpr.core.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.logging.Logger;

/** Logs how far the encoding of many texts is, and how long it will take. */
final class EncodingProgress {
  private static final Logger logger = Logger.getLogger(EncodingProgress.class.getName());
  private static final long INTERVAL = 5_000_000_000L;

  private final int total;
  private final long start = System.nanoTime();
  private long last = start;
  private int done;

  /**
   * Nothing encoded yet.
   *
   * @param total the number of texts.
   */
  EncodingProgress(int total) {
    this.total = total;
  }

  /** A text was encoded. May be called by several threads. */
  synchronized void encoded() {
    done++;
    long now = System.nanoTime();
    if (now - last >= INTERVAL && done < total) {
      last = now;
      double rate = rate(now);
      logger.info(
          String.format(
              Locale.ROOT,
              "encoding the next texts: %,d of %,d, %,.0f/s, %s left for them",
              done,
              total,
              rate,
              Durations.readable(Duration.ofMillis(Math.round((total - done) / rate * 1e3)))));
    }
  }

  /** All were encoded. */
  synchronized void end() {
    if (last > start) {
      long now = System.nanoTime();
      logger.info(String.format(Locale.ROOT, "encoded %,d texts, %,.0f/s", total, rate(now)));
    }
  }

  private double rate(long now) {
    return done / ((now - start) / 1e9);
  }
}
