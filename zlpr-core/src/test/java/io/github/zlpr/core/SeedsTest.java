package io.github.zlpr.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedsTest {

  private static final int[] PERMUTATION = {3, 6, 1, 7, 2, 4, 0, 5, 8};
  private static final int[] SHUFFLED = {2, 1, 0, 5, 8, 7, 4, 6, 3};

  @Test
  void ordersHoldEachNumberOnceAndStayAsTheyAre() {
    int[] permutation = Seeds.permutation(9, 12345L);
    assertArrayEquals(PERMUTATION, permutation);
    assertArrayEquals(
        IntStream.range(0, 9).toArray(), IntStream.of(permutation).sorted().toArray());
    int[] shuffled = IntStream.range(0, 9).toArray();
    Seeds.shuffle(shuffled, 12345L);
    assertArrayEquals(SHUFFLED, shuffled);
  }

  @Test
  void neighbouringNumbersMixToUnrelatedBits() {
    int bits = 0;
    for (long number = 0; number < 1000; number++) {
      assertNotEquals(Seeds.mix(number), Seeds.mix(number + 1));
      bits += Long.bitCount(Seeds.mix(number) ^ Seeds.mix(number + 1));
    }
    assertEquals(32.0, bits / 1000.0, 1.0);
  }

  @Test
  void sumsAreThoseOfTheDefinition() {
    Random random = new Random(1);
    for (int n = 0; n < 40; n++) {
      double[] x = random.doubles(n, -1.0, 1.0).toArray();
      double sum = 0.0;
      double squares = 0.0;
      for (double value : x) {
        sum += value;
        squares += value * value;
      }
      assertEquals(sum, Sums.sum(x), 1e-14);
      assertEquals(squares, Sums.squaredNorm(x), 1e-14);
    }
  }
}
