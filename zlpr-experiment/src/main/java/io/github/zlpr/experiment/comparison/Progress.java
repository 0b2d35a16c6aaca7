package io.github.zlpr.experiment.comparison;

import io.github.zlpr.core.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.logging.Logger;

/**
 * Logs the finished cells, at most one a second and always the last of a data set, and how long the
 * other cells of the data set will take if they take as long as those before and all learning rates
 * are tried.
 */
final class Progress {
  private static final Logger logger = Logger.getLogger(Progress.class.getName());

  private static final long INTERVAL_NANOS = 1_000_000_000;

  private int cells;
  private int finishedData;
  private String data;
  private int cellsOfData;
  private int found;
  private int run;
  private long nanos;

  /** When the last line was written; 0 if none was. */
  private long lastLine;

  /**
   * Nothing done yet.
   *
   * @param cells the largest number of cells of all data sets.
   */
  Progress(int cells) {
    this.cells = cells;
  }

  /**
   * The cells of another data set follow, which do not take as long as those before.
   *
   * @param name the name of the data set.
   * @param size the largest number of its cells.
   */
  void start(String name, int size) {
    finishedData += cellsOfData;
    data = name;
    cellsOfData = size;
    found = 0;
    run = 0;
    nanos = 0;
  }

  /** Cells that need not be run, since a better learning rate is known. */
  void skipped(int number) {
    cells -= number;
    cellsOfData -= number;
  }

  /** A cell that was finished in an earlier run. */
  void found() {
    found++;
    if (found == cellsOfData) {
      logger.info(
          String.format(
              Locale.ROOT,
              "cell %d of %d: all of %s were finished before",
              finishedData + cellsOfData,
              cells,
              data));
    }
  }

  /**
   * A cell that was run.
   *
   * @param cell the cell.
   * @param outcome what it gave.
   * @param cellNanos how long it took.
   */
  void finished(Cell cell, String outcome, long cellNanos) {
    run++;
    nanos += cellNanos;
    int left = cellsOfData - found - run;
    long now = System.nanoTime();
    if (left > 0 && lastLine != 0 && now - lastLine < INTERVAL_NANOS) {
      return;
    }
    lastLine = now;
    logger.info(
        String.format(
            Locale.ROOT,
            "cell %d of at most %d: %s: %s, %.1f s%s",
            finishedData + found + run,
            cells,
            cell,
            outcome,
            cellNanos / 1e9,
            left == 0
                ? ""
                : "; at most "
                    + Durations.readable(Duration.ofNanos(nanos / run * left))
                    + " left for "
                    + data));
  }
}
