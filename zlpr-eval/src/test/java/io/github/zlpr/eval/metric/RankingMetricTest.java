package io.github.zlpr.eval.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankingMetricTest {

  private static double value(RankingMetric metric, double[] scores, int... trueLabels) {
    return metric.value(new Ranking(scores.length).rank(scores, trueLabels));
  }

  static Stream<RankingMetric> metrics() {
    return Stream.of(
        new LRAP(),
        new RankingLoss(),
        new Coverage(),
        new OneError(),
        new PrecisionAtK(1),
        new PrecisionAtK(3),
        new RecallAtK(2),
        new RecallAtK(9),
        new NDCGAtK(1),
        new NDCGAtK(4),
        new NDCGAtK(9));
  }

  @Test
  void namesAreThoseOfTheReport() {
    assertEquals(
        "[LRAP, RankingLoss, Coverage, OneError, P@1, P@3, R@2, R@9, nDCG@1, nDCG@4, nDCG@9]",
        metrics().map(RankingMetric::name).toList().toString());
  }

  @Test
  void lossesAreBetterWhenSmaller() {
    assertEquals(
        List.of("RankingLoss", "Coverage", "OneError"),
        metrics().filter(metric -> !metric.higherIsBetter()).map(RankingMetric::name).toList());
  }

  @Test
  void handValues() {
    double[] first = {0.75, 0.5, 1};
    double[] second = {1, 0.2, 0.1};
    assertEquals(1.0 / 2.0, value(new LRAP(), first, 0), 1e-15);
    assertEquals(1.0 / 3.0, value(new LRAP(), second, 2), 1e-15);
    assertEquals(2.0, value(new Coverage(), first, 0));
    assertEquals(3.0, value(new Coverage(), second, 2));
    assertEquals(0.5, value(new RankingLoss(), first, 0));
    assertEquals(1.0, value(new RankingLoss(), second, 2));
  }

  @Test
  void documentedExamples() {
    double[] scores = {0.75, 0.5, 1};
    assertEquals(0.5, value(new LRAP(), new double[] {1, 1, 0}, 0));
    assertEquals(3.0, value(new Coverage(), scores, 0, 1));
    assertEquals(1.0, value(new OneError(), scores, 0));
    assertEquals(0.5, value(new OneError(), new double[] {1, 0.5, 1}, 0));
    double[] tied = {3, 1, 1, 1};
    assertEquals(1.0, value(new PrecisionAtK(1), tied, 0, 2));
    assertEquals(2.0 / 3.0, value(new PrecisionAtK(2), tied, 0, 2), 1e-15);
    assertEquals(0.4, value(new PrecisionAtK(5), tied, 0, 2));
    assertEquals(0.5, value(new RecallAtK(1), tied, 0, 2));
    assertEquals(2.0 / 3.0, value(new RecallAtK(2), tied, 0, 2), 1e-15);
    assertEquals(1.0, value(new RecallAtK(5), tied, 0, 2));
    assertEquals(0.6131, value(new NDCGAtK(2), new double[] {3, 2, 1}, 0, 2), 5e-5);
    assertEquals(0.9197, value(new NDCGAtK(3), new double[] {3, 2, 1}, 0, 2), 5e-5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 1.0})
  void noTrueLabel(double step) {
    double[] scores = {0, step, 2 * step};
    assertEquals(1.0, value(new LRAP(), scores));
    assertEquals(0.0, value(new RankingLoss(), scores));
    assertEquals(0.0, value(new Coverage(), scores));
    assertEquals(1.0, value(new OneError(), scores));
    assertEquals(0.0, value(new PrecisionAtK(2), scores));
    assertEquals(0.0, value(new RecallAtK(2), scores));
    assertEquals(0.0, value(new NDCGAtK(2), scores));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 1.0})
  void allLabelsTrue(double step) {
    double[] scores = {0, step, 2 * step};
    int[] all = {0, 1, 2};
    assertEquals(1.0, value(new LRAP(), scores, all));
    assertEquals(0.0, value(new RankingLoss(), scores, all));
    assertEquals(3.0, value(new Coverage(), scores, all));
    assertEquals(0.0, value(new OneError(), scores, all));
    assertEquals(1.0, value(new PrecisionAtK(2), scores, all));
    assertEquals(3.0 / 5.0, value(new PrecisionAtK(5), scores, all));
    assertEquals(2.0 / 3.0, value(new RecallAtK(2), scores, all));
    assertEquals(1.0, value(new RecallAtK(5), scores, all));
    assertEquals(1.0, value(new NDCGAtK(2), scores, all));
    assertEquals(1.0, value(new NDCGAtK(5), scores, all));
  }

  @Test
  void constantScorerGetsChanceLevel() {
    double[] scores = new double[10];
    for (int k = 1; k <= 10; k++) {
      assertEquals(0.3, value(new PrecisionAtK(k), scores, 0, 1, 2), 1e-15);
      assertEquals(k / 10.0, value(new RecallAtK(k), scores, 4, 7, 9), 1e-15);
    }
    assertEquals(0.7, value(new OneError(), scores, 4, 7, 9), 1e-15);
    assertEquals(0.3, value(new LRAP(), scores, 4, 7, 9), 1e-15);
    assertEquals(1.0, value(new RankingLoss(), scores, 4, 7, 9));
    assertEquals(10.0, value(new Coverage(), scores, 4, 7, 9));
  }

  @Test
  void perfectRankingIsNotAboveOne() {
    double[] scores = new double[500];
    Arrays.setAll(scores, label -> label < 200 ? 1000 - label / 7 : -label / 3);
    int[] trueLabels = IntStream.range(0, 200).toArray();
    assertEquals(1.0, value(new LRAP(), scores, trueLabels));
    for (int k : new int[] {1, 3, 100, 200, 300, 500, Integer.MAX_VALUE}) {
      assertEquals(1.0, value(new NDCGAtK(k), scores, trueLabels));
    }
  }

  @Test
  void tiesHaveTheExpectedValueOverAllTheirOrders() {
    Random random = new Random(7);
    for (int repeat = 0; repeat < 60; repeat++) {
      int n = 2 + random.nextInt(5);
      double[] scores = random.doubles(n).map(u -> Math.floor(3 * u)).toArray();
      int[] trueLabels = trueLabels(n, random);
      List<int[]> orders = new ArrayList<>();
      addOrders(scores, new int[n], 0, orders);
      for (int k = 1; k <= n + 2; k++) {
        int cutoff = k;
        assertExpected(new PrecisionAtK(k), scores, trueLabels, orders);
        assertExpected(new RecallAtK(k), scores, trueLabels, orders);
        assertExpected(new NDCGAtK(k), scores, trueLabels, orders);
        assertEquals(
            orders.stream()
                .mapToDouble(order -> hits(order, trueLabels, cutoff))
                .average()
                .orElseThrow(),
            new Ranking(n).rank(scores, trueLabels).expectedHits(k),
            1e-12);
      }
      assertExpected(new OneError(), scores, trueLabels, orders);
    }
  }

  private static int hits(int[] order, int[] trueLabels, int k) {
    return (int)
        Arrays.stream(order)
            .limit(k)
            .filter(label -> Arrays.binarySearch(trueLabels, label) >= 0)
            .count();
  }

  private static void assertExpected(
      RankingMetric metric, double[] scores, int[] trueLabels, List<int[]> orders) {
    double expected =
        orders.stream()
            .mapToDouble(
                order -> {
                  double[] strict = new double[order.length];
                  for (int place = 0; place < order.length; place++) {
                    strict[order[place]] = -place;
                  }
                  return value(metric, strict, trueLabels);
                })
            .average()
            .orElseThrow();
    assertEquals(expected, value(metric, scores, trueLabels), 1e-12, metric::name);
  }

  /** Adds every order of the labels in which no score is below a later one. */
  private static void addOrders(double[] scores, int[] order, int size, List<int[]> orders) {
    if (size == order.length) {
      orders.add(order.clone());
      return;
    }
    for (int label = 0; label < order.length; label++) {
      int candidate = label;
      boolean used = Arrays.stream(order, 0, size).anyMatch(other -> other == candidate);
      if (!used && (size == 0 || scores[order[size - 1]] >= scores[label])) {
        order[size] = label;
        addOrders(scores, order, size + 1, orders);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void doesNotDependOnTheLabelIds(RankingMetric metric) {
    Random random = new Random(11);
    for (int repeat = 0; repeat < 100; repeat++) {
      int n = 2 + random.nextInt(12);
      double[] scores = random.doubles(n).map(u -> Math.floor(5 * u)).toArray();
      int[] trueLabels = trueLabels(n, random);
      int[] permutation = random.ints(0, 1000).distinct().limit(n).toArray();
      int[] sorted = Arrays.stream(permutation).sorted().toArray();
      double[] permutedScores = new double[n];
      for (int label = 0; label < n; label++) {
        permutedScores[Arrays.binarySearch(sorted, permutation[label])] = scores[label];
      }
      int[] permutedLabels =
          Arrays.stream(trueLabels)
              .map(label -> Arrays.binarySearch(sorted, permutation[label]))
              .sorted()
              .toArray();
      assertEquals(
          value(metric, scores, trueLabels), value(metric, permutedScores, permutedLabels));
    }
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void dependsOnTheOrderOfScoresOnly(RankingMetric metric) {
    List<DoubleUnaryOperator> increasing =
        List.of(s -> 1e-320 * s, s -> 1e300 * s - 7, Math::exp, Math::cbrt, s -> s * s * s - 40);
    Random random = new Random(13);
    for (int repeat = 0; repeat < 50; repeat++) {
      int n = 2 + random.nextInt(12);
      double[] scores = random.doubles(n).map(u -> Math.floor(9 * u) - 4).toArray();
      int[] trueLabels = trueLabels(n, random);
      for (DoubleUnaryOperator transform : increasing) {
        double[] transformed = Arrays.stream(scores).map(transform).toArray();
        assertEquals(value(metric, scores, trueLabels), value(metric, transformed, trueLabels));
      }
    }
  }

  private static int[] trueLabels(int n, Random random) {
    return IntStream.range(0, n).filter(label -> random.nextInt(5) < 2).toArray();
  }

  @Test
  void manyLabelsDoNotOverflow() {
    double[] scores = new double[200_000];
    int[] trueLabels = IntStream.range(0, 100_000).toArray();
    assertEquals(1.0, value(new RankingLoss(), scores, trueLabels));
  }

  @Test
  void cutoffBelowOneIsRefused() {
    for (IntFunction<RankingMetric> metric :
        List.<IntFunction<RankingMetric>>of(PrecisionAtK::new, RecallAtK::new, NDCGAtK::new)) {
      assertEquals(
          "the cutoff k must be at least 1, found 0",
          assertThrows(IllegalArgumentException.class, () -> metric.apply(0)).getMessage());
    }
  }
}
