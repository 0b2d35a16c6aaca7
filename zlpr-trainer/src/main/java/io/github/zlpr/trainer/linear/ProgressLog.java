package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Durations;
import java.util.Locale;
import java.util.logging.Logger;

/** Logs how a training goes, not more often than asked for, and its last epoch always. */
public final class ProgressLog {

  private final Logger logger;
  private final double interval;
  private long last = System.nanoTime();

  /**
   * A log.
   *
   * @param logger the logger.
   * @param interval the fewest seconds between two lines; negative for no lines.
   */
  public ProgressLog(Logger logger, double interval) {
    this.logger = logger;
    this.interval = interval;
  }

  /**
   * Logs that a training is not at its beginning.
   *
   * @param epoch the number of epochs done before.
   */
  void goesOn(int epoch) {
    logger.info("going on after epoch " + epoch + " from the checkpoint");
  }

  /**
   * Logs an epoch if it is time to.
   *
   * @param progress the epoch.
   * @param metric the name of the validation metric.
   * @param ends whether this is the last epoch.
   */
  public void log(TrainingProgress progress, String metric, boolean ends) {
    long now = System.nanoTime();
    if (interval < 0.0 || (!ends && (now - last) / 1e9 < interval)) {
      return;
    }
    last = now;
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "epoch %d of %d: loss %.5f",
            progress.epoch(),
            progress.epochs(),
            progress.meanLoss()));
    progress
        .validation()
        .ifPresent(
            value ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        ", %s %.5f (best in epoch %d)",
                        metric,
                        value,
                        progress.bestEpoch())));
    line.append(
        String.format(
            Locale.ROOT,
            ", %,.0f examples/s, %s left",
            progress.examplesPerSecond(),
            Durations.readable(progress.remaining())));
    logger.info(line.toString());
  }
}
