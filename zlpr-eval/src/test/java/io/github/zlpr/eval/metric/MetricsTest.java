package io.github.zlpr.eval.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

  private final Metrics metrics = Metrics.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LRAP",
        "RankingLoss",
        "OneError",
        "Coverage",
        "P@1",
        "R@5",
        "nDCG@10",
        "MicroAUC",
        "MacroF1",
        "HammingLoss",
        "Jaccard"
      })
  void metricsAreFoundByName(String name) {
    Metric metric = metrics.named(name, Metric.class).orElseThrow();
    assertEquals(name, metric.name());
    boolean isLoss = List.of("RankingLoss", "OneError", "Coverage", "HammingLoss").contains(name);
    assertEquals(!isLoss, metric.higherIsBetter());
    assertEquals(isLoss ? -1.0 : 1.0, metric.lead(2.0, 1.0));
    assertEquals(name.equals("Coverage") ? Double.POSITIVE_INFINITY : 1.0, metric.highest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lrap", "P@0", "P@01", "P@", "P@x", "P@9999999999", "@1", "PSP@1"})
  void otherNamesAreNot(String name) {
    assertTrue(metrics.named(name, Metric.class).isEmpty());
  }

  @Test
  void kindsAreToldApart() {
    assertTrue(metrics.named("MicroF1", RankingMetric.class).isEmpty());
    assertEquals(
        List.of("LRAP", "RankingLoss", "OneError", "Coverage", "P@k", "R@k", "nDCG@k"),
        metrics.names(RankingMetric.class));
    assertEquals(
        List.of("SamplesF1", "Jaccard", "SubsetAccuracy", "HammingLoss"),
        metrics.names(SetMetric.class));
    assertFalse(metrics.names(Metric.class).contains("PSP@k"));
  }
}
