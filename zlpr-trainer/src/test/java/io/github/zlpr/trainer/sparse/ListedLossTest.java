package io.github.zlpr.trainer.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.loss.JointLogSumExp;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.loss.ZLPR;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The losses over few listed labels are those of zlpr-loss over all labels. */
class ListedLossTest {

  static List<MultiLabelLoss> losses() {
    return List.of(
        new ZLPR(),
        new ZLPR(0.5, 2.0, 0.3, 0.1),
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy(true),
        new WeightedBinaryCrossEntropy(),
        new WeightedBinaryCrossEntropy(3.0));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void equalsTheLossOverAllLabels(MultiLabelLoss dense) {
    ListedLoss listed = ListedLoss.of(dense);
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 200; trial++) {
      int labels = 40;
      double size = trial % 4 == 0 ? 30.0 : 3.0;
      double[] biases = random.doubles(labels, -size, size).toArray();
      int touched = random.nextInt(labels + 1);
      double[] scores = biases.clone();
      double[] few = new double[touched];
      double[] targets = new double[touched];
      int positives = touched == 0 ? 0 : random.nextInt(touched + 1);
      boolean soft = trial % 3 == 0 && !(dense instanceof SoftmaxCrossEntropy);
      double[] values = new double[positives];
      for (int i = 0; i < touched; i++) {
        scores[i] += random.nextDouble(-size, size);
        few[i] = scores[i];
        if (i < positives) {
          values[i] = soft ? random.nextDouble(0.01, 1.0) : 1.0;
          targets[i] = values[i];
        }
      }
      double rest = 0.0;
      for (int i = touched; i < labels; i++) {
        rest += listed.term(biases[i]);
      }
      int[] ids = new int[positives];
      Arrays.setAll(ids, i -> i);
      double[] unlisted = new double[1];
      double found = listed.lossAndDirection(few, targets, positives, touched, rest, unlisted);
      double expected = dense.lossAndDirection(scores, ids, soft ? values : null);
      assertEquals(expected, found, 1e-12 * Math.max(1.0, Math.abs(expected)));
      for (int i = 0; i < labels; i++) {
        double direction = i < touched ? few[i] : -unlisted[0] * listed.slope(biases[i]);
        assertEquals(scores[i], direction, 1e-12, dense + ", label " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theSlopeIsTheDerivativeOfTheTerm(MultiLabelLoss dense) {
    ListedLoss listed = ListedLoss.of(dense);
    for (double bias = -8.0; bias < 8.0; bias += 0.7) {
      double h = 1e-5;
      double slope = (listed.term(bias + h) - listed.term(bias - h)) / (2 * h);
      assertEquals(slope, listed.slope(bias), 1e-7 * Math.max(1.0, Math.abs(slope)));
    }
  }

  @Test
  void otherLossesAreRefusedByName() {
    PropertyException refused =
        assertThrows(PropertyException.class, () -> ListedLoss.of(new JointLogSumExp()));
    assertTrue(refused.getMessage().contains("JointLogSumExp"), refused.getMessage());
    assertThrows(
        PropertyException.class,
        () -> ListedLoss.of(new WeightedBinaryCrossEntropy(new double[] {1.0, 2.0})));
  }
}
