package io.github.zlpr.trainer.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

  private static final int EXAMPLES = 400;

  private static ExampleValues values(IntToDoubleFunction lrap) {
    return values(lrap, i -> 1.0);
  }

  /** Every example has two true labels and two predicted ones. */
  private static ExampleValues values(IntToDoubleFunction lrap, IntToDoubleFunction hits) {
    Map<ComparedMetric, double[]> rankings = new EnumMap<>(ComparedMetric.class);
    for (ComparedMetric metric : ComparedMetric.values()) {
      if (metric.ranking().isPresent()) {
        rankings.put(metric, IntStream.range(0, EXAMPLES).mapToDouble(lrap).toArray());
      }
    }
    int[] two = new int[EXAMPLES];
    Arrays.fill(two, 2);
    int[] truePositives =
        IntStream.range(0, EXAMPLES).map(i -> (int) hits.applyAsDouble(i)).toArray();
    return new ExampleValues(rankings, truePositives, two, two, 0);
  }

  private static List<ComparisonResult.Score> scores(
      ComparedMetric metric, ExampleValues... contenders) {
    return new PairedBootstrap(Arrays.stream(contenders).map(List::of).toList(), 2_000, 5)
        .scores()
        .get(metric);
  }

  private static double[] normal(long seed) {
    Random random = new Random(seed);
    return random.doubles(EXAMPLES).map(u -> random.nextGaussian()).toArray();
  }

  @Test
  void intervalIsThatOfTheMean() {
    double[] noise = normal(1);
    ComparisonResult.Score score =
        scores(ComparedMetric.LRAP, values(i -> noise[i]), values(i -> -9.0)).get(0);
    double mean = Arrays.stream(noise).average().orElseThrow();
    double variance =
        Arrays.stream(noise).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double margin = 1.96 * Math.sqrt(variance / EXAMPLES);
    assertEquals(mean, score.mean(), 1e-12);
    assertEquals(mean - margin, score.low(), 0.1 * margin);
    assertEquals(mean + margin, score.high(), 0.1 * margin);
  }

  /** A small but steady lead is clear, though the intervals of the two overlap widely. */
  @Test
  void differencesAreTestedInPairs() {
    double[] noise = normal(2);
    var scores = scores(ComparedMetric.LRAP, values(i -> noise[i]), values(i -> noise[i] - 0.001));
    assertTrue(scores.get(0).best());
    assertFalse(scores.get(1).best());
    assertFalse(scores.get(1).tied());
    assertTrue(scores.get(1).high() > scores.get(0).low());
    assertEquals(0.001, scores.get(1).behindLow(), 1e-12);
    assertEquals(0.001, scores.get(1).behindHigh(), 1e-12);
  }

  @Test
  void aLeadWithinTheNoiseIsATie() {
    double[] one = normal(3);
    double[] other = normal(4);
    var scores = scores(ComparedMetric.LRAP, values(i -> one[i]), values(i -> other[i]));
    int behind = scores.get(0).best() ? 1 : 0;
    assertTrue(scores.get(behind).tied());
    assertTrue(scores.get(behind).behindLow() < 0.0 && scores.get(behind).behindHigh() > 0.0);
  }

  @Test
  void equalOnesAreBothBest() {
    var scores = scores(ComparedMetric.LRAP, values(i -> i % 2), values(i -> i % 2));
    assertTrue(scores.get(0).best() && scores.get(1).best());
    assertFalse(scores.get(0).tied() || scores.get(1).tied());
  }

  @Test
  void ofALossTheSmallestIsBest() {
    var scores = scores(ComparedMetric.RANKING_LOSS, values(i -> 0.5), values(i -> 0.25));
    assertFalse(scores.get(0).best());
    assertTrue(scores.get(1).best());
    assertEquals(0.25, scores.get(0).behindLow());
  }

  @Test
  void microF1IsOfTheSums() {
    ExampleValues values = values(i -> 0.0, i -> i % 4 == 0 ? 2.0 : 0.0);
    assertEquals(0.25, values.value(ComparedMetric.MICRO_F1), 1e-12);
    var score = scores(ComparedMetric.MICRO_F1, values, values(i -> 0.0, i -> 0.0)).get(0);
    double margin = 1.96 * Math.sqrt(0.25 * 0.75 / EXAMPLES);
    assertEquals(0.25, score.mean(), 1e-12);
    assertEquals(0.25 - margin, score.low(), 0.15 * margin);
    assertEquals(0.25 + margin, score.high(), 0.15 * margin);
  }

  @Test
  void nothingPredictedAndNothingTrueIsZero() {
    int[] none = new int[EXAMPLES];
    var empty =
        new ExampleValues(Map.of(ComparedMetric.LRAP, new double[EXAMPLES]), none, none, none, 0);
    assertEquals(0.0, empty.value(ComparedMetric.MICRO_F1));
  }

  @Test
  void seedsAreAveraged() {
    ExampleValues low = values(i -> 0.2);
    ExampleValues high = values(i -> 0.4);
    var scores =
        new PairedBootstrap(List.of(List.of(low, high), List.of(low, low)), 100, 1)
            .scores()
            .get(ComparedMetric.LRAP);
    assertEquals(0.3, scores.get(0).mean(), 1e-12);
    assertEquals(0.3, scores.get(0).high(), 1e-12);
    assertEquals(0.1, scores.get(1).behindLow(), 1e-12);
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    double[] noise = normal(6);
    ExampleValues values = values(i -> noise[i]);
    ExampleValues other = values(i -> noise[EXAMPLES - 1 - i]);
    var first = new PairedBootstrap(List.of(List.of(values), List.of(other)), 200, 9).scores();
    var again = new PairedBootstrap(List.of(List.of(values), List.of(other)), 200, 9).scores();
    var another = new PairedBootstrap(List.of(List.of(values), List.of(other)), 200, 10).scores();
    assertEquals(first, again);
    assertFalse(first.equals(another));
  }

  @Test
  void refusesDifferentExamples() {
    ExampleValues single =
        new ExampleValues(
            Map.of(ComparedMetric.LRAP, new double[1]), new int[1], new int[1], new int[1], 0);
    List<List<ExampleValues>> contenders = List.of(List.of(values(i -> 0.0)), List.of(single));
    assertThrows(IllegalArgumentException.class, () -> new PairedBootstrap(contenders, 100, 1));
  }
}
