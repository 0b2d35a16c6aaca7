package io.github.zlpr.bench;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.loss.BinaryFocal;
import io.github.zlpr.loss.JointLogSumExp;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.loss.PaddedSubsetSoftmax;
import io.github.zlpr.loss.PairwiseLogSumExp;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.SubsetSoftmax;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.loss.ZLPR;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;

/**
 * Nanoseconds for one example of n labels, one in fifty positive: {@code tribuo} through Tribuo's
 * objective interface, {@code kernel} on plain arrays. TribuoBCE is Tribuo's own {@link
 * BinaryCrossEntropy}; it overwrites the prediction it is given, so it gets a copy each time, as
 * the kernel does.
 *
 * <p>JMH runs it, with JMH's own options:
 *
 * <pre>
 *   java -cp zlpr-bench/target/zlpr-bench.jar org.openjdk.jmh.Main LossBenchmark
 *   java -cp zlpr-bench/target/zlpr-bench.jar org.openjdk.jmh.Main LossBenchmark -p loss=ZLPR,TribuoBCE
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class LossBenchmark {

  /** The loss that is measured. */
  @Param({
    "TribuoBCE",
    "ZLPR",
    "PairwiseLogSumExp",
    "JointLogSumExp",
    "SoftmaxCrossEntropy",
    "WeightedBinaryCrossEntropy",
    "BinaryFocal",
    "SubsetSoftmax",
    "PaddedSubsetSoftmax"
  })
  String loss;

  /** The number of labels. */
  @Param({"10", "100", "1000", "4000"})
  int n;

  private MultiLabelObjective objective;
  private SGDVector truth;
  private double[] scores;
  private int[] targets;

  /** Creates the loss and one example. */
  @Setup
  public void setup() {
    int positives = Math.max(1, n / 50);
    objective = objective(loss, positives);
    SplittableRandom random = new SplittableRandom(n);
    scores = random.doubles(n, -4.0, 2.0).toArray();
    targets = IntStream.range(0, positives).map(j -> j * (n / positives)).toArray();
    double[] ones = new double[positives];
    Arrays.fill(ones, 1.0);
    truth = SparseVector.createSparseVector(n, targets, ones);
  }

  private static MultiLabelObjective objective(String loss, int positives) {
    return switch (loss) {
      case "TribuoBCE" -> new BinaryCrossEntropy();
      case "ZLPR" -> new ZLPR();
      case "PairwiseLogSumExp" -> new PairwiseLogSumExp();
      case "JointLogSumExp" -> new JointLogSumExp();
      case "SoftmaxCrossEntropy" -> new SoftmaxCrossEntropy();
      case "WeightedBinaryCrossEntropy" -> new WeightedBinaryCrossEntropy();
      case "BinaryFocal" -> new BinaryFocal();
      case "SubsetSoftmax" -> new SubsetSoftmax();
      case "PaddedSubsetSoftmax" -> new PaddedSubsetSoftmax(2 * positives, 0.0);
      default -> throw new IllegalArgumentException(loss);
    };
  }

  /**
   * Through Tribuo's interface.
   *
   * @return loss and direction.
   */
  @Benchmark
  public Pair<Double, SGDVector> tribuo() {
    return objective.lossAndGradient(truth, DenseVector.createDenseVector(scores));
  }

  /**
   * On plain arrays; for Tribuo's own loss, which has no such interface, the same as {@link
   * #tribuo}.
   *
   * @return the loss.
   */
  @Benchmark
  public double kernel() {
    return objective instanceof MultiLabelLoss kernel
        ? kernel.lossAndDirection(scores.clone(), targets, null)
        : tribuo().getA();
  }
}
