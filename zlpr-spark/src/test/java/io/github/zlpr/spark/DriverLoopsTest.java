package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverLoopsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 65_536, 100_001})
  void everyNumberOnce(int length) {
    double[] numbers = IntStream.range(0, length).asDoubleStream().toArray();
    double[] target = new double[length];
    try (DriverLoops loops = new DriverLoops(2)) {
      loops.add(target, 3.0, numbers);
      double expected = IntStream.range(0, length).mapToDouble(i -> 3.0 * i * i).sum();
      assertEquals(expected, loops.dot(numbers, target), 1e-12 * expected);
    }
    for (int i = 0; i < length; i++) {
      assertEquals(3.0 * i, target[i]);
    }
  }

  @Test
  void stepsMayBeLongerThanPieces() {
    try (DriverLoops loops = new DriverLoops(2)) {
      int[] visits = new int[7];
      loops.sum(
          7,
          1_000_000,
          (from, to) -> {
            visits[from]++;
            return to - from;
          });
      assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 1}, visits);
    }
  }

  @Test
  void sameBitsWithAnyNumberOfThreads() {
    double[] a = new SplittableRandom(1).doubles(200_001, -1.0, 1.0).toArray();
    double[] b = new SplittableRandom(2).doubles(200_001, -1.0, 1.0).toArray();
    try (DriverLoops one = new DriverLoops(1);
        DriverLoops three = new DriverLoops(3)) {
      for (int run = 0; run < 20; run++) {
        assertEquals(one.dot(a, b), three.dot(a, b));
      }
    }
  }
}
