package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.math.la.DenseVector;

/** Everything wrong is refused by name and value. */
final class BadInputTest {

  private static final double[] NO_WEIGHTS = {};

  static List<MultiLabelLoss> losses() {
    return Samples.all();
  }

  static List<MultiLabelLoss> hardLosses() {
    return Samples.HARD;
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void notFinite(double bad) {
    assertRefused("threshold", bad, () -> new ZLPR(bad, 1, 0, 0));
    assertRefused("scale", bad, () -> new ZLPR(0, bad, 0, 0));
    assertRefused("margin", bad, () -> new ZLPR(0, 1, bad, 0));
    assertRefused("smoothing", bad, () -> new ZLPR(0, 1, 0, bad));
    assertRefused("scale", bad, () -> new PairwiseLogSumExp(bad, 0, 1));
    assertRefused("margin", bad, () -> new PairwiseLogSumExp(1, bad, 1));
    assertRefused("threshold", bad, () -> new PaddedSubsetSoftmax(1, bad));
    assertRefused("positiveWeight", bad, () -> new WeightedBinaryCrossEntropy(bad));
    assertRefused(
        "positiveWeights", bad, () -> new WeightedBinaryCrossEntropy(new double[] {1, bad}));
    assertRefused("gamma", bad, () -> new BinaryFocal(bad, -1));
    assertRefused("alpha", bad, () -> new BinaryFocal(2, bad));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -1.0})
  void notAboveZero(double bad) {
    assertRefused("scale", bad, () -> new ZLPR(0, bad, 0, 0));
    assertRefused("scale", bad, () -> new PairwiseLogSumExp(bad, 0, 1));
    assertRefused("positiveWeight", bad, () -> new WeightedBinaryCrossEntropy(bad));
    assertRefused(
        "positiveWeights", bad, () -> new WeightedBinaryCrossEntropy(new double[] {1, bad}));
  }

  @Test
  void outOfRange() {
    assertRefused("smoothing", 0.5, () -> new ZLPR(0, 1, 0, 0.5));
    assertRefused("smoothing", -0.1, () -> new ZLPR(0, 1, 0, -0.1));
    assertRefused("gamma", -0.1, () -> new BinaryFocal(-0.1, -1));
    for (double alpha : new double[] {0.0, 1.0, -0.5, 1.5, -2.0}) {
      assertRefused("alpha", alpha, () -> new BinaryFocal(2, alpha));
    }
    for (int k : new int[] {0, -1}) {
      assertRefused("k", k, () -> new PairwiseLogSumExp(1, 0, k));
      assertRefused("k", k, () -> new SubsetSoftmax(k));
      assertRefused("maxLabels", k, () -> new PaddedSubsetSoftmax(k, 0));
    }
  }

  @Test
  void limitsThemselvesAreAllowed() {
    assertEquals("ZLPR(threshold=0.0,scale=1.0,margin=0.0,smoothing=0.0)", new ZLPR().toString());
    assertEquals(
        "WeightedBinaryCrossEntropy(positiveWeight=1.0)",
        new WeightedBinaryCrossEntropy(NO_WEIGHTS).toString());
    assertEquals("BinaryFocal(gamma=0.0,alpha=-1.0)", new BinaryFocal(0, -1).toString());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void targetsThatAreNoIncreasingIds(MultiLabelLoss loss) {
    assertTargetsRefused(loss, new int[] {3, 3}, "label id 3 after 3");
    assertTargetsRefused(loss, new int[] {3, 1}, "label id 1 after 3");
    assertTargetsRefused(loss, new int[] {-1}, "label id -1");
    assertTargetsRefused(loss, new int[] {12}, "[0, 12)");
  }

  private static void assertTargetsRefused(MultiLabelLoss loss, int[] targets, String says) {
    assertIllegal(() -> loss.lossAndDirection(new double[12], targets, null), says);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void valuesThatAreNoTargets(MultiLabelLoss loss) {
    int[] targets = {2, 5};
    double[] scores = new double[12];
    for (double bad : new double[] {0.0, -0.5, 1.5, Double.NaN}) {
      assertIllegal(
          () -> loss.lossAndDirection(scores, targets, new double[] {1.0, bad}),
          "label 5",
          Double.toString(bad));
    }
    assertIllegal(
        () -> loss.lossAndDirection(scores, targets, new double[] {1.0}),
        "1 target values",
        "2 targets");
  }

  @ParameterizedTest
  @MethodSource("losses")
  void tribuoTargetsOutsideTheUnitInterval(MultiLabelLoss loss) {
    DenseVector prediction = new DenseVector(12);
    for (double bad : new double[] {-0.5, 1.5, Double.NaN}) {
      DenseVector truth = new DenseVector(12);
      truth.set(7, bad);
      assertIllegal(
          () -> loss.lossAndGradient(truth, prediction), "label 7", Double.toString(bad), "[0, 1]");
    }
  }

  @ParameterizedTest
  @MethodSource("hardLosses")
  void softTargetsOfALossForHardOnes(MultiLabelLoss loss) {
    assertIllegal(
        () -> loss.lossAndDirection(new double[12], new int[] {2, 5}, new double[] {1.0, 0.25}),
        loss.getClass().getSimpleName(),
        "label 5",
        "0.25");
  }

  @Test
  void moreLabelsThanMaxLabels() {
    MultiLabelLoss loss = new PaddedSubsetSoftmax(2, 0);
    assertIllegal(
        () -> loss.lossAndDirection(new double[6], new int[] {0, 2, 3}, null),
        "3 positive labels",
        "maxLabels 2");
  }

  @Test
  void weightsForAnotherNumberOfLabels() {
    MultiLabelLoss loss = new WeightedBinaryCrossEntropy(new double[] {1, 2, 3});
    assertIllegal(
        () -> loss.lossAndDirection(new double[4], new int[] {0}, null),
        "3 positiveWeights",
        "4 labels");
  }

  static void assertSays(Exception exception, String... words) {
    for (String word : words) {
      assertTrue(exception.getMessage().contains(word), exception.getMessage());
    }
  }

  private static void assertIllegal(Executable call, String... words) {
    assertSays(assertThrows(IllegalArgumentException.class, call), words);
  }

  private static void assertRefused(String property, Object value, Executable call) {
    PropertyException exception = assertThrows(PropertyException.class, call);
    assertEquals(property, exception.getProperty());
    assertSays(exception, property + " must be", value.toString());
  }
}
