package io.github.zlpr.core;

import java.util.Locale;
import java.util.Set;

/**
 * Runs code of Tribuo that goes wrong in some default locales.
 *
 * <p>Tribuo 4.3.2 finds the methods of protobuf classes by names it puts into upper case, and
 * changes the case of texts ({@code CasingPreprocessor}), as the default locale has it. With
 * Turkish, Azerbaijani or Lithuanian as the default, where the capital of i is not I, nothing can
 * be saved or loaded, and texts have other features. All other locales, and code that does not
 * touch Tribuo's, are not affected.
 *
 * <p>In those locales the default of the whole JVM is {@link Locale#ROOT} while such code runs, in
 * whatever thread, and then what it was. Code that calls Tribuo itself, as {@code
 * model.serializeToFile}, can be run here, too.
 */
public final class RootLocale {

  /** Those that {@link String#toUpperCase(Locale)} treats by themselves. */
  private static final Set<String> LANGUAGES = Set.of("tr", "az", "lt");

  private static final Object LOCK = new Object();
  private static int running;
  private static Locale before;
  private static Locale format;
  private static Locale display;

  private RootLocale() {}

  /**
   * Code that gives something.
   *
   * @param <T> what it gives.
   * @param <E> what it may throw.
   */
  @FunctionalInterface
  public interface Code<T, E extends Exception> {

    /**
     * Runs the code.
     *
     * @return what it gives.
     * @throws E if it fails.
     */
    T run() throws E;
  }

  /**
   * Code that gives nothing.
   *
   * @param <E> what it may throw.
   */
  @FunctionalInterface
  public interface Action<E extends Exception> {

    /**
     * Runs the code.
     *
     * @throws E if it fails.
     */
    void run() throws E;
  }

  /**
   * Runs code that gives nothing, as in {@code RootLocale.run(() -> model.serializeToFile(file))}.
   *
   * @param <E> what it may throw.
   * @param action the code.
   * @throws E if it fails.
   */
  public static <E extends Exception> void run(Action<E> action) throws E {
    call(
        () -> {
          action.run();
          return null;
        });
  }

  /**
   * Runs code.
   *
   * @param <T> what it gives.
   * @param <E> what it may throw.
   * @param code the code.
   * @return what it gave.
   * @throws E if it fails.
   */
  public static <T, E extends Exception> T call(Code<T, E> code) throws E {
    if (!enter()) {
      return code.run();
    }
    try {
      return code.run();
    } finally {
      leave();
    }
  }

  private static boolean enter() {
    synchronized (LOCK) {
      if (running == 0) {
        if (!LANGUAGES.contains(Locale.getDefault().getLanguage())) {
          return false;
        }
        format = Locale.getDefault(Locale.Category.FORMAT);
        display = Locale.getDefault(Locale.Category.DISPLAY);
        before = Locale.getDefault();
        Locale.setDefault(Locale.ROOT);
      }
      running++;
      return true;
    }
  }

  private static void leave() {
    synchronized (LOCK) {
      running--;
      if (running == 0) {
        Locale.setDefault(before);
        Locale.setDefault(Locale.Category.FORMAT, format);
        Locale.setDefault(Locale.Category.DISPLAY, display);
      }
    }
  }
}
