package io.github.zlpr.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTicksTest {

  private static List<String> ticks(double lower, double upper) {
    return Arrays.stream(LogTicks.between(lower, upper)).mapToObj(LogTicks::text).toList();
  }

  @Test
  void aShortAxisHasEvenlySpacedNumbers() {
    assertEquals(List.of("100", "120", "140", "160"), ticks(89, 168));
    assertEquals(List.of("0.2", "0.3", "0.4"), ticks(0.15, 0.45));
    assertEquals(List.of("1", "1.2", "1.4", "1.6", "1.8", "2"), ticks(1, 2));
  }

  @Test
  void anOrdinaryAxisHasOneTwoFive() {
    assertEquals(List.of("50", "100", "200", "500"), ticks(25, 700));
    assertEquals(List.of("0.005", "0.01", "0.02", "0.05", "0.1"), ticks(0.003, 0.11));
  }

  @Test
  void aLongAxisHasPowersOfTen() {
    assertEquals(List.of("100", "1,000", "10,000"), ticks(24, 33_000));
    assertEquals(List.of("0.0001", "0.01", "1", "100", "10,000", "1,000,000"), ticks(1e-4, 1e7));
  }

  @Test
  void thereAreFewOnAnyAxis() {
    for (double lower = 0.0013; lower < 1e5; lower *= 1.7) {
      for (double quotient = 1.01; quotient < 1e9; quotient *= 1.3) {
        int count = LogTicks.between(lower, lower * quotient).length;
        assertTrue(count >= 1 && count <= 7, lower + " to " + lower * quotient + ": " + count);
      }
    }
  }
}
