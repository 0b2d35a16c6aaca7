package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every loss. */
final class LossPropertiesTest {

  private static final int N = Samples.LABELS;

  static List<MultiLabelLoss> losses() {
    return Samples.all();
  }

  static List<MultiLabelLoss> convexLosses() {
    return Samples.all().stream().filter(loss -> !(loss instanceof BinaryFocal)).toList();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void directionIsMinusTheFiniteDifference(MultiLabelLoss loss) {
    SplittableRandom random = new SplittableRandom(1);
    double h = 1e-5;
    for (int repeat = 0; repeat < 20; repeat++) {
      double[] scores = Samples.scores(random, N, 3);
      double[] targets = Samples.targetsFor(loss, random, N);
      double[] direction = Samples.apply(loss, scores, targets).direction();
      for (int i = 0; i < N; i++) {
        double[] unit = new double[N];
        unit[i] = 1.0;
        double above = Samples.value(loss, Samples.plus(scores, h, unit), targets);
        double below = Samples.value(loss, Samples.plus(scores, -h, unit), targets);
        assertEquals(-(above - below) / (2 * h), direction[i], 1e-7);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void smallStepAlongTheDirectionLowersTheLoss(MultiLabelLoss loss) {
    SplittableRandom random = new SplittableRandom(2);
    for (int repeat = 0; repeat < 50; repeat++) {
      double[] scores = Samples.scores(random, N, 3);
      double[] targets = Samples.targetsFor(loss, random, N);
      Samples.Result before = Samples.apply(loss, scores, targets);
      double[] after = Samples.plus(scores, 1e-3, before.direction());
      assertTrue(Samples.value(loss, after, targets) < before.loss());
    }
  }

  @ParameterizedTest
  @MethodSource("convexLosses")
  void convexAlongSegments(MultiLabelLoss loss) {
    SplittableRandom random = new SplittableRandom(3);
    for (int repeat = 0; repeat < 100; repeat++) {
      double[] a = Samples.scores(random, N, 8);
      double[] b = Samples.scores(random, N, 8);
      double[] targets = Samples.targetsFor(loss, random, N);
      double share = random.nextDouble();
      double[] between = Samples.plus(Samples.plus(new double[N], share, a), 1 - share, b);
      double chord =
          share * Samples.value(loss, a, targets) + (1 - share) * Samples.value(loss, b, targets);
      assertTrue(Samples.value(loss, between, targets) <= chord + 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void labelOrderDoesNotMatter(MultiLabelLoss loss) {
    SplittableRandom random = new SplittableRandom(4);
    double[] weights = IntStream.range(0, N).mapToDouble(i -> 0.5 + 0.3 * i).toArray();
    for (int repeat = 0; repeat < 20; repeat++) {
      double[] scores = Samples.scores(random, N, 5);
      double[] targets = Samples.targetsFor(loss, random, N);
      int[] order = shuffled(random);
      MultiLabelLoss other =
          loss.toString().contains("positiveWeights")
              ? new WeightedBinaryCrossEntropy(permute(weights, order))
              : loss;
      Samples.Result expected = Samples.apply(loss, scores, targets);
      Samples.Result actual = Samples.apply(other, permute(scores, order), permute(targets, order));
      assertEquals(expected.loss(), actual.loss(), 1e-12 * Math.max(1, expected.loss()));
      assertArrayEquals(permute(expected.direction(), order), actual.direction(), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void finiteAtExtremeScores(MultiLabelLoss loss) {
    SplittableRandom random = new SplittableRandom(5);
    for (double size : new double[] {1e3, 1e4, 1e8}) {
      for (int repeat = 0; repeat < 20; repeat++) {
        double[] targets = Samples.targetsFor(loss, random, N);
        double[] scores = Samples.scores(random, N, size);
        if (repeat % 2 == 0) {
          Arrays.setAll(scores, i -> Math.copySign(size, scores[i]));
        }
        assertFinite(Samples.apply(loss, scores, targets));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void valuesOfOneAreHardTargets(MultiLabelLoss loss) {
    double[] scores = Samples.scores(new SplittableRandom(6), N, 4);
    int[] targets = {1, 4, 10};
    double[] implicit = scores.clone();
    double[] explicit = scores.clone();
    double expected = loss.lossAndDirection(implicit, targets, null);
    double actual = loss.lossAndDirection(explicit, targets, new double[] {1, 1, 1});
    assertEquals(expected, actual, 0.0);
    assertArrayEquals(implicit, explicit, 0.0);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void neitherNoPositiveNorNoNegativeIsAnError(MultiLabelLoss loss) {
    double[] scores = Samples.scores(new SplittableRandom(7), N, 4);
    assertFinite(Samples.apply(loss, scores, new double[N]));
    if (!(loss instanceof PaddedSubsetSoftmax) || loss.rule().maxLabels() >= N) {
      double[] all = new double[N];
      Arrays.fill(all, 1.0);
      assertFinite(Samples.apply(loss, scores, all));
    }
  }

  @Test
  void subsetFormsAreFiniteForManyLabels() {
    SplittableRandom random = new SplittableRandom(8);
    int n = 1000;
    double[] targets = new double[n];
    Arrays.fill(targets, 400, 450, 1.0);
    for (double size : new double[] {0.0, 1e-3, 1.0, 50.0, 1e4}) {
      for (int repeat = 0; repeat < 2; repeat++) {
        double[] scores = new double[n];
        Arrays.setAll(scores, i -> size * (random.nextDouble() - 0.5) * 2);
        if (repeat == 0) {
          Arrays.setAll(scores, i -> Math.copySign(size, scores[i]));
        }
        assertFinite(Samples.apply(new SubsetSoftmax(50), scores, targets));
        assertFinite(Samples.apply(new PaddedSubsetSoftmax(50, 0.5), scores, targets));
        assertFinite(Samples.apply(new PaddedSubsetSoftmax(60, -3.0), scores, targets));
      }
    }
  }

  @Test
  void predictionRules() {
    double noThreshold = Double.NEGATIVE_INFINITY;
    checkRule(new ZLPR(0.3, 1, 0, 0), 0.3, Integer.MAX_VALUE);
    checkRule(new JointLogSumExp(), 0.0, Integer.MAX_VALUE);
    checkRule(new WeightedBinaryCrossEntropy(2), 0.0, Integer.MAX_VALUE);
    checkRule(new BinaryFocal(), 0.0, Integer.MAX_VALUE);
    checkRule(new PairwiseLogSumExp(), noThreshold, 1);
    checkRule(new PairwiseLogSumExp(1, 0, 4), noThreshold, 4);
    checkRule(new SubsetSoftmax(), noThreshold, 1);
    checkRule(new SubsetSoftmax(7), noThreshold, 7);
    checkRule(new SoftmaxCrossEntropy(), noThreshold, 1);
    checkRule(new PaddedSubsetSoftmax(), 0.0, 1);
    checkRule(new PaddedSubsetSoftmax(5, -1.5), -1.5, 5);
  }

  private static void checkRule(MultiLabelLoss loss, double threshold, int maxLabels) {
    assertEquals(threshold, loss.threshold());
    assertEquals(maxLabels, loss.rule().maxLabels());
    assertEquals(false, loss.isProbabilistic());
  }

  private static void assertFinite(Samples.Result result) {
    assertTrue(Double.isFinite(result.loss()));
    for (double component : result.direction()) {
      assertTrue(Double.isFinite(component));
    }
  }

  private static int[] shuffled(SplittableRandom random) {
    int[] order = IntStream.range(0, N).toArray();
    for (int i = N - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  private static double[] permute(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }
}
