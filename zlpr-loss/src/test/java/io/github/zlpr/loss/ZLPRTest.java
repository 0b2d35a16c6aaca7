package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ZLPR promises beyond the other losses. */
final class ZLPRTest {

  private static final ZLPR CONFIGURED = new ZLPR(0.4, 1.5, 0.3, 0.05);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 5000})
  void gradientHasOneNormBelowTwo(int n) {
    SplittableRandom random = new SplittableRandom(n);
    for (double size : new double[] {0.0, 1.0, 30.0}) {
      double[] scores = new double[n];
      Arrays.setAll(scores, i -> size * random.nextDouble(-1, 1));
      double[] targets = new double[n];
      Arrays.setAll(targets, i -> random.nextInt(10) == 0 ? 1.0 : 0.0);
      double[] direction = Samples.apply(new ZLPR(), scores, targets).direction();
      double norm = Arrays.stream(direction).map(Math::abs).sum();
      assertTrue(norm < 2.0 + 1e-12, "norm " + norm);
      assertTrue(norm > 0.0, "norm " + norm);
    }
  }

  @Test
  void softMinimumIsWhereItShouldBe() {
    double[] targets = {0.2, 0.5, 0.9, 0.01};
    double[] best = Arrays.stream(targets).map(t -> 0.5 * Math.log(t / (1 - t))).toArray();
    Samples.Result result = Samples.apply(new ZLPR(), best, targets);
    double overlap = Arrays.stream(targets).map(t -> Math.sqrt(t * (1 - t))).sum();
    assertEquals(2 * Math.log(1 + overlap), result.loss(), 1e-15);
    assertArrayEquals(new double[4], result.direction(), 1e-16);
    for (int i = 0; i < 4; i++) {
      assertEquals(targets[i], new ZLPR().targetProbability(best[i]), 1e-15);
    }
  }

  @Test
  void targetProbabilityInvertsTheConfiguredMinimum() {
    double[] targets = {0.2, 0.5, 0.9, 0.01};
    double[] scores = new double[4];
    for (int step = 0; step < 5000; step++) {
      scores = Samples.plus(scores, 0.5, Samples.apply(CONFIGURED, scores, targets).direction());
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(0.95 * targets[i], CONFIGURED.targetProbability(scores[i]), 1e-12);
    }
    assertEquals(0.0, CONFIGURED.divergence(scores, targets), 1e-24);
    assertTrue(CONFIGURED.divergence(scores, targets) >= 0.0);
  }

  @Test
  void divergenceIsTheLossAboveItsMinimum() {
    SplittableRandom random = new SplittableRandom(1);
    for (ZLPR loss : new ZLPR[] {new ZLPR(), CONFIGURED, new ZLPR(-1, 0.5, -0.7, 0)}) {
      for (double size : new double[] {0.1, 1.0, 4.0, 12.0}) {
        double[] targets = Samples.softTargets(random, 8);
        double[] scores = Samples.scores(random, 8, size);
        double[] before = scores.clone();
        double expected = Samples.value(loss, scores, targets) - minimum(loss, targets);
        assertEquals(expected, loss.divergence(scores, targets), 1e-12);
        assertArrayEquals(before, scores);
      }
    }
  }

  /** Approached by gradient descent: targets of 0 and 1 have their best score at infinity. */
  private static double minimum(ZLPR loss, double[] targets) {
    double[] scores = new double[targets.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = targets[i] == 0.0 ? -200.0 : targets[i] == 1.0 ? 200.0 : 0.0;
    }
    for (int step = 0; step < 20_000; step++) {
      scores = Samples.plus(scores, 0.5, Samples.apply(loss, scores, targets).direction());
    }
    return Samples.value(loss, scores, targets);
  }

  @Test
  void divergenceIsQuadraticNearTheMinimumAndLinearFarAway() {
    double[] targets = {0.3, 0.6};
    double[] best = Arrays.stream(targets).map(t -> 0.5 * Math.log(t / (1 - t))).toArray();
    double one = new ZLPR().divergence(Samples.plus(best, 1e-6, new double[] {1, -1}), targets);
    double two = new ZLPR().divergence(Samples.plus(best, 2e-6, new double[] {1, -1}), targets);
    assertTrue(one > 1e-14 && one < 1e-11, "divergence " + one);
    assertEquals(4.0, two / one, 1e-4);
    double overlap = Math.sqrt(0.21) + Math.sqrt(0.24);
    double far = new ZLPR().divergence(new double[] {1e4, -1e4}, targets);
    double expected = 2e4 + Math.log(0.7) + Math.log(0.6) - 2 * Math.log1p(overlap);
    assertEquals(expected, far, 1e-11);
  }

  @Test
  void divergenceRefusesBadTargets() {
    ZLPR loss = new ZLPR();
    double[] scores = {0.0, 0.0};
    BadInputTest.assertSays(
        assertThrows(
            IllegalArgumentException.class, () -> loss.divergence(scores, new double[] {0.5, 1.5})),
        "label 1",
        "1.5");
    BadInputTest.assertSays(
        assertThrows(
            IllegalArgumentException.class, () -> loss.divergence(scores, new double[] {0.5})),
        "1 targets",
        "2 labels");
  }

  @Test
  void smoothingScalesThePositivesOnly() {
    double[] scores = {0.5, -1.0, 2.0, 0.1};
    Samples.Result expected = Samples.apply(new ZLPR(), scores, new double[] {0.9, 0.0, 0.0, 0.45});
    Samples.Result actual =
        Samples.apply(new ZLPR(0, 1, 0, 0.1), scores, new double[] {1.0, 0.0, 0.0, 0.5});
    assertEquals(expected.loss(), actual.loss(), 1e-15);
    assertArrayEquals(expected.direction(), actual.direction(), 1e-15);
  }
}
