package io.github.zlpr.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootLocaleTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "az", "lt-LT"})
  void codeRunsInTheRootLocale(String language) {
    Locale locale = Locale.forLanguageTag(language);
    Locale.setDefault(locale);
    assertEquals(Locale.ROOT, RootLocale.call(Locale::getDefault));
    assertEquals(locale, Locale.getDefault());
  }

  @Test
  void otherLocalesStay() {
    Locale.setDefault(Locale.GERMANY);
    assertEquals(Locale.GERMANY, RootLocale.call(Locale::getDefault));
  }

  @Test
  void theDefaultIsRestoredAfterAFailure() {
    Locale turkish = Locale.forLanguageTag("tr");
    Locale.setDefault(turkish);
    assertThrows(
        IllegalStateException.class,
        () ->
            RootLocale.call(
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(turkish, Locale.getDefault());
  }

  @Test
  void theLastThreadRestoresTheDefault() throws Exception {
    Locale turkish = Locale.forLanguageTag("tr");
    Locale.setDefault(turkish);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Locale> other =
          threads.submit(
              () ->
                  RootLocale.call(
                      () -> {
                        inside.countDown();
                        await(over);
                        return Locale.getDefault();
                      }));
      await(inside);
      RootLocale.call(() -> 0);
      over.countDown();
      assertEquals(Locale.ROOT, other.get());
    } finally {
      threads.shutdown();
    }
    assertEquals(turkish, Locale.getDefault());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
