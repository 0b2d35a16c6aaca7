package io.github.zlpr.eval.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.zlpr.core.BaseScores;
import io.github.zlpr.core.LabelScores;
import io.github.zlpr.core.ListedScores;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static Ranking rank(double[] scores, int... trueLabels) {
    return new Ranking(scores.length).rank(scores, trueLabels);
  }

  private static int[] labelsThrough(Ranking ranking) {
    int[] through = new int[ranking.groups()];
    Arrays.setAll(through, ranking::labelsThrough);
    return through;
  }

  private static int[] trueThrough(Ranking ranking) {
    int[] through = new int[ranking.groups()];
    Arrays.setAll(through, ranking::trueThrough);
    return through;
  }

  private static void assertGroups(Ranking ranking, int[] labels, int[] trueLabels) {
    assertEquals(Arrays.toString(labels), Arrays.toString(labelsThrough(ranking)));
    assertEquals(Arrays.toString(trueLabels), Arrays.toString(trueThrough(ranking)));
  }

  @Test
  void documentedExample() {
    Ranking ranking = rank(new double[] {0.2, 0.9, 0.2, 0.5}, 0, 1);
    assertGroups(ranking, new int[] {1, 4}, new int[] {1, 2});
    assertEquals(0, ranking.labelsAbove(0));
    assertEquals(2, ranking.labelsAbove(1));
    assertEquals(4, ranking.labels());
    assertEquals(2, ranking.trueLabels());
    assertEquals(0.5, ranking.trueShare(1));
  }

  @Test
  void zeroAndNegativeZeroAreTied() {
    assertGroups(
        rank(new double[] {-0.0, 0.0, -Double.MIN_VALUE, -0.0}, 0, 1),
        new int[] {3},
        new int[] {2});
  }

  @Test
  void extremeScoresKeepTheirOrder() {
    double[] descending = {
      Double.POSITIVE_INFINITY,
      Double.MAX_VALUE,
      1e300,
      Math.nextDown(1e300),
      1.0,
      Math.nextDown(1.0),
      2 * Double.MIN_VALUE,
      Double.MIN_VALUE,
      -0.0,
      -Double.MIN_VALUE,
      -1e300,
      -Double.MAX_VALUE,
      Double.NEGATIVE_INFINITY
    };
    for (int label = 0; label < descending.length; label++) {
      Ranking ranking = rank(descending, label);
      assertEquals(1, ranking.groups());
      assertEquals(label, ranking.labelsAbove(0));
      assertEquals(label + 1, ranking.labelsThrough(0));
      assertEquals(0.0, ranking.expectedHits(label));
      assertEquals(1.0, ranking.expectedHits(label + 1));
    }
  }

  @Test
  void infinitiesOfTheSameSignAreTied() {
    double inf = Double.POSITIVE_INFINITY;
    assertGroups(
        rank(new double[] {-inf, inf, 0, inf, -inf}, 0, 1), new int[] {2, 5}, new int[] {1, 2});
  }

  @Test
  void nothingIsLeftOfTheExampleBefore() {
    Ranking ranking = new Ranking(3);
    ranking.rank(new double[] {3, 2, 1}, new int[] {0, 1, 2});
    ranking.rank(new double[] {2, 3, 1}, new int[] {0, 2});
    ranking.rank(new double[] {1, 1, 2}, new int[] {0});
    assertGroups(ranking, new int[] {3}, new int[] {1});
    assertEquals(0, ranking.trueLabel(0));
    assertEquals(0, ranking.trueGroup(0));
    assertEquals(1, ranking.trueLabels());
    ranking.rank(new double[] {1, 2, 3}, new int[0]);
    assertGroups(ranking, new int[0], new int[0]);
    assertEquals(0.0, ranking.expectedHits(2));
  }

  @Test
  void scoresAreNotChanged() {
    double[] scores = {1, -0.0, 2};
    rank(scores, 1);
    assertEquals("[1.0, -0.0, 2.0]", Arrays.toString(scores));
  }

  @Test
  void expectedHitsShareTheGroupAcrossTheCut() {
    Ranking ranking = rank(new double[] {3, 1, 1, 1}, 0, 2);
    assertEquals(0.0, ranking.expectedHits(0));
    assertEquals(1.0, ranking.expectedHits(1));
    assertEquals(1.0 + 1.0 / 3.0, ranking.expectedHits(2), 1e-15);
    assertEquals(1.0 + 2.0 / 3.0, ranking.expectedHits(3), 1e-15);
    assertEquals(2.0, ranking.expectedHits(4));
    assertEquals(2.0, ranking.expectedHits(Integer.MAX_VALUE));
  }

  @Test
  void nanIsRefusedWithTheLabel() {
    assertRefused(
        "label 1 has score NaN, which cannot be ranked", () -> rank(new double[] {0, Double.NaN}));
  }

  @Test
  void badArgumentsAreRefused() {
    double[] scores = {1, 2, 3};
    assertRefused("a ranking needs at least 1 label, found 0", () -> new Ranking(0));
    assertRefused("expected 2 scores, found 3", () -> new Ranking(2).rank(scores, new int[0]));
    String ids = "true labels must be increasing ids in [0, 3), found ";
    assertRefused(ids + "[1, 0]", () -> rank(scores, 1, 0));
    assertRefused(ids + "[1, 1]", () -> rank(scores, 1, 1));
    assertRefused(ids + "[3]", () -> rank(scores, 3));
    assertRefused(ids + "[-1]", () -> rank(scores, -1));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  @Test
  void aListOfScoresIsRankedAsAllOfThem() {
    Random random = new Random(5);
    double[] levels = {
      Double.NEGATIVE_INFINITY, -2.0, -Double.MIN_VALUE, -0.0, 0.0, 1.0, Double.POSITIVE_INFINITY
    };
    for (int round = 0; round < 5000; round++) {
      int n = 1 + random.nextInt(12);
      int unseen = random.nextInt(3);
      double[] base = random.ints(n, 0, levels.length).mapToDouble(i -> levels[i]).toArray();
      int[] ids = IntStream.range(0, n).filter(id -> random.nextInt(3) == 0).toArray();
      double[] values =
          random.ints(ids.length, 0, levels.length).mapToDouble(i -> levels[i]).toArray();
      LabelScores scores = new ListedScores(new BaseScores(base), ids, values).padded(n + unseen);
      int[] trueIds = IntStream.range(0, n + unseen).filter(id -> random.nextInt(4) == 0).toArray();
      Ranking expected = rank(scores.toArray(), trueIds);
      Ranking found = new Ranking(n + unseen).rank(scores, trueIds);
      assertGroups(found, labelsThrough(expected), trueThrough(expected));
      for (int group = 0; group < expected.groups(); group++) {
        assertEquals(expected.labelsAbove(group), found.labelsAbove(group));
      }
      for (int i = 0; i < trueIds.length; i++) {
        assertEquals(expected.trueGroup(i), found.trueGroup(i));
      }
    }
  }

  @Test
  void aListWithNaNIsRefused() {
    ListedScores scores =
        new ListedScores(new BaseScores(new double[3]), new int[] {1}, new double[] {Double.NaN});
    assertThrows(IllegalArgumentException.class, () -> new Ranking(3).rank(scores, new int[0]));
    assertThrows(
        IllegalArgumentException.class, () -> new BaseScores(new double[] {0.0, Double.NaN}));
  }
}
