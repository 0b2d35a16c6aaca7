package io.github.zlpr.trainer.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class FeatureScalesTest {

  @Test
  void multiplyAndDivideByTheNorm() {
    FeatureScales scales = FeatureScales.of(new float[] {1f, 0.5f, 2f});
    double[] values = {6.0, 2.0};
    assertArrayEquals(
        new double[] {0.6, 0.8}, scales.apply(new int[] {1, 2}, new double[] {6.0, 2.0}), 1e-15);
    scales.apply(new int[] {1, 2}, values);
    assertArrayEquals(new double[] {6.0, 2.0}, values);
    assertArrayEquals(new double[1], scales.apply(new int[] {0}, new double[1]));
    assertEquals(0, scales.apply(new int[0], new double[0]).length);
  }

  @Test
  void noneLeavesValuesAsTheyAre() {
    double[] values = {3.0};
    assertSame(values, FeatureScales.NONE.apply(new int[] {5}, values));
    assertTrue(FeatureScales.decode(7, FeatureScales.NONE.encode()).isNone());
  }

  @Test
  void rareFeaturesCountForMore() {
    FeatureScales scales = FeatureScales.inverseDocumentFrequency(new int[] {9, 0}, 9);
    double[] scaled = scales.apply(new int[] {0, 1}, new double[] {1.0, 1.0});
    assertEquals(Math.log(10.0) + 1.0, scaled[1] / scaled[0], 1e-6);
  }

  @Test
  void areTheSameAfterReading() {
    FeatureScales scales = FeatureScales.of(new float[] {1.5f, 0f, 7e-3f});
    assertEquals(scales, FeatureScales.decode(3, scales.encode()));
    assertEquals(scales.hashCode(), FeatureScales.decode(3, scales.encode()).hashCode());
  }

  @Test
  void damagedBytesAreRefused() {
    ByteString bytes = FeatureScales.of(new float[] {1f, -1f}).encode();
    assertThrows(IllegalArgumentException.class, () -> FeatureScales.decode(2, bytes));
    assertThrows(IllegalArgumentException.class, () -> FeatureScales.decode(3, bytes));
    ByteString odd = bytes.substring(0, 5);
    assertThrows(IllegalArgumentException.class, () -> FeatureScales.decode(1, odd));
  }
}
