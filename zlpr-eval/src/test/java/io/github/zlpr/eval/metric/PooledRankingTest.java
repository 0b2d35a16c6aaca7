package io.github.zlpr.eval.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PooledRankingTest {

  private static PooledRanking pool(double[] trueScores, double... falseScores) {
    PooledCounter counter = new PooledCounter(trueScores);
    Arrays.stream(trueScores).forEach(counter::add);
    Arrays.stream(falseScores).forEach(counter::add);
    return counter.ranking();
  }

  private static double auc(PooledRanking pool) {
    return new MicroAUC().value(pool);
  }

  private static double ap(PooledRanking pool) {
    return new MicroAP().value(pool);
  }

  @Test
  void documentedExamples() {
    PooledRanking pool = pool(new double[] {2, 1}, 1, 3);
    assertEquals(2, pool.groups());
    assertEquals(0, pool.pairsBelow(0));
    assertEquals(2, pool.pairsAt(0));
    assertEquals(0, pool.pairsBelow(1));
    assertEquals(1, pool.pairsAt(1));
    assertEquals(1, pool.pairsBelow(2));
    assertEquals(1, pool.truePairs(0));
    assertEquals(2, pool.truePairs());
    assertEquals(4, pool.pairs());
    assertEquals(3.0 / 8.0, auc(pool));
    assertEquals(0.5, ap(pool));
  }

  @Test
  void agreesWithComparingAllPairs() {
    Random random = new Random(1);
    for (int repeat = 0; repeat < 300; repeat++) {
      int levels = 1 + random.nextInt(12);
      double[] right = random.ints(1 + random.nextInt(20), 0, levels).asDoubleStream().toArray();
      double[] wrong = random.ints(1 + random.nextInt(40), -1, levels).asDoubleStream().toArray();
      double wins = 0;
      for (double r : right) {
        for (double w : wrong) {
          wins += r > w ? 1 : r == w ? 0.5 : 0;
        }
      }
      double precisions = 0;
      for (double r : right) {
        double hits = Arrays.stream(right).filter(s -> s >= r).count();
        precisions += hits / (hits + Arrays.stream(wrong).filter(s -> s >= r).count());
      }
      PooledRanking pool = pool(right, wrong);
      assertEquals(wins / right.length / wrong.length, auc(pool), 1e-14);
      assertEquals(precisions / right.length, ap(pool), 1e-14);
    }
  }

  @Test
  void partsAddUp() {
    double[] right = {3, 1, 2, 2};
    PooledRanking whole = pool(right, 0, 1.5, 2, 9);
    PooledCounter first = new PooledCounter(right);
    PooledCounter second = first.split();
    Arrays.stream(right).forEach(second::add);
    Arrays.stream(new double[] {9, 2}).forEach(first::add);
    Arrays.stream(new double[] {0, 1.5}).forEach(second::add);
    assertEquals(6, second.ranking().pairs());
    first.merge(second);
    assertEquals(8, first.ranking().pairs());
    assertEquals(auc(whole), auc(first.ranking()));
    assertEquals(ap(whole), ap(first.ranking()));
  }

  @Test
  void placesAreBetweenAndAtTheTrueScores() {
    PooledCounter counter = new PooledCounter(new double[] {2, 1, 2});
    assertEquals(5, counter.places());
    double[] scores = {0, 1, 1.5, 2, 3};
    assertEquals(
        "[0, 1, 2, 3, 4]",
        Arrays.toString(Arrays.stream(scores).mapToInt(counter::place).toArray()));
  }

  @Test
  void groupsWithoutATruePairAreNone() {
    PooledRanking ranking =
        new PooledRanking(
            new int[] {0, 2, 0, 1, 0}, new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    assertEquals(2, ranking.groups());
    assertEquals(2, ranking.truePairs(0));
    assertEquals(1, ranking.truePairs(1));
    assertEquals(1 + 2 + 3, ranking.pairsBelow(0));
    assertEquals(4, ranking.pairsAt(0));
    assertEquals(5 + 6 + 7, ranking.pairsBelow(1));
    assertEquals(8, ranking.pairsAt(1));
    assertEquals(9 + 10 + 11, ranking.pairsBelow(2));
    assertEquals(3, ranking.truePairs());
    assertEquals(66, ranking.pairs());
    assertEquals(0, new PooledRanking(new int[1], new long[] {1, 0, 2}).groups());
  }

  @Test
  void countsThatDoNotFitAreRefused() {
    assertEquals(
        "2 groups have 2 n + 1 counts of pairs, found 4",
        assertThrows(
                IllegalArgumentException.class, () -> new PooledRanking(new int[2], new long[4]))
            .getMessage());
  }

  @Test
  void zerosAreTiedAndNeighboursAreNot() {
    assertEquals(0.5, auc(pool(new double[] {-0.0}, 0.0)));
    assertEquals(0.5, auc(pool(new double[] {0.0, -0.0}, 0.0, -0.0)));
    assertEquals(1, new PooledCounter(new double[] {0.0, -0.0}).ranking().groups());
    assertEquals(1.0, auc(pool(new double[] {Math.nextUp(1.0)}, 1.0)));
    assertEquals(0.0, auc(pool(new double[] {Double.NEGATIVE_INFINITY}, -1e308)));
    assertEquals(0.5, auc(pool(new double[] {Double.POSITIVE_INFINITY}, Double.POSITIVE_INFINITY)));
  }

  @Test
  void undefinedIsNaN() {
    assertEquals(Double.NaN, auc(pool(new double[0], 1, 2)));
    assertEquals(Double.NaN, ap(pool(new double[0], 1, 2)));
    assertEquals(Double.NaN, auc(pool(new double[] {1, 2})));
    assertEquals(1.0, ap(pool(new double[] {1, 2})));
  }

  @Test
  void nanIsRefused() {
    String message = "a score is NaN, which cannot be ranked";
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new PooledCounter(new double[] {1, Double.NaN}))
            .getMessage());
    PooledCounter pool = new PooledCounter(new double[] {1});
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> pool.add(Double.NaN)).getMessage());
  }

  @Test
  void theScoresOfTheCallerAreNotChanged() {
    double[] scores = {3, 1, 2};
    assertEquals(3, new PooledCounter(scores).ranking().groups());
    assertEquals("[3.0, 1.0, 2.0]", Arrays.toString(scores));
  }

  @Test
  void macroMeansLeaveOutWhatIsUndefined() {
    assertEquals(0.5, new MacroAUC().value(new double[] {0.75, Double.NaN, 0.25}));
    assertEquals(0.75, new MacroAP().value(new double[] {0.5, Double.NaN, 1}));
    assertEquals(Double.NaN, new MacroAUC().value(new double[] {Double.NaN}));
    PooledRanking pool = pool(new double[] {2, 1}, 1, 3);
    assertEquals(3.0 / 8.0, new MacroAUC().labelValue(new LabelOutcome(pool, 0, 0)));
    assertEquals(0.5, new MacroAP().labelValue(new LabelOutcome(pool, 0, 0)));
    assertEquals("MicroAUC MicroAP", new MicroAUC().name() + " " + new MicroAP().name());
    assertEquals("MacroAUC MacroAP", new MacroAUC().name() + " " + new MacroAP().name());
  }
}
