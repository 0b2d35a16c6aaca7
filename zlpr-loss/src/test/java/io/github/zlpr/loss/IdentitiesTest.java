package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** How the losses are related to each other, and to sums over all subsets. */
final class IdentitiesTest {

  private final double[] scores;
  private final double[] targets;
  private final double[] oneTarget = new double[10];
  private final SplittableRandom random;

  IdentitiesTest(RepetitionInfo repetition) {
    random = new SplittableRandom(repetition.getCurrentRepetition());
    scores = Samples.scores(random, 10, 4);
    targets = Samples.hardTargets(random, 10);
    oneTarget[random.nextInt(10)] = 1.0;
  }

  @RepeatedTest(5)
  void pairFormWithOnePositiveIsSoftmaxCrossEntropy() {
    assertSame(new SoftmaxCrossEntropy(), new PairwiseLogSumExp(), oneTarget);
  }

  @RepeatedTest(5)
  void subsetFormWithOnePositiveIsSoftmaxCrossEntropy() {
    assertSame(new SoftmaxCrossEntropy(), new SubsetSoftmax(), oneTarget);
  }

  @RepeatedTest(2)
  void subsetAndPairFormsAreZeroWithoutPositivesOrNegatives() {
    double[] all = new double[10];
    Arrays.fill(all, 1.0);
    for (double[] one : new double[][] {new double[10], all}) {
      for (MultiLabelLoss loss :
          new MultiLabelLoss[] {new SubsetSoftmax(), new PairwiseLogSumExp()}) {
        Samples.Result result = Samples.apply(loss, scores, one);
        assertEquals(0.0, result.loss());
        assertArrayEquals(new double[10], result.direction());
      }
    }
    Samples.Result none = Samples.apply(new SoftmaxCrossEntropy(), scores, new double[10]);
    assertEquals(0.0, none.loss());
    assertArrayEquals(new double[10], none.direction());
  }

  @RepeatedTest(5)
  void subsetFormIsTheEnumeration() {
    int positives = (int) Arrays.stream(targets).sum();
    double sum = 0.0;
    for (int subset = 0; subset < 1 << 10; subset++) {
      if (Integer.bitCount(subset) == positives) {
        sum += Math.exp(score(subset));
      }
    }
    double expected = Math.log(sum) - positiveScore();
    assertEquals(expected, Samples.value(new SubsetSoftmax(), scores, targets), 1e-12 * 40);
  }

  @RepeatedTest(5)
  void paddedFormIsTheEnumeration() {
    double s0 = random.nextDouble(-2, 2);
    int positives = (int) Arrays.stream(targets).sum();
    for (int most = positives; most <= 12; most++) {
      double sum = 0.0;
      for (int subset = 0; subset < 1 << 10; subset++) {
        int size = Integer.bitCount(subset);
        if (size <= most) {
          sum += Math.exp(score(subset) + (most - size) * s0);
        }
      }
      double expected = Math.log(sum) - positiveScore() - (most - positives) * s0;
      MultiLabelLoss loss = new PaddedSubsetSoftmax(most, s0);
      assertEquals(expected, Samples.value(loss, scores, targets), 1e-12 * 40);
    }
  }

  @RepeatedTest(5)
  void paddedFormForAllLabelsIsBinaryCrossEntropy() {
    assertSame(new WeightedBinaryCrossEntropy(), new PaddedSubsetSoftmax(10, 0.0), targets);
    assertSame(new WeightedBinaryCrossEntropy(), new PaddedSubsetSoftmax(11, 0.0), targets);
  }

  @RepeatedTest(5)
  void focalLossWithoutFocusIsBinaryCrossEntropy() {
    assertSame(new WeightedBinaryCrossEntropy(), new BinaryFocal(0.0, -1.0), targets);
  }

  @RepeatedTest(5)
  void alphaWeighsThePositivesAgainstTheNegatives() {
    Samples.Result weighted =
        Samples.apply(new WeightedBinaryCrossEntropy(0.2 / 0.8), scores, targets);
    Samples.Result focal = Samples.apply(new BinaryFocal(0.0, 0.2), scores, targets);
    assertEquals(0.8 * weighted.loss(), focal.loss(), 1e-13 * 40);
    assertArrayEquals(
        Arrays.stream(weighted.direction()).map(d -> 0.8 * d).toArray(), focal.direction(), 1e-13);
  }

  @RepeatedTest(5)
  void oneWeightIsTheSameWeightForEachLabel() {
    double[] weights = new double[10];
    Arrays.fill(weights, 2.5);
    assertSame(
        new WeightedBinaryCrossEntropy(2.5), new WeightedBinaryCrossEntropy(weights), targets);
  }

  @RepeatedTest(5)
  void averageIsTheSumOverTheNumberOfPositives() {
    double positives = Arrays.stream(targets).sum();
    Samples.Result sum = Samples.apply(new SoftmaxCrossEntropy(), scores, targets);
    Samples.Result mean = Samples.apply(new SoftmaxCrossEntropy(true), scores, targets);
    assertEquals(sum.loss() / positives, mean.loss(), 1e-12);
    assertArrayEquals(
        Arrays.stream(sum.direction()).map(d -> d / positives).toArray(), mean.direction(), 1e-14);
  }

  @RepeatedTest(5)
  void thresholdIsAShift() {
    double s0 = random.nextDouble(-3, 3);
    double[] shifted = Arrays.stream(scores).map(score -> score - s0).toArray();
    Samples.Result expected = Samples.apply(new ZLPR(), shifted, targets);
    Samples.Result actual = Samples.apply(new ZLPR(s0, 1, 0, 0), scores, targets);
    assertEquals(expected.loss(), actual.loss(), 1e-13);
    assertArrayEquals(expected.direction(), actual.direction(), 1e-13);
  }

  @RepeatedTest(5)
  void zlprIsTheLogarithmOfTheExpandedProduct() {
    double sum = 1.0;
    double joint = 1.0;
    for (int i = 0; i < 10; i++) {
      double term = Math.exp(targets[i] == 1.0 ? -scores[i] : scores[i]);
      sum += term;
      joint += term;
      for (int j = 0; j < 10; j++) {
        if (targets[i] == 0.0 && targets[j] == 1.0) {
          sum += Math.exp(scores[i] - scores[j]);
        }
      }
    }
    assertEquals(Math.log(sum), Samples.value(new ZLPR(), scores, targets), 1e-13);
    assertEquals(Math.log(joint), Samples.value(new JointLogSumExp(), scores, targets), 1e-13);
  }

  private double score(int subset) {
    double sum = 0.0;
    for (int i = 0; i < 10; i++) {
      sum += (subset >> i & 1) * scores[i];
    }
    return sum;
  }

  private double positiveScore() {
    return Arrays.stream(Samples.ids(targets)).mapToDouble(i -> scores[i]).sum();
  }

  private void assertSame(MultiLabelLoss expected, MultiLabelLoss actual, double[] example) {
    Samples.Result a = Samples.apply(expected, scores, example);
    Samples.Result b = Samples.apply(actual, scores, example);
    assertTrue(a.loss() > 0.0);
    assertEquals(a.loss(), b.loss(), 1e-13 * 40);
    assertArrayEquals(a.direction(), b.direction(), 1e-13);
  }
}
