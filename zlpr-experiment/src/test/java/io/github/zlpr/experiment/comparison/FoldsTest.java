package io.github.zlpr.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

  @Test
  void partsAreDisjointAndTheRestIsWhatIsLeft() {
    Folds folds = new Folds(103, 0.2, 5);
    assertEquals(20, folds.size());
    int[] times = new int[103];
    for (int fold = 0; fold < 5; fold++) {
      int[] heldOut = folds.heldOut(fold);
      assertEquals(20, heldOut.length);
      Arrays.stream(heldOut).forEach(i -> times[i]++);
      assertArrayEquals(
          IntStream.range(0, 103).toArray(),
          IntStream.concat(Arrays.stream(heldOut), Arrays.stream(folds.rest(fold)))
              .sorted()
              .toArray());
      assertArrayEquals(Arrays.stream(heldOut).sorted().toArray(), heldOut);
    }
    assertEquals(100, Arrays.stream(times).sum());
    assertEquals(1, Arrays.stream(times).max().orElseThrow());
  }

  @Test
  void partsAreRandomAndThoseOfTheSeed() {
    int[] part = new Folds(100, 0.2, 5).heldOut(0);
    assertArrayEquals(part, new Folds(100, 0.2, 5).heldOut(0));
    assertFalse(Arrays.equals(part, new Folds(100, 0.2, 6).heldOut(0)));
    assertFalse(Arrays.equals(part, IntStream.range(0, 20).toArray()));
  }

  @Test
  void sharesThatAreNotExactLoseNoExample() {
    assertEquals(30, new Folds(100, 0.1 + 0.2, 1).size());
    assertEquals(29, new Folds(100, 0.29, 1).size());
  }
}
