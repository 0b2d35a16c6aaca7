package io.github.zlpr.core;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
public final class Durations {

  private Durations() {}

  /**
   * A duration for a message.
   *
   * @param duration the duration, not negative.
   * @return for example {@code 1.5 s}, or {@code 3 min 20 s} from one minute on.
   */
  public static String readable(Duration duration) {
    return duration.toMinutes() >= 1
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
