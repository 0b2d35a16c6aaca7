package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.Targets;
import io.github.zlpr.loss.BinaryFocal;
import io.github.zlpr.loss.JointLogSumExp;
import io.github.zlpr.loss.PaddedSubsetSoftmax;
import io.github.zlpr.loss.PairwiseLogSumExp;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.loss.ZLPR;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;

final class PriorTest {

  private static final int LABELS = 7;

  static Stream<MultiLabelObjective> losses() {
    return Stream.of(
        new ZLPR(),
        new ZLPR(0.5, 2.0, 0.25, 0.1),
        new BinaryCrossEntropy(),
        new WeightedBinaryCrossEntropy(3.0),
        new BinaryFocal(),
        new JointLogSumExp(),
        new PairwiseLogSumExp(),
        new PaddedSubsetSoftmax(LABELS, 0.0),
        new SoftmaxCrossEntropy());
  }

  private static Targets[] examples(int size) {
    SplittableRandom random = new SplittableRandom(1);
    Targets[] targets = new Targets[size];
    Arrays.setAll(
        targets,
        e -> {
          int first = random.nextInt(LABELS);
          return Targets.of(random.ints(0, first + 1).limit(2).sorted().distinct().toArray(), null);
        });
    return targets;
  }

  private static double[] weights(int size) {
    double[] weights = new double[size];
    Arrays.setAll(weights, e -> 0.5 + e % 3);
    return weights;
  }

  /** The mean update direction of a model that gives every example the same scores. */
  private static double[] direction(
      MultiLabelObjective loss, Targets[] targets, double[] weights, double[] biases) {
    double[] sum = new double[biases.length];
    double total = 0.0;
    for (int e = 0; e < targets.length; e++) {
      double[] scores = biases.clone();
      ArrayObjective.of(loss).lossAndDirection(scores, targets[e].ids(), targets[e].values());
      for (int l = 0; l < sum.length; l++) {
        sum[l] += weights[e] * scores[l];
      }
      total += weights[e];
    }
    for (int l = 0; l < sum.length; l++) {
      sum[l] /= total;
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("losses")
  void nothingPullsTheBiasesAnyMore(MultiLabelObjective loss) {
    Targets[] targets = examples(200);
    double[] weights = weights(200);
    double[] biases = Prior.of(loss, targets, weights, LABELS);
    assertArrayEquals(
        new double[LABELS], direction(loss, targets, weights, biases), 1e-5, loss.toString());
    assertTrue(biases[0] > biases[LABELS - 1]);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void labelsOfNoExampleOfAllAndOfOneHaveFiniteBiases(MultiLabelObjective loss) {
    Targets[] targets = new Targets[50];
    Arrays.fill(targets, Targets.of(new int[] {0}, null));
    if (!(loss instanceof SoftmaxCrossEntropy)) {
      targets[9] = Targets.of(new int[] {0, 1}, null);
    } else {
      targets[9] = Targets.of(new int[] {1}, null);
    }
    double[] weights = new double[50];
    Arrays.fill(weights, 1.0);
    double[] biases = Prior.of(loss, targets, weights, 3);
    for (double bias : biases) {
      assertTrue(Math.abs(bias) <= 0.5 + Math.log(101), Arrays.toString(biases));
    }
    assertTrue(biases[0] > biases[1] && biases[1] > biases[2], Arrays.toString(biases));
  }

  @Test
  void softTargetsAreBalanced() {
    Targets[] targets = {
      Targets.of(new int[] {0, 1}, new double[] {0.25, 1.0}),
      Targets.of(new int[] {0}, new double[] {0.75}),
      Targets.of(new int[] {2}, null)
    };
    double[] weights = {1.0, 2.0, 0.5};
    ZLPR loss = new ZLPR();
    double[] biases = Prior.of(loss, targets, weights, 3);
    assertArrayEquals(new double[3], direction(loss, targets, weights, biases), 1e-6);
  }

  @Test
  void examplesWithoutWeightCountForNothing() {
    Targets[] targets = examples(400);
    double[] weights = weights(400);
    Arrays.fill(weights, 200, 400, 0.0);
    double[] biases = Prior.of(new ZLPR(), targets, weights, LABELS);
    assertArrayEquals(new double[LABELS], direction(new ZLPR(), targets, weights, biases), 1e-5);
    assertArrayEquals(new double[LABELS], Prior.of(new ZLPR(), targets, new double[400], LABELS));
  }

  @Test
  void ofBinaryCrossEntropyItIsTheLogOdds() {
    Targets[] targets = {Targets.of(new int[] {0}, null), Targets.of(new int[] {}, null)};
    double[] biases = Prior.of(new BinaryCrossEntropy(), targets, new double[] {3.0, 1.0}, 1);
    assertEquals(Math.log(3.0), biases[0], 1e-6);
  }
}
