package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every value and gradient that mpmath computed at 400 digits. */
final class GoldenTest {

  @TestFactory
  List<DynamicTest> golden() throws IOException {
    JsonNode cases;
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/loss-gradients.json")) {
      cases = new ObjectMapper().readTree(in).get("cases");
    }
    assertEquals(69, cases.size());
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode example : cases) {
      tests.add(
          DynamicTest.dynamicTest(
              example.get("id").asText() + " " + example.get("name").asText(),
              () -> checkCase(example)));
    }
    return tests;
  }

  private static void checkCase(JsonNode example) {
    double[] scores = doubles(example.get("scores"));
    double[] targets = doubles(example.get("targets"));
    JsonNode losses = example.get("losses");
    assertEquals(9, losses.size());
    boolean extreme = example.get("extreme").asBoolean();
    double subset = scores.length == 200 ? 1e-10 : 1e-12;

    check(new ZLPR(), scores, targets, losses.get("zlpr"), 1e-12);
    for (JsonNode entry : losses.get("zlpr_threshold")) {
      check(new ZLPR(number(entry, "s0"), 1, 0, 0), scores, targets, entry, 1e-12);
    }
    double[] soft = doubles(example.get("soft_targets"));
    check(new ZLPR(), scores, soft, losses.get("zlpr_soft"), 1e-12);
    for (JsonNode entry : losses.get("unified")) {
      MultiLabelLoss loss =
          new PairwiseLogSumExp(number(entry, "gamma"), number(entry, "margin"), 1);
      check(loss, scores, targets, entry, extreme ? 1e-10 : 1e-12);
    }
    check(new JointLogSumExp(), scores, targets, losses.get("joint"), 1e-12);
    for (JsonNode entry : losses.get("weighted_bce")) {
      double weight = number(entry, "pos_weight");
      check(new WeightedBinaryCrossEntropy(weight), scores, targets, entry, 1e-12);
    }
    for (JsonNode entry : losses.get("focal")) {
      check(new BinaryFocal(number(entry, "gamma"), -1.0), scores, targets, entry, 1e-12);
    }
    check(new SubsetSoftmax(), scores, targets, losses.get("combination_softmax"), subset);
    for (JsonNode entry : losses.get("padded")) {
      MultiLabelLoss loss = new PaddedSubsetSoftmax(entry.get("K").asInt(), number(entry, "s0"));
      check(loss, scores, targets, entry, subset);
    }
  }

  private static void check(
      MultiLabelLoss loss, double[] scores, double[] targets, JsonNode entry, double tolerance) {
    double value = entry.get("value").asDouble();
    double[] gradient = doubles(entry.get("grad"));
    Samples.Result result = Samples.apply(loss, scores, targets);
    assertEquals(value, result.loss(), tolerance * Math.max(1, Math.abs(value)), loss::toString);
    assertEquals(gradient.length, result.direction().length);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(
          gradient[i],
          -result.direction()[i],
          tolerance * Math.max(1, Math.abs(gradient[i])),
          loss.toString());
    }
  }

  private static double number(JsonNode entry, String name) {
    return entry.get(name).asDouble();
  }

  private static double[] doubles(JsonNode array) {
    double[] result = new double[array.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = array.get(i).asDouble();
    }
    return result;
  }
}
