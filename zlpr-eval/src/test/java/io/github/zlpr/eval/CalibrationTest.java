package io.github.zlpr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

  private static double[] doubles(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"few", "many", "edges", "sure"})
  void isWhatScikitLearnComputes(String name) throws IOException {
    JsonNode golden;
    try (InputStream in = getClass().getResourceAsStream("/golden/calibration.json")) {
      golden = new ObjectMapper().readTree(in).get(name);
    }
    double[] p = doubles(golden.get("p"));
    double[] y = doubles(golden.get("y"));
    int[] trueIds = IntStream.range(0, y.length).filter(i -> y[i] == 1.0).toArray();
    Calibration one = Calibration.of(new double[][] {p}, new int[][] {trueIds});
    assertEquals(golden.get("brier").asDouble(), one.brier(), 1e-14);
    assertEquals(golden.get("logLoss").asDouble(), one.logLoss(), 1e-13);
    assertEquals(golden.get("expectedError").asDouble(), one.expectedError(), 1e-14);
    double[] share = doubles(golden.get("share"));
    double[] mean = doubles(golden.get("mean"));
    assertEquals(share.length, one.bins().size());
    for (int i = 0; i < share.length; i++) {
      assertEquals(share[i], one.bins().get(i).share(), 1e-14);
      assertEquals(mean[i], one.bins().get(i).meanProbability(), 1e-14);
    }
  }

  @Test
  void pairsOfAllExamplesCount() {
    Calibration rows =
        Calibration.of(new double[][] {{0.2, 0.9}, {0.4, 0.1}}, new int[][] {{1}, {}});
    Calibration row = Calibration.of(new double[][] {{0.2, 0.9, 0.4, 0.1}}, new int[][] {{1}});
    assertEquals(row, rows);
    assertEquals(4, rows.pairs());
    assertTrue(rows.toString().contains("Brier score                 0.055000"), rows.toString());
  }

  @Test
  void refusesWhatIsNoProbability() {
    int[][] none = {{}};
    assertThrows(
        IllegalArgumentException.class, () -> Calibration.of(new double[][] {{1.5}}, none));
    assertThrows(
        IllegalArgumentException.class, () -> Calibration.of(new double[][] {{Double.NaN}}, none));
    assertThrows(IllegalArgumentException.class, () -> Calibration.of(new double[0][], none));
  }
}
