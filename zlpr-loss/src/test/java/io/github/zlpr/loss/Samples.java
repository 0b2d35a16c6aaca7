package io.github.zlpr.loss;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Losses and random examples that several tests use. */
final class Samples {

  /** Losses that take targets of 0 and 1 only, each with more than its default parameters. */
  static final List<MultiLabelLoss> HARD =
      List.of(
          new PairwiseLogSumExp(),
          new PairwiseLogSumExp(1.7, 0.3, 2),
          new SubsetSoftmax(2),
          new PaddedSubsetSoftmax(5, 0.0),
          new PaddedSubsetSoftmax(6, -1.3),
          new PaddedSubsetSoftmax(9, 2.0),
          new PaddedSubsetSoftmax(40, 0.4),
          new SoftmaxCrossEntropy(),
          new SoftmaxCrossEntropy(true),
          new BinaryFocal(),
          new BinaryFocal(0.0, 0.25),
          new BinaryFocal(0.5, -1.0),
          new BinaryFocal(3.0, 0.7));

  /** Losses that take soft targets too. */
  static final List<MultiLabelLoss> SOFT =
      List.of(
          new ZLPR(),
          new ZLPR(0.7, 1.0, 0.0, 0.0),
          new ZLPR(-0.4, 1.6, 0.25, 0.0),
          new ZLPR(0.2, 0.8, -0.5, 0.1),
          new JointLogSumExp(),
          new WeightedBinaryCrossEntropy(),
          new WeightedBinaryCrossEntropy(3.5),
          new WeightedBinaryCrossEntropy(
              IntStream.range(0, 12).mapToDouble(i -> 0.5 + 0.3 * i).toArray()));

  /** Labels of the examples that go with these losses, fixed by the weights above. */
  static final int LABELS = 12;

  private Samples() {}

  static List<MultiLabelLoss> all() {
    return Stream.concat(HARD.stream(), SOFT.stream()).toList();
  }

  static double[] scores(SplittableRandom random, int n, double size) {
    return random.doubles(n, -size, size).toArray();
  }

  /** Up to five positive labels of n, at least one of them and one negative. */
  static double[] hardTargets(SplittableRandom random, int n) {
    double[] targets = new double[n];
    int positives = 1 + random.nextInt(Math.min(5, n - 1));
    while (Arrays.stream(targets).sum() < positives) {
      targets[random.nextInt(n)] = 1.0;
    }
    return targets;
  }

  /** A third of the targets 0, the others in (0, 1], one of them 1. */
  static double[] softTargets(SplittableRandom random, int n) {
    double[] targets = random.doubles(n).toArray();
    for (int i = 0; i < n; i += 3) {
      targets[i] = 0.0;
    }
    targets[n - 1] = 1.0;
    return targets;
  }

  static double[] targetsFor(MultiLabelLoss loss, SplittableRandom random, int n) {
    return SOFT.contains(loss) ? softTargets(random, n) : hardTargets(random, n);
  }

  /** The ids of the labels with a target above zero. */
  static int[] ids(double[] targets) {
    return IntStream.range(0, targets.length).filter(i -> targets[i] > 0.0).toArray();
  }

  /** Loss and direction, with targets given for every label. */
  static Result apply(MultiLabelLoss loss, double[] scores, double[] targets) {
    int[] ids = ids(targets);
    double[] values = Arrays.stream(ids).mapToDouble(i -> targets[i]).toArray();
    boolean hard = Arrays.stream(values).allMatch(value -> value == 1.0);
    double[] direction = scores.clone();
    double value = loss.lossAndDirection(direction, ids, hard ? null : values);
    return new Result(value, direction);
  }

  static double value(MultiLabelLoss loss, double[] scores, double[] targets) {
    return apply(loss, scores, targets).loss();
  }

  /** a + step · b. */
  static double[] plus(double[] a, double step, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] + step * b[i]).toArray();
  }

  /** A loss and its update direction. */
  static final class Result {
    private final double loss;
    private final double[] direction;

    Result(double loss, double[] direction) {
      this.loss = loss;
      this.direction = direction;
    }

    double loss() {
      return loss;
    }

    double[] direction() {
      return direction;
    }
  }
}
