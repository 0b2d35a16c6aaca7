package io.github.zlpr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A case of the golden file: values of scikit-learn, and of plain counting where it has no such
 * metric. Scores above 0 are predicted.
 */
public record GoldenCase(JsonNode node) {

  /** Golden name to ours. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  /** The golden file breaks ties by label id for these. */
  private static final Map<String, String> WITHOUT_TIES = new LinkedHashMap<>();

  static {
    NAMES.put("lrap", "LRAP");
    NAMES.put("ranking_loss", "RankingLoss");
    NAMES.put("coverage_error", "Coverage");
    NAMES.put("ndcg_at_1", "nDCG@1");
    NAMES.put("ndcg_at_3", "nDCG@3");
    NAMES.put("ndcg_at_5", "nDCG@5");
    NAMES.put("ndcg_at_all", "nDCG@1000");
    NAMES.put("roc_auc_micro", "MicroAUC");
    NAMES.put("roc_auc_macro", "MacroAUC");
    NAMES.put("average_precision_micro", "MicroAP");
    NAMES.put("average_precision_macro", "MacroAP");
    NAMES.put("hamming_loss", "HammingLoss");
    NAMES.put("subset_accuracy", "SubsetAccuracy");
    NAMES.put("f1_micro", "MicroF1");
    NAMES.put("f1_macro", "MacroF1");
    NAMES.put("f1_samples", "SamplesF1");
    NAMES.put("jaccard_samples", "Jaccard");
    WITHOUT_TIES.put("one_error", "OneError");
    for (int k : new int[] {1, 3, 5}) {
      WITHOUT_TIES.put("precision_at_" + k, "P@" + k);
      WITHOUT_TIES.put("recall_at_" + k + "_empty_zero", "R@" + k);
    }
  }

  /** The cutoffs needed. */
  static final int[] CUTOFFS = {1, 3, 5, 1000};

  /** All cases. */
  public static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    try (InputStream file = GoldenCase.class.getResourceAsStream("/golden/ranking-metrics.json")) {
      for (JsonNode node : new ObjectMapper().readTree(file).get("cases")) {
        cases.add(new GoldenCase(node));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  /** The number of examples. */
  public int examples() {
    return node.get("n").asInt();
  }

  /** The number of labels. */
  public int labels() {
    return node.get("labels").asInt();
  }

  /** The scores of an example. */
  public double[] scores(int example) {
    JsonNode row = node.get("y_score").get(example);
    return IntStream.range(0, labels()).mapToDouble(label -> row.get(label).asDouble()).toArray();
  }

  /** The true labels of an example. */
  public int[] trueLabels(int example) {
    JsonNode row = node.get("y_true").get(example);
    return IntStream.range(0, labels()).filter(label -> row.get(label).asInt() == 1).toArray();
  }

  /** The predicted labels of an example. */
  public int[] predicted(int example) {
    double[] scores = scores(example);
    return IntStream.range(0, labels()).filter(label -> scores[label] > 0.0).toArray();
  }

  /** Whether labels of the same example are tied. */
  public boolean tied() {
    return IntStream.range(0, examples())
        .anyMatch(
            example ->
                Arrays.stream(scores(example)).map(score -> score + 0.0).distinct().count()
                    < labels());
  }

  /** Checks all values that the file and ours have in common. */
  public void check(Map<String, Double> values) {
    NAMES.forEach((golden, name) -> check(values, golden, name));
    if (!tied()) {
      WITHOUT_TIES.forEach((golden, name) -> check(values, golden, name));
    }
  }

  private void check(Map<String, Double> values, String golden, String name) {
    JsonNode expected = node.get("metrics").get(golden);
    double actual = values.get(name);
    if (expected.isNull()) {
      if (name.startsWith("M")) {
        assertEquals(Double.NaN, actual, name);
      } else {
        assertEquals(1, labels(), "null is for single labels only");
      }
    } else if (name.equals("Jaccard")) {
      assertEquals(expected.asDouble() + bothEmpty(), actual, 1e-12, name);
    } else {
      assertEquals(expected.asDouble(), actual, name.equals("Coverage") ? 1e-10 : 1e-12, name);
    }
  }

  /** Share of the examples with nothing true and nothing predicted: 1 in our Jaccard, 0 there. */
  private double bothEmpty() {
    return IntStream.range(0, examples())
            .filter(example -> trueLabels(example).length + predicted(example).length == 0)
            .count()
        / (double) examples();
  }

  @Override
  public String toString() {
    return node.get("id").asText() + " " + node.get("name").asText();
  }
}
