package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.zlpr.core.Targets;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

class FeatureScaleTest {

  private static SparseRows row(double weight) {
    SparseRows.Builder builder = new SparseRows.Builder(1);
    builder.add(Vectors.dense(5.0), new LabelsCell(Targets.of(new int[] {0}, null), 0), weight);
    return builder.build(null);
  }

  @Test
  void aConstantFeatureIsConstantInAnyOrderOfTheTasks() {
    List<SparseRows> rows = List.of(row(0.3), row(0.2), row(0.1));
    DataStatistics otherOrder = new DataStatistics();
    otherOrder.add(rows.get(2)).add(rows.get(1)).add(rows.get(0));
    assertNotEquals(0.3 + 0.2 + 0.1, otherOrder.weightSum(), "the orders round differently");
    JavaSparkContext context = new JavaSparkContext(Sessions.local().sparkContext());
    FeatureScale scale = FeatureScale.of(context.parallelize(rows, 1), otherOrder);
    assertEquals(0.0, scale.inverseDeviation(0));
  }
}
