package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SparseChangesTest {

  @Test
  void whatHasChangedIsAdded() {
    int labels = 11;
    float[] before = new float[labels];
    before[2] = 5f;
    SparseChanges changes = new SparseChanges(labels);
    float[] first = new float[labels];
    first[2] = 7f;
    first[8] = -1f;
    changes.add(0, before, first);
    changes.add(1, before, before);
    float[] third = new float[labels];
    third[0] = 3f;
    changes.add(2, new float[labels], third);
    // The second row is as it was: of the others, a number, two bytes of bits, and the floats.
    assertEquals(2 * (4 + 2) + 3 * 4, changes.bytes().length);
    double[] target = new double[3 * labels];
    SparseChanges.addTo(target, 0.5, changes.bytes(), labels);
    double[] expected = new double[3 * labels];
    expected[2] = 1.0;
    expected[8] = -0.5;
    expected[2 * labels] = 1.5;
    assertArrayEquals(expected, target);
  }

  @Test
  void thereIsRoomForAnyNumberOfRows() {
    int labels = 1000;
    int rows = 100;
    SparseChanges changes = new SparseChanges(labels);
    float[] ones = new float[labels];
    java.util.Arrays.fill(ones, 1f);
    for (int row = 0; row < rows; row++) {
      changes.add(row, new float[labels], ones);
    }
    double[] target = new double[rows * labels];
    SparseChanges.addTo(target, 1.0, changes.bytes(), labels);
    for (double value : target) {
      assertEquals(1.0, value);
    }
  }
}
