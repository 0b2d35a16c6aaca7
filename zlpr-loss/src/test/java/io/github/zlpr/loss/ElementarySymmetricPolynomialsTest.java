package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ElementarySymmetricPolynomialsTest {

  private static final MathContext DIGITS = new MathContext(34);
  private static final int[] EMPTY = {};

  @Test
  void isTheSumOverAllSubsets() {
    double[] scores = Samples.scores(new SplittableRandom(1), 9, 5);
    double[] sums = new double[10];
    double[][] with = new double[10][9];
    for (int subset = 0; subset < 1 << 9; subset++) {
      int size = Integer.bitCount(subset);
      double sum = 0.0;
      for (int i = 0; i < 9; i++) {
        sum += (subset >> i & 1) * scores[i];
      }
      sums[size] += Math.exp(sum);
      for (int i = 0; i < 9; i++) {
        with[size][i] += (subset >> i & 1) * Math.exp(sum);
      }
    }
    double atMost = sums[0];
    double[] atMostWith = new double[9];
    for (int k = 1; k < 9; k++) {
      var exactly = ElementarySymmetricPolynomials.exactly(scores, k);
      assertEquals(Math.log(sums[k]), exactly.logRatio(EMPTY), 1e-13 * 50);
      double all = sums[k];
      assertArrayEquals(
          Arrays.stream(with[k]).map(sum -> sum / all).toArray(), exactly.gradient(), 1e-14);

      atMost += sums[k];
      double allAtMost = atMost;
      atMostWith = Samples.plus(atMostWith, 1.0, with[k]);
      var upTo = ElementarySymmetricPolynomials.atMost(scores, k);
      assertEquals(Math.log(atMost), upTo.logRatio(EMPTY), 1e-13 * 50);
      assertArrayEquals(
          Arrays.stream(atMostWith).map(sum -> sum / allAtMost).toArray(), upTo.gradient(), 1e-14);
    }
  }

  @Test
  void satisfiesNewtonsIdentities() {
    double[] scores = {0.3, -0.7, 1.1, 0.2, -0.4};
    double[] e = new double[5];
    e[0] = 1.0;
    for (int k = 1; k < 5; k++) {
      for (int j = 1; j <= k; j++) {
        int power = j;
        double powerSum = Arrays.stream(scores).map(s -> Math.exp(power * s)).sum();
        e[k] += (j % 2 == 1 ? 1 : -1) * e[k - j] * powerSum / k;
      }
      double log = ElementarySymmetricPolynomials.exactly(scores, k).logRatio(EMPTY);
      assertEquals(e[k], Math.exp(log), 1e-12 * e[k]);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "1000, 1, 50", "1000, 2, 50", "1000, 50, 50", "1000, 500, 50", "1000, 501, 50",
    "1000, 950, 50", "1000, 999, 50", "1000, 500, 1", "1000, 50, 0", "300, 100, 5"
  })
  void agreesWithExactArithmetic(int n, int k, double size) {
    double[] scores = Samples.scores(new SplittableRandom(n + k), n, Math.max(size, 1e-300));
    BigDecimal[] x =
        Arrays.stream(scores)
            .mapToObj(ElementarySymmetricPolynomialsTest::exp)
            .toArray(BigDecimal[]::new);
    BigDecimal[] e = polynomials(x, k);
    var actual = ElementarySymmetricPolynomials.exactly(scores, k);

    double log = log(e[k]);
    assertEquals(log, actual.logRatio(EMPTY), 1e-12 * Math.max(1.0, Math.abs(log)));
    double worst = 0.0;
    for (int i = 0; i < n; i += n / 3) {
      BigDecimal[] others = x.clone();
      others[i] = BigDecimal.ZERO;
      BigDecimal without = polynomials(others, k - 1)[k - 1];
      double expected = x[i].multiply(without, DIGITS).divide(e[k], DIGITS).doubleValue();
      worst = Math.max(worst, Math.abs(actual.gradient()[i] / expected - 1.0));
    }
    assertTrue(worst < 1e-12, "relative error " + worst);
    assertEquals(k, Arrays.stream(actual.gradient()).sum(), 1e-11 * k);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 10.0, 1e4, 1e15})
  void manyEqualScoresDoNotUnderflow(double score) {
    int n = 5000;
    double[] scores = new double[n];
    Arrays.fill(scores, score);
    for (int k : new int[] {1, 50, 2500, 4999}) {
      var polynomial = ElementarySymmetricPolynomials.exactly(scores, k);
      double logBinomial =
          IntStream.rangeClosed(1, k).mapToDouble(j -> Math.log((n - k + j) / (double) j)).sum();
      int[] first = IntStream.range(0, k).toArray();
      assertEquals(logBinomial, polynomial.logRatio(first), 1e-10 * Math.max(1, logBinomial));
      for (double component : polynomial.gradient()) {
        assertEquals(k / (double) n, component, 1e-10);
      }
    }
  }

  @Test
  void aClearGapLeavesOneSubset() {
    double[] scores = {1e4, -1e4, 9e3, -2e4, 1.5e4};
    var exactly = ElementarySymmetricPolynomials.exactly(scores, 3);
    assertArrayEquals(new double[] {1, 0, 1, 0, 1}, exactly.gradient(), 0.0);
    assertEquals(0.0, exactly.logRatio(new int[] {0, 2, 4}), 0.0);
    var atMost = ElementarySymmetricPolynomials.atMost(scores, 2);
    assertArrayEquals(new double[] {1, 0, 0, 0, 1}, atMost.gradient(), 0.0);
    assertEquals(2.5e4, atMost.logRatio(EMPTY), 1e-11);
  }

  @Test
  void doesNotChangeTheScores() {
    double[] scores = {0.5, -1.0, 2.0};
    ElementarySymmetricPolynomials.exactly(scores, 1).gradient();
    ElementarySymmetricPolynomials.atMost(scores, 1).gradient();
    ElementarySymmetricPolynomials.atMost(scores, 3).gradient();
    assertArrayEquals(new double[] {0.5, -1.0, 2.0}, scores, 0.0);
  }

  private static BigDecimal[] polynomials(BigDecimal[] x, int k) {
    BigDecimal[] e = new BigDecimal[k + 1];
    Arrays.fill(e, BigDecimal.ZERO);
    e[0] = BigDecimal.ONE;
    for (int m = 0; m < x.length; m++) {
      if (x[m].signum() != 0) {
        for (int j = Math.min(k, m + 1); j > 0; j--) {
          e[j] = e[j].add(x[m].multiply(e[j - 1]), DIGITS);
        }
      }
    }
    return e;
  }

  /** e^x by the Taylor series of x/1024. */
  private static BigDecimal exp(double x) {
    MathContext digits = new MathContext(60);
    BigDecimal small = new BigDecimal(x).divide(new BigDecimal(1024), digits);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int i = 1; i < 40; i++) {
      term = term.multiply(small, digits).divide(new BigDecimal(i), digits);
      sum = sum.add(term, digits);
    }
    return sum.pow(1024, digits).round(DIGITS);
  }

  private static double log(BigDecimal x) {
    int power = x.precision() - x.scale();
    return Math.log(x.movePointLeft(power).doubleValue()) + power * Math.log(10);
  }
}
