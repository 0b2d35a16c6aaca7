package io.github.zlpr.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.zlpr.eval.metric.ExampleMetric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets (2006). */
class RankTestTest {
  private static final ExampleMetric LRAP = ComparedMetrics.named("LRAP").orElseThrow();
  private static final ExampleMetric RANKING_LOSS =
      ComparedMetrics.named("RankingLoss").orElseThrow();

  /** AUC of C4.5, C4.5+m, C4.5+cf and C4.5+m+cf on 14 data sets. */
  private static final List<double[]> TABLE_6 =
      List.of(
          new double[] {0.763, 0.768, 0.771, 0.798},
          new double[] {0.599, 0.591, 0.590, 0.569},
          new double[] {0.954, 0.971, 0.968, 0.967},
          new double[] {0.628, 0.661, 0.654, 0.657},
          new double[] {0.882, 0.888, 0.886, 0.898},
          new double[] {0.936, 0.931, 0.916, 0.931},
          new double[] {0.661, 0.668, 0.609, 0.685},
          new double[] {0.583, 0.583, 0.563, 0.625},
          new double[] {0.775, 0.838, 0.866, 0.875},
          new double[] {1.000, 1.000, 1.000, 1.000},
          new double[] {0.940, 0.962, 0.965, 0.962},
          new double[] {0.619, 0.666, 0.614, 0.669},
          new double[] {0.972, 0.981, 0.9751, 0.975},
          new double[] {0.957, 0.978, 0.946, 0.970});

  @Test
  void demsarsExample() {
    RankTest test = RankTest.of(LRAP, TABLE_6);
    List<Double> published = List.of(3.143, 2.000, 2.893, 1.964);
    for (int i = 0; i < 4; i++) {
      assertEquals(published.get(i), test.averageRanks().get(i), 5e-4);
    }
    assertEquals(9.28, test.chiSquared(), 5e-3);
    assertEquals(3.69, test.f(), 5e-3);
    assertEquals(1.25, test.criticalDifference(), 5e-3);
    // SciPy: chi2.sf(χ², 3) and f.sf(F, 3, 39).
    assertEquals(0.025807496707063185, test.chiSquaredP(), 1e-12);
    assertEquals(0.019823006192249054, test.fP(), 1e-12);
  }

  @Test
  void lossesRankTheOtherWay() {
    List<Double> ranks = RankTest.of(LRAP, TABLE_6).averageRanks();
    List<Double> reversed = RankTest.of(RANKING_LOSS, TABLE_6).averageRanks();
    for (int i = 0; i < 4; i++) {
      assertEquals(5.0 - ranks.get(i), reversed.get(i), 1e-12);
    }
  }

  @Test
  void tiesShareRanks() {
    RankTest test =
        RankTest.of(LRAP, List.of(new double[] {0.9, 0.8, 0.8}, new double[] {0.9, 0.8, 0.8}));
    assertEquals(List.of(1.0, 2.5, 2.5), test.averageRanks());
  }

  @Test
  void allAlikeIsNoDifferenceAndSameOrderIsAnInfiniteF() {
    double[] same = {0.5, 0.5, 0.5};
    RankTest none = RankTest.of(LRAP, List.of(same, same, same));
    assertEquals(0.0, none.chiSquared());
    assertEquals(1.0, none.chiSquaredP());
    assertEquals(1.0, none.fP());
    double[] ordered = {0.3, 0.4, 0.5};
    RankTest all = RankTest.of(LRAP, List.of(ordered, ordered, ordered));
    assertEquals(6.0, all.chiSquared(), 1e-12);
    assertNull(all.f());
    assertEquals(0.0, all.fP());
  }

  /** Table 5a: quantiles over √2. */
  @ParameterizedTest
  @CsvSource({
    "2, 1.960, 1.645",
    "3, 2.343, 2.052",
    "4, 2.569, 2.291",
    "5, 2.728, 2.459",
    "6, 2.850, 2.589",
    "7, 2.949, 2.693",
    "8, 3.031, 2.780",
    "9, 3.102, 2.855",
    "10, 3.164, 2.920"
  })
  void publishedQuantiles(int k, double five, double ten) {
    assertEquals(five, StudentizedRange.quantile(0.95, k) / Math.sqrt(2.0), 1e-3);
    assertEquals(ten, StudentizedRange.quantile(0.90, k) / Math.sqrt(2.0), 1e-3);
  }

  /** For two values the range is the distance of normal values: P = 2Φ(q/√2) − 1. */
  @Test
  void rangeOfTwo() {
    assertEquals(1.959963984540054, StudentizedRange.quantile(0.95, 2) / Math.sqrt(2.0), 1e-12);
    assertEquals(0.0, StudentizedRange.cumulativeProbability(0.0, 3), 1e-15);
    assertEquals(1.0, StudentizedRange.cumulativeProbability(15.0, 3), 1e-12);
  }
}
