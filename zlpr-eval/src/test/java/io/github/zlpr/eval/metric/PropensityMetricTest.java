package io.github.zlpr.eval.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropensityMetricTest {

  /** Of labels ever rarer. */
  private static final Propensities RARER =
      new Propensities(new long[] {8, 3, 0}, Math.round(Math.exp(10)), 1.0, 1.0);

  private static ExampleOutcome outcome(double[] scores, int... trueLabels) {
    return new ExampleOutcome(
        new Ranking(scores.length).rank(scores, trueLabels), new SetOverlap(1, 0, 0, 0));
  }

  private static double value(ExampleMetric metric, List<ExampleOutcome> outcomes) {
    double numerator = outcomes.stream().mapToDouble(metric::numerator).sum();
    return numerator / outcomes.stream().mapToDouble(metric::denominator).sum();
  }

  @Test
  void documentedPropensities() {
    Propensities propensities = new Propensities(new long[] {1, 100}, 1000, 0.55, 1.5);
    assertEquals(Math.log(1000), propensities.inverse(0), 1e-12);
    assertEquals(1.770, propensities.inverse(1), 5e-4);
    assertEquals(1.0 / propensities.inverse(1), propensities.propensity(1));
  }

  @ParameterizedTest
  @CsvSource({"1000, 0.55, 1.5", "3, 0.5, 0.4", "200000, 0.6, 2.6", "50, 0, 1"})
  void propensitiesAreThoseOfTheFormula(long examples, double a, double b) {
    long[] counts = {0, 1, 2, 17, 40_000};
    Propensities propensities = new Propensities(counts, examples, a, b);
    double c = (Math.log((double) examples) - 1) * Math.pow(b + 1, a);
    for (int label = 0; label < counts.length; label++) {
      double expected = 1 / (1 + c * Math.pow(counts[label] + b, -a));
      assertEquals(expected, propensities.propensity(label), 1e-12);
      assertEquals(1 / expected, propensities.inverse(label), 1e-9);
    }
  }

  @Test
  void badSettingsAreRefused() {
    for (long examples : new long[] {0, 1, 2}) {
      assertRefused(
          "propensities need at least 3 training examples (ln N > 1), found N = " + examples,
          () -> new Propensities(new long[1], examples, 0.55, 1.5));
    }
    double[][] bad = {
      {-1, 1}, {0.5, 0}, {0.5, -1}, {Double.NaN, 1}, {1, Double.NaN}, {1, Double.POSITIVE_INFINITY}
    };
    for (double[] ab : bad) {
      assertRefused(
          "propensities need A of at least 0 and B above 0, found A = "
              + ab[0]
              + " and B = "
              + ab[1],
          () -> new Propensities(new long[1], 100, ab[0], ab[1]));
    }
    assertRefused("the cutoff k must be at least 1, found 0", () -> new PSPAtK(0, RARER));
    assertRefused("the cutoff k must be at least 1, found 0", () -> new PSNDCGAtK(0, RARER));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  @Test
  void documentedExamples() {
    double little = RARER.inverse(0);
    double much = RARER.inverse(2);
    double[] scores = {3, 2, 1};
    List<ExampleOutcome> one = List.of(outcome(scores, 0, 2));
    assertEquals(little / much, value(new PSPAtK(1, RARER), one), 1e-15);
    assertEquals(little / (little + much), value(new PSPAtK(2, RARER), one), 1e-15);
    assertEquals(1.0, value(new PSPAtK(3, RARER), one), 1e-15);
    assertEquals(little / much, value(new PSNDCGAtK(1, RARER), one), 1e-15);
    assertEquals(
        (little + much / 2) / (much + little * Math.log(2) / Math.log(3)),
        value(new PSNDCGAtK(3, RARER), one),
        1e-12);
  }

  @Test
  void examplesWithoutTrueLabelAddNothing() {
    for (ExampleMetric metric : List.of(new PSPAtK(2, RARER), new PSNDCGAtK(2, RARER))) {
      ExampleOutcome empty = outcome(new double[] {1, 2, 3});
      assertEquals(0.0, metric.numerator(empty));
      assertEquals(0.0, metric.denominator(empty));
      assertEquals(Double.NaN, metric.valueOfNothing());
    }
  }

  @Test
  void namesAreThoseOfTheReport() {
    assertEquals("PSP@3", new PSPAtK(3, RARER).name());
    assertEquals("PSnDCG@5", new PSNDCGAtK(5, RARER).name());
  }

  @Test
  void agreeWithBruteForceOverAllOrders() {
    Random random = new Random(5);
    for (int repeat = 0; repeat < 60; repeat++) {
      int n = 2 + random.nextInt(4);
      Propensities propensities =
          new Propensities(random.longs(n, 0, 50).toArray(), 100, 0.55, 1.5);
      List<double[]> scores = new ArrayList<>();
      List<int[]> truths = new ArrayList<>();
      List<ExampleOutcome> outcomes = new ArrayList<>();
      for (int example = 0; example < 4; example++) {
        double[] row = random.doubles(n).map(u -> Math.floor(3 * u)).toArray();
        int[] truth = IntStream.range(0, n).filter(label -> random.nextBoolean()).toArray();
        scores.add(row);
        truths.add(truth);
        outcomes.add(outcome(row, truth));
      }
      if (truths.stream().allMatch(truth -> truth.length == 0)) {
        continue;
      }
      for (int k = 1; k <= n + 1; k++) {
        for (boolean discounted : new boolean[] {false, true}) {
          double expected = 0;
          double best = 0;
          for (int example = 0; example < 4; example++) {
            double[] gains =
                gains(scores.get(example), truths.get(example), propensities, k, discounted);
            expected += gains[0];
            best += gains[1];
          }
          ExampleMetric metric =
              discounted ? new PSNDCGAtK(k, propensities) : new PSPAtK(k, propensities);
          assertEquals(expected / best, value(metric, outcomes), 1e-12, metric::name);
        }
      }
    }
  }

  /** The mean gain over all orders that the scores allow, and the best over all orders. */
  private static double[] gains(
      double[] scores, int[] truth, Propensities propensities, int k, boolean discounted) {
    List<int[]> orders = new ArrayList<>();
    permute(new int[scores.length], 0, orders);
    double sum = 0;
    int allowed = 0;
    double best = 0;
    for (int[] order : orders) {
      double gain = 0;
      boolean fits = true;
      for (int rank = 0; rank < order.length; rank++) {
        fits &= rank == 0 || scores[order[rank - 1]] >= scores[order[rank]];
        if (rank < k && Arrays.binarySearch(truth, order[rank]) >= 0) {
          double discount = discounted ? Math.log(2) / Math.log(rank + 2.0) : 1;
          gain += discount / propensities.propensity(order[rank]);
        }
      }
      best = Math.max(best, gain);
      if (fits) {
        sum += gain;
        allowed++;
      }
    }
    return new double[] {sum / allowed, best};
  }

  private static void permute(int[] order, int size, List<int[]> orders) {
    if (size == order.length) {
      orders.add(order.clone());
      return;
    }
    for (int label = 0; label < order.length; label++) {
      int candidate = label;
      if (Arrays.stream(order, 0, size).noneMatch(other -> other == candidate)) {
        order[size] = label;
        permute(order, size + 1, orders);
      }
    }
  }
}
