package io.github.zlpr.eval.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of scikit-learn, and of plain counting where it has no such metric. */
class GoldenTest {

  private static final Map<String, RankingMetric> ALWAYS =
      Map.of(
          "lrap", new LRAP(),
          "ranking_loss", new RankingLoss(),
          "coverage_error", new Coverage(),
          "ndcg_at_1", new NdcgAtK(1),
          "ndcg_at_3", new NdcgAtK(3),
          "ndcg_at_5", new NdcgAtK(5),
          "ndcg_at_all", new NdcgAtK(Integer.MAX_VALUE));

  /** The golden file breaks ties by label id for these. */
  private static final Map<String, RankingMetric> WITHOUT_TIES =
      Map.of(
          "one_error", new OneError(),
          "precision_at_1", new PrecisionAtK(1),
          "precision_at_3", new PrecisionAtK(3),
          "precision_at_5", new PrecisionAtK(5),
          "recall_at_1_empty_zero", new RecallAtK(1),
          "recall_at_3_empty_zero", new RecallAtK(3),
          "recall_at_5_empty_zero", new RecallAtK(5));

  private static List<Named<JsonNode>> cases() throws IOException {
    List<Named<JsonNode>> cases = new ArrayList<>();
    try (InputStream file = GoldenTest.class.getResourceAsStream("/golden/ranking-metrics.json")) {
      for (JsonNode node : new ObjectMapper().readTree(file).get("cases")) {
        cases.add(Named.of(node.get("id").asText() + " " + node.get("name").asText(), node));
      }
    }
    return cases;
  }

  private static List<Ranking> rankings(JsonNode node) {
    int n = node.get("labels").asInt();
    List<Ranking> rankings = new ArrayList<>();
    for (int row = 0; row < node.get("n").asInt(); row++) {
      JsonNode truth = node.get("y_true").get(row);
      JsonNode score = node.get("y_score").get(row);
      double[] scores = IntStream.range(0, n).mapToDouble(i -> score.get(i).asDouble()).toArray();
      int[] trueLabels = IntStream.range(0, n).filter(i -> truth.get(i).asInt() == 1).toArray();
      rankings.add(new Ranking(n).rank(scores, trueLabels));
    }
    return rankings;
  }

  private static boolean tied(List<Ranking> rankings) {
    return rankings.stream().anyMatch(ranking -> ranking.groups() < ranking.labels());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matches(JsonNode node) {
    List<Ranking> rankings = rankings(node);
    ALWAYS.forEach((key, metric) -> check(node, rankings, key, metric));
    if (!tied(rankings)) {
      WITHOUT_TIES.forEach((key, metric) -> check(node, rankings, key, metric));
    }
  }

  private static void check(
      JsonNode node, List<Ranking> rankings, String key, RankingMetric metric) {
    JsonNode expected = node.get("metrics").get(key);
    if (expected.isNull()) {
      assertEquals(1, node.get("labels").asInt(), "null is for single labels only");
      return;
    }
    double mean = rankings.stream().mapToDouble(metric::value).average().orElseThrow();
    assertEquals(expected.asDouble(), mean, key.equals("coverage_error") ? 1e-10 : 1e-12, key);
  }

  @Test
  void theFileHasCasesWithAndWithoutTies() throws IOException {
    List<Named<JsonNode>> cases = cases();
    assertEquals(64, cases.size());
    assertEquals(24, cases.stream().filter(node -> tied(rankings(node.getPayload()))).count());
  }
}
