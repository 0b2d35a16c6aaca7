package io.github.zlpr.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionRuleTest {

  private static final int[] BY_NAME = PredictionRule.places(new String[] {"c", "b", "a", "d"});

  @Test
  void placesFollowTheNames() {
    assertArrayEquals(new int[] {2, 1, 0, 3}, BY_NAME);
  }

  @Test
  void equalScoresAtTheCutAreTakenByName() {
    double[] scores = {2.0, 1.0, 1.0, -1.0};
    assertArrayEquals(new int[] {0, 2}, new PredictionRule(0.0, 2).select(scores, BY_NAME));
    assertArrayEquals(new int[] {0, 1, 2}, new PredictionRule(0.0, 3).select(scores, BY_NAME));
    assertArrayEquals(new int[] {0, 1, 2}, PredictionRule.above(0.0).select(scores, BY_NAME));
    assertArrayEquals(new int[] {0, 1, 2, 3}, PredictionRule.top(9).select(scores, BY_NAME));
    assertArrayEquals(
        new int[] {2}, PredictionRule.top(1).select(new double[] {0.0, -0.0, 0.0, -0.0}, BY_NAME));
  }

  @Test
  void infiniteScoresAndNaNHaveTheirPlaces() {
    double[] scores = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY
    };
    assertArrayEquals(new int[] {1}, PredictionRule.top(1).select(scores, BY_NAME));
    assertArrayEquals(new int[] {1, 3}, PredictionRule.top(4).select(scores, BY_NAME));
  }

  @Test
  void selectsWhatSortingSelects() {
    Random random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      int n = 1 + random.nextInt(12);
      double[] scores = random.ints(n, -3, 4).mapToDouble(score -> score / 2.0).toArray();
      String[] names = random.ints(n).mapToObj(Integer::toString).toArray(String[]::new);
      PredictionRule rule = new PredictionRule(random.nextInt(4) - 2.5, 1 + random.nextInt(n + 1));
      int[] sorted =
          IntStream.range(0, n)
              .filter(id -> scores[id] > rule.threshold())
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(id -> -scores[id])
                      .thenComparing(id -> names[id]))
              .limit(rule.maxLabels())
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
      assertArrayEquals(sorted, rule.select(scores, PredictionRule.places(names)));
    }
  }

  @Test
  void refusesWhatIsNoRule() {
    assertEquals(
        "maxLabels must be at least 1, found 0",
        assertThrows(IllegalArgumentException.class, () -> PredictionRule.top(0)).getMessage());
    assertEquals(
        "threshold must be a number, found NaN",
        assertThrows(IllegalArgumentException.class, () -> PredictionRule.above(Double.NaN))
            .getMessage());
  }

  @Test
  void selectsTheSameFromAListOfScores() {
    Random random = new Random(4);
    double[] levels = {Double.NEGATIVE_INFINITY, -1.0, -0.0, 0.0, 1.0, Double.POSITIVE_INFINITY};
    for (int round = 0; round < 5000; round++) {
      int n = 1 + random.nextInt(12);
      double[] base = random.ints(n, 0, levels.length).mapToDouble(i -> levels[i]).toArray();
      int[] ids = IntStream.range(0, n).filter(id -> random.nextInt(3) == 0).toArray();
      double[] values =
          random.ints(ids.length, 0, levels.length).mapToDouble(i -> levels[i]).toArray();
      ListedScores scores = new ListedScores(new BaseScores(base), ids, values);
      int[] places = random.ints(0, n).distinct().limit(n).toArray();
      for (PredictionRule rule :
          List.of(
              new PredictionRule(levels[random.nextInt(levels.length)], 1 + random.nextInt(n + 1)),
              PredictionRule.above(levels[random.nextInt(levels.length)]),
              PredictionRule.top(1 + random.nextInt(n)))) {
        assertArrayEquals(rule.select(scores.toArray(), places), rule.select(scores, places));
      }
    }
  }
}
