package io.github.zlpr.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ExpTest {

  private static double[] samples(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] samples = new double[size];
    for (int i = 0; i < size; i++) {
      samples[i] =
          switch (i % 4) {
            case 0 -> -708.0 * random.nextDouble();
            case 1 -> 709.0 * random.nextDouble();
            case 2 -> 40.0 * random.nextDouble() - 20.0;
            default -> (random.nextDouble() - 0.5) * StrictMath.pow(2.0, -random.nextInt(60));
          };
    }
    return samples;
  }

  @Test
  void isWithinTwoUlp() {
    for (double x : samples(1_000_000, 1)) {
      double expected = StrictMath.exp(x);
      assertEquals(expected, Exp.exp(x), 2.0 * Math.ulp(expected), "e^" + x);
    }
  }

  @Test
  void bothFormsGiveTheSameBits() {
    for (int n : new int[] {0, 1, 7, 31, 32, 33, 1000}) {
      double[] x = samples(n, n);
      double[] array = x.clone();
      Exp.exp(array, 0.25);
      for (int i = 0; i < n; i++) {
        assertEquals(Exp.exp(x[i] - 0.25), array[i], "length " + n);
      }
    }
  }

  @Test
  void extremes() {
    assertEquals(1.0, Exp.exp(0.0));
    assertEquals(1.0, Exp.exp(-0.0));
    assertEquals(0.0, Exp.exp(Double.NEGATIVE_INFINITY));
    assertEquals(0.0, Exp.exp(-1e300));
    assertEquals(0.0, Exp.exp(-745.0));
    assertEquals(StrictMath.exp(-708.0), Exp.exp(-708.0), 20 * Double.MIN_VALUE);
    assertEquals(Double.POSITIVE_INFINITY, Exp.exp(710.0));
    assertEquals(Double.POSITIVE_INFINITY, Exp.exp(Double.POSITIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, Exp.exp(1e300));
    assertTrue(Double.isFinite(Exp.exp(709.7)));
    assertTrue(Double.isNaN(Exp.exp(Double.NaN)));
    double[] array = new double[40];
    array[3] = Double.NEGATIVE_INFINITY;
    array[4] = Double.NaN;
    array[5] = 1e6;
    Exp.exp(array, 0.0);
    assertEquals(0.0, array[3]);
    assertTrue(Double.isNaN(array[4]));
    assertEquals(Double.POSITIVE_INFINITY, array[5]);
    assertEquals(1.0, array[6]);
  }

  /** The same bits on every machine: this value must never change. */
  @Test
  void bitsArePinned() {
    CRC32 bits = new CRC32();
    for (double x : samples(100_000, 5)) {
      long value = Double.doubleToLongBits(Exp.exp(x));
      for (int shift = 0; shift < 64; shift += 8) {
        bits.update((int) (value >>> shift));
      }
    }
    assertEquals(PINNED, bits.getValue());
  }

  private static final long PINNED = 1_250_040_784L;
}
