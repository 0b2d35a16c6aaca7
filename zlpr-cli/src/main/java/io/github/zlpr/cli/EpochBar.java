package io.github.zlpr.cli;

import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.linear.TrainingListener;
import io.github.zlpr.trainer.linear.TrainingProgress;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the epochs of a training as a bar on standard error, in place of the trainer's log. */
final class EpochBar implements TrainingListener, AutoCloseable {

  // Held so that its level is not lost to garbage collection.
  private static final Logger TRAINER =
      Logger.getLogger(LinearMultiLabelTrainer.class.getPackageName());

  private final List<Handler> handlers = List.of(Logger.getLogger("").getHandlers());
  private ProgressBar bar;

  /** A bar that appears with the first epoch, and ends before any line that is logged. */
  EpochBar() {
    TRAINER.setLevel(Level.WARNING);
    for (Handler handler : handlers) {
      handler.setFilter(
          line -> {
            end();
            return true;
          });
    }
  }

  /** Whether there is a terminal to show a bar on. */
  @SuppressWarnings("SystemConsoleNull") // Null without a terminal, but for Java 22 to 24.
  static boolean isPossible() {
    return System.console() != null;
  }

  @Override
  public synchronized void epochDone(TrainingProgress progress) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setStyle(ProgressBarStyle.ASCII)
              .setInitialMax(progress.epochs())
              .continuousUpdate()
              .hideEta()
              .build();
    }
    bar.setExtraMessage(message(progress));
    bar.stepTo(progress.epoch());
  }

  private static String message(TrainingProgress progress) {
    StringBuilder message =
        new StringBuilder(String.format(Locale.ROOT, " loss %.4f", progress.meanLoss()));
    progress
        .validation()
        .ifPresent(value -> message.append(String.format(Locale.ROOT, ", held out %.4f", value)));
    return message
        .append(
            String.format(
                Locale.ROOT,
                ", %,.0f examples/s, %d s left",
                progress.examplesPerSecond(),
                progress.remaining().toSeconds()))
        .toString();
  }

  private synchronized void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    handlers.forEach(handler -> handler.setFilter(null));
    end();
  }
}
