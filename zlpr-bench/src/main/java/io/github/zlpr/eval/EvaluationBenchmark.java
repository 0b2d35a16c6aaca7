package io.github.zlpr.eval;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;

/**
 * Time and memory of an evaluation of 16,000 examples and 1,000 labels with 2 threads: of all
 * metrics when the score matrix is there, without and with intervals, and of a linear model with
 * 2,000 features, 20 an example, beside Tribuo's {@code predict} and {@code MultiLabelEvaluator}.
 *
 * <p>Times are the best of three. Memory is the largest live heap beyond what was there before,
 * sampled by collecting garbage again and again during a run of its own.
 *
 * <pre>
 *   mvn -q -P evaluation-benchmark -pl zlpr-eval -DskipTests test
 * </pre>
 *
 * <p>With {@code -Dbenchmark.labels=3634 -Dbenchmark.heap=2g} the linear model alone, with so many
 * labels in so much heap.
 */
public final class EvaluationBenchmark {

  private static final int EXAMPLES = 16_000;
  private static final int DEFAULT_LABELS = 1_000;
  private static final int FEATURES = 2_000;
  private static final int FEATURES_AN_EXAMPLE = 20;
  private static final int LABELS_AN_EXAMPLE = 10;

  private final Random random = new Random(1);
  private final RankingEvaluator evaluator = new RankingEvaluator().withThreads(2);

  private final int labels;

  private EvaluationBenchmark(int labels) {
    this.labels = labels;
  }

  /**
   * Runs the benchmark.
   *
   * @param args nothing, or the number of labels of a linear model that is evaluated alone.
   * @throws Exception if a measurement fails.
   */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    if (args.length == 0) {
      new EvaluationBenchmark(DEFAULT_LABELS).run();
    } else {
      new EvaluationBenchmark(Integer.parseInt(args[0])).runLinearModel();
    }
  }

  private void runLinearModel() throws Exception {
    Model<MultiLabel> model = model();
    DataSource<MultiLabel> source = TestData.source(examples());
    report(
        "linear model with " + labels + " labels, all metrics",
        () -> evaluator.evaluate(model, source));
  }

  private void run() throws Exception {
    Model<MultiLabel> model = model();
    List<Example<MultiLabel>> examples = examples();
    DataSource<MultiLabel> source = TestData.source(examples);

    double[][] matrix = new double[EXAMPLES][labels];
    for (double[] row : matrix) {
      for (int label = 0; label < labels; label++) {
        row[label] = random.nextGaussian() - 2.0;
      }
    }
    Function<RankingEvaluator, Object> metrics =
        with ->
            with.evaluate(
                model, new Rows(matrix), source, source.getProvenance(), (example, scores) -> {});
    report("score matrix, all metrics", () -> metrics.apply(evaluator));
    report(
        "score matrix, all metrics with intervals of 1,000 replicates",
        () -> metrics.apply(evaluator.withBootstrap(1000, 0.95, 1)));
    System.out.printf("  the matrix itself has %.1f MB%n", 8e-6 * EXAMPLES * labels);

    report("linear model, all metrics", () -> evaluator.evaluate(model, source));
    report(
        "linear model, predict and Tribuo's MultiLabelEvaluator",
        () -> {
          List<Prediction<MultiLabel>> predictions = model.predict(examples);
          return new MultiLabelEvaluator().evaluate(model, predictions, source.getProvenance());
        });
  }

  private Model<MultiLabel> model() {
    double[][] weights = new double[labels][FEATURES + 1];
    for (double[] row : weights) {
      for (int j = 0; j < FEATURES; j++) {
        row[j] = random.nextGaussian() / Math.sqrt(FEATURES_AN_EXAMPLE);
      }
      row[FEATURES] = -2.0;
    }
    return LinearModels.model(weights, new NoopNormalizer(), 0.0);
  }

  private List<Example<MultiLabel>> examples() {
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      String[] names =
          random
              .ints(0, FEATURES)
              .distinct()
              .limit(FEATURES_AN_EXAMPLE)
              .sorted()
              .mapToObj(LinearModels::feature)
              .toArray(String[]::new);
      double[] values = random.doubles(names.length, -1.0, 1.0).toArray();
      Set<Label> truth = new HashSet<>();
      while (truth.size() < LABELS_AN_EXAMPLE) {
        truth.add(new Label(LinearModels.label((int) (labels * Math.pow(random.nextDouble(), 2)))));
      }
      examples.add(new ArrayExample<>(new MultiLabel(truth), names, values));
    }
    return examples;
  }

  private static void report(String what, Callable<Object> task) throws Exception {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      long start = System.nanoTime();
      Object result = task.call();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      if (result == null) {
        throw new IllegalStateException("no result");
      }
    }
    System.out.printf("%s: %.2f s, %.1f MB%n", what, best, livePeak(task) / 1e6);
  }

  private static long livePeak(Callable<Object> task) throws Exception {
    long before = live();
    AtomicBoolean done = new AtomicBoolean();
    long[] peak = {before};
    Thread sampler =
        new Thread(
            () -> {
              while (!done.get()) {
                long start = System.nanoTime();
                peak[0] = Math.max(peak[0], live());
                // As long again for the task, or it would hardly get on.
                LockSupport.parkNanos(Math.max(50_000_000, System.nanoTime() - start));
              }
            });
    sampler.start();
    Object result = task.call();
    done.set(true);
    sampler.join();
    return result == null ? -1 : peak[0] - before;
  }

  /** What the collector found alive, without what was allocated since. */
  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  /** The rows of a matrix as scores, those above 0 predicted. */
  private static final class Rows implements LabelScorer {

    private final double[][] matrix;

    private Rows(double[][] matrix) {
      this.matrix = matrix;
    }

    @Override
    public void read(ExampleBlock block, int i) {
      block.scores[i] = matrix[block.first + i];
    }

    @Override
    public void score(ExampleBlock block) {
      for (int i = 0; i < block.size; i++) {
        block.predicted[i] = new BitSet(block.scores[i].length);
        for (int label = 0; label < block.scores[i].length; label++) {
          block.predicted[i].set(label, block.scores[i][label] > 0.0);
        }
      }
    }
  }
}
