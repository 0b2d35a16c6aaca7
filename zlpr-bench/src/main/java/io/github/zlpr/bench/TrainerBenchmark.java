package io.github.zlpr.bench;

import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.baseline.IndependentMultiLabelModel;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.multilabel.sgd.objectives.Hinge;

/**
 * Trains with this project's trainer and with Tribuo's, on the same data in one run, and prints
 * Markdown tables.
 *
 * <pre>
 *   java -Xmx8g -cp zlpr-bench/target/zlpr-bench.jar io.github.zlpr.bench.TrainerBenchmark wordnet
 * </pre>
 *
 * <p>The arguments are folders with a data set of Mulan each, {@code wordnet}, {@code memory} and
 * {@code scaling}, which also draws {@code scaling.svg}.
 *
 * <ul>
 *   <li>s/epoch: for ours the fastest epoch of the run, for Tribuo's total time / epochs.
 *   <li>scoring pass: the raw scores of all training examples by one thread, with weights in single
 *       precision, an array for each feature, in a shuffled order, the fastest of five.
 *   <li>LRAP and micro-F1 are those of the test part; labels never seen in training are dropped.
 *       Micro-F1 is that of the model's own threshold.
 * </ul>
 */
public final class TrainerBenchmark {

  private static final int TRIBUO_EPOCHS = 5;

  /** From this many weights on, Tribuo's own trainer runs one epoch. */
  private static final long SLOW_FROM = 10_000_000L;

  private static final RankingEvaluator EVALUATOR =
      new RankingEvaluator(1).withUnseenLabels(RankingEvaluator.DROP);

  private TrainerBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments folders with data sets, {@code wordnet}, {@code memory}, {@code scaling}.
   * @throws IOException if data cannot be read.
   */
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    for (String argument : arguments) {
      switch (argument) {
        case "wordnet" -> compare(BenchmarkData.wordNet(100));
        case "memory" -> TrainingMemory.print(BenchmarkData.wordNet(100));
        case "scaling" -> Scaling.print();
        default -> compare(BenchmarkData.mulan(Path.of(argument)));
      }
    }
  }

  record Run(double secondsPerEpoch, double seconds, Model<MultiLabel> model) {}

  private static void compare(BenchmarkData data) {
    System.out.println();
    System.out.println(
        "| data | trainer | s/epoch | s total | LRAP | micro-F1 | epoch / scoring pass | Tribuo BCE"
            + " epoch / this |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    long weights = (long) data.train().getFeatureMap().size() * data.train().getOutputInfo().size();
    int epochs = weights >= SLOW_FROM ? 1 : TRIBUO_EPOCHS;
    ours(data.train(), 2, 3);
    Run one = ours(data.train(), 1, 0);
    Run two = ours(data.train(), 2, 0);
    double pass = scoringPass(data.train());
    Run bce = tribuo(data, new BinaryCrossEntropy(), epochs);
    print(data, "ours, 1 thread", one, pass, bce);
    print(data, "ours, 2 threads", two, pass, bce);
    print(data, "Tribuo + BCE", bce, pass, bce);
    print(data, "Tribuo + ZLPR", tribuo(data, new ZLPR(), epochs), pass, bce);
    print(data, "Tribuo + hinge", tribuo(data, new Hinge(), epochs), pass, bce);
    long start = System.nanoTime();
    IndependentMultiLabelModel liblinear = OneVersusRest.train(data.train());
    double seconds = secondsSince(start);
    RankingEvaluation evaluation = OneVersusRest.evaluate(liblinear, data.test(), EVALUATOR);
    System.out.printf(
        Locale.ROOT,
        "| %s | liblinear, one-vs-rest | | %.2f | %.4f | %.4f | | |%n",
        data.name(),
        seconds,
        evaluation.value("LRAP"),
        evaluation.value("MicroF1"));
  }

  private static void print(BenchmarkData data, String trainer, Run run, double pass, Run bce) {
    RankingEvaluation evaluation = EVALUATOR.evaluate(run.model(), data.test());
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.4f | %.2f | %.4f | %.4f | %.2f | %.1f |%n",
        data.name(),
        trainer,
        run.secondsPerEpoch(),
        run.seconds(),
        evaluation.value("LRAP"),
        evaluation.value("MicroF1"),
        run.secondsPerEpoch() / pass,
        bce.secondsPerEpoch() / run.secondsPerEpoch());
  }

  static Run ours(Dataset<MultiLabel> train, int threads, int epochs) {
    double[] fastest = {0.0};
    LinearMultiLabelTrainer trainer =
        new LinearMultiLabelTrainer()
            .withLearningRate(0.2)
            .withThreads(threads)
            .withEpochs(epochs)
            .withListener(
                progress -> fastest[0] = Math.max(fastest[0], progress.examplesPerSecond()));
    long start = System.nanoTime();
    Model<MultiLabel> model = trainer.train(train);
    return new Run(train.size() / fastest[0], secondsSince(start), model);
  }

  private static Run tribuo(BenchmarkData data, MultiLabelObjective objective, int epochs) {
    Trainer<MultiLabel> trainer =
        new LinearSGDTrainer(objective, new AdaGrad(0.5, 0.1), epochs, -1, 1, Trainer.DEFAULT_SEED);
    long start = System.nanoTime();
    Model<MultiLabel> model = trainer.train(data.train());
    double seconds = secondsSince(start);
    return new Run(seconds / epochs, seconds, model);
  }

  private static double scoringPass(Dataset<MultiLabel> train) {
    List<SparseVector> rows = new ArrayList<>();
    for (Example<MultiLabel> example : train) {
      rows.add(SparseVector.createSparseVector(example, train.getFeatureIDMap(), true));
    }
    Collections.shuffle(rows, new Random(1));
    float[] scores = new float[train.getOutputs().size()];
    float[][] weights = new float[train.getFeatureMap().size() + 1][scores.length];
    for (float[] feature : weights) {
      Arrays.fill(feature, 0.5f);
    }
    double fastest = Double.POSITIVE_INFINITY;
    for (int repetition = 0; repetition < 5; repetition++) {
      long start = System.nanoTime();
      for (SparseVector row : rows) {
        score(row, weights, scores);
      }
      fastest = Math.min(fastest, secondsSince(start));
    }
    return fastest;
  }

  private static void score(SparseVector row, float[][] weights, float[] scores) {
    Arrays.fill(scores, 0f);
    for (VectorTuple entry : row) {
      float[] feature = weights[entry.index];
      float value = (float) entry.value;
      for (int label = 0; label < scores.length; label++) {
        scores[label] += value * feature[label];
      }
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
