package io.github.zlpr.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.resampling.ExampleValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final ExampleMetric LRAP = ComparedMetrics.named("LRAP").orElseThrow();
  private static final ExampleMetric MICRO_F1 = ComparedMetrics.named("MicroF1").orElseThrow();
  private static final ExampleMetric RANKING_LOSS =
      ComparedMetrics.named("RankingLoss").orElseThrow();

  private static final int EXAMPLES = 400;

  private static Cell.Result values(IntToDoubleFunction ranking) {
    return values(ranking, i -> 1.0);
  }

  /** Every example has two true labels and two predicted ones. */
  private static Cell.Result values(IntToDoubleFunction ranking, IntToDoubleFunction hits) {
    double[] fours = new double[EXAMPLES];
    Arrays.fill(fours, 4.0);
    List<ExampleValues.Column> columns = new ArrayList<>();
    for (ExampleMetric metric : ComparedMetrics.ALL) {
      columns.add(
          metric.equals(MICRO_F1)
              ? new ExampleValues.Column(metric, column(i -> 2.0 * hits.applyAsDouble(i)), fours)
              : new ExampleValues.Column(metric, column(ranking), null));
    }
    return new Cell.Result(new ExampleValues(columns, 7L), 0);
  }

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, EXAMPLES).mapToDouble(value).toArray();
  }

  private static List<ComparisonResult.Score> scores(
      ExampleMetric metric, Cell.Result... contenders) {
    return ComparisonResult.scores(2_000, 5, Arrays.stream(contenders).map(List::of).toList())
        .get(metric);
  }

  private static double[] normal(long seed) {
    Random random = new Random(seed);
    return random.doubles(EXAMPLES).map(u -> random.nextGaussian()).toArray();
  }

  @Test
  void intervalIsThatOfTheMean() {
    double[] noise = normal(1);
    ComparisonResult.Score score = scores(LRAP, values(i -> noise[i]), values(i -> -9.0)).get(0);
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
    var scores = scores(LRAP, values(i -> noise[i]), values(i -> noise[i] - 0.001));
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
    var scores = scores(LRAP, values(i -> one[i]), values(i -> other[i]));
    int behind = scores.get(0).best() ? 1 : 0;
    assertTrue(scores.get(behind).tied());
    assertTrue(scores.get(behind).behindLow() < 0.0 && scores.get(behind).behindHigh() > 0.0);
  }

  @Test
  void equalOnesAreBothBest() {
    var scores = scores(LRAP, values(i -> i % 2), values(i -> i % 2));
    assertTrue(scores.get(0).best() && scores.get(1).best());
    assertFalse(scores.get(0).tied() || scores.get(1).tied());
  }

  @Test
  void ofALossTheSmallestIsBest() {
    var scores = scores(RANKING_LOSS, values(i -> 0.5), values(i -> 0.25));
    assertFalse(scores.get(0).best());
    assertTrue(scores.get(1).best());
    assertEquals(0.25, scores.get(0).behindLow());
  }

  @Test
  void microF1IsOfTheSums() {
    Cell.Result values = values(i -> 0.0, i -> i % 4 == 0 ? 2.0 : 0.0);
    assertEquals(0.25, values.value(MICRO_F1), 1e-12);
    var score = scores(MICRO_F1, values, values(i -> 0.0, i -> 0.0)).get(0);
    double margin = 1.96 * Math.sqrt(0.25 * 0.75 / EXAMPLES);
    assertEquals(0.25, score.mean(), 1e-12);
    assertEquals(0.25 - margin, score.low(), 0.15 * margin);
    assertEquals(0.25 + margin, score.high(), 0.15 * margin);
  }

  @Test
  void seedsAreAveraged() {
    Cell.Result low = values(i -> 0.2);
    Cell.Result high = values(i -> 0.4);
    var scores =
        ComparisonResult.scores(100, 1, List.of(List.of(low, high), List.of(low, low))).get(LRAP);
    assertEquals(0.3, scores.get(0).mean(), 1e-12);
    assertEquals(0.3, scores.get(0).high(), 1e-12);
    assertEquals(0.1, scores.get(1).behindLow(), 1e-12);
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    double[] noise = normal(6);
    Cell.Result values = values(i -> noise[i]);
    Cell.Result other = values(i -> noise[EXAMPLES - 1 - i]);
    var first = ComparisonResult.scores(200, 9, List.of(List.of(values), List.of(other)));
    var again = ComparisonResult.scores(200, 9, List.of(List.of(values), List.of(other)));
    var another = ComparisonResult.scores(200, 10, List.of(List.of(values), List.of(other)));
    assertEquals(first, again);
    assertFalse(first.equals(another));
  }
}
