package io.github.zlpr.trainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tribuo.CategoricalInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.RealInfo;
import org.tribuo.VariableInfo;

class ColumnStatisticsTest {

  private static void assertAsTribuo(double... values) {
    MutableFeatureMap map = new MutableFeatureMap();
    for (double value : values) {
      map.add("f", value);
    }
    VariableInfo info = map.get("f");
    ColumnStatistics column = new ColumnStatistics().observe(values, 0, values.length);
    assertEquals(info.getCount(), column.count());
    if (column.count() > 0) {
      RealInfo real =
          info instanceof CategoricalInfo categorical
              ? categorical.generateRealInfo()
              : (RealInfo) info;
      assertEquals(real.getMin(), column.min());
      assertEquals(real.getMax(), column.max());
      assertEquals(real.getMean(), column.mean());
      assertEquals(real.getVariance(), column.sumSquares() / (column.count() - 1));
    }
  }

  @Test
  void areThoseOfTribuoForAnyNumberOfDifferentValues() {
    SplittableRandom random = new SplittableRandom(1);
    for (int different : new int[] {1, 2, 5, 49, 50, 51, 52, 200}) {
      double[] pool = random.doubles(different, -3.0, 3.0).toArray();
      double[] values = new double[500];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(10) == 0 ? 0.0 : pool[random.nextInt(different)];
      }
      assertAsTribuo(values);
    }
  }

  @Test
  void areThoseOfTribuoForFewValues() {
    assertAsTribuo(0.0, -0.0);
    assertAsTribuo(0.5);
    assertAsTribuo(0.5, 0.5 + 1e-11, 0.5 + 2e-11);
    assertAsTribuo(0.5, 0.5 + 1e-11, 2.0, 0.5 + 1e-11, 0.5);
    assertAsTribuo(-1.0, 0.0, -1.0);
  }

  @Test
  void forgetTheFeatureBefore() {
    ColumnStatistics column = new ColumnStatistics();
    column.observe(new double[] {1.0, 2.0, 9.0}, 0, 2);
    assertEquals(1.5, column.mean());
    column.observe(new double[] {1.0, 2.0, 9.0}, 2, 3);
    assertEquals(1, column.count());
    assertEquals(9.0, column.min());
    assertEquals(0.0, column.sumSquares());
  }
}
