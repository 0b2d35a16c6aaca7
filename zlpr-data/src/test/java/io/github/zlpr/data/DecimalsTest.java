package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  private static double parse(String text) {
    byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
    return Decimals.parse(bytes, 1, bytes.length - 1);
  }

  private static void assertExact(String text) {
    assertEquals(
        Double.doubleToRawLongBits(Double.parseDouble(text)),
        Double.doubleToRawLongBits(parse(text)),
        text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+0.0",
        "1",
        "1.",
        ".5",
        "-.5e1",
        "007",
        "0.1",
        "0.30000000000000004",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993e1",
        "123456789012345678",
        "999999999999999999",
        "1234567890123456789",
        "1e22",
        "1e23",
        "9007199254740993e-22",
        "4.9e-324",
        "2e-324",
        "2.2250738585072012e-308",
        "1.7976931348623157e308",
        "1e309",
        "1e-400",
        "0e999999999999",
        "1e999999999999",
        "1e-999999999999",
        "-1e400",
        "0.00000000000000000000000000000000012345",
        "000000000000000000000000000000.5",
        "1.00000000000000000000000000000000000000",
        "8.5e22",
        "1.5E+3",
        "3e-05"
      })
  void isThatOfParseDouble(String text) {
    assertExact(text);
  }

  @Test
  void isThatOfParseDoubleForRandomNumbers() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(any)) {
        assertExact(Double.toString(any));
      }
      long digits = random.nextLong() >>> random.nextInt(64);
      assertExact(new BigDecimal(digits).movePointLeft(random.nextInt(25)).toString());
      assertExact(digits + "e" + (random.nextInt(60) - 30));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "1e1.5",
        "1..2",
        "1.2.3",
        "--1",
        "1-",
        "1f",
        "1d",
        "0x1p3",
        "NaN",
        "Infinity",
        "1_0",
        " 1",
        "1 ",
        "१"
      })
  void refusesWhatIsNoDecimal(String text) {
    assertTrue(Double.isNaN(parse(text)), text);
  }

  @Test
  void readsWholeNumbers() {
    assertEquals(0, whole("0"));
    assertEquals(17, whole("0017"));
    assertEquals(Integer.MAX_VALUE, whole("2147483647"));
    for (String none : new String[] {"", "-1", "+1", "1.0", "99999999999999999999x"}) {
      assertEquals(-1, whole(none), none);
    }
    assertEquals(Decimals.TOO_LARGE, whole("2147483648"));
    assertEquals(Decimals.TOO_LARGE, whole("99999999999999999999"));
  }

  private static int whole(String text) {
    byte[] bytes = ("1" + text + "1").getBytes(StandardCharsets.UTF_8);
    return Decimals.parseWhole(bytes, 1, bytes.length - 1);
  }
}
