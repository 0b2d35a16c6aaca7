package io.github.zlpr.bench;

import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Time and memory of an evaluation of a linear model with 16,000 examples, 1,000 labels and 2,000
 * features, 20 an example, by 2 threads: of all metrics, without and with intervals, and beside
 * them of Tribuo's {@code predict} and {@code MultiLabelEvaluator}.
 *
 * <p>Times are the best of three. Memory is the largest live heap beyond what was there before,
 * sampled by collecting garbage again and again during a run of its own.
 *
 * <pre>
 *   java -Xmx8g -XX:+UseParallelGC -cp zlpr-bench/target/zlpr-bench.jar \
 *     io.github.zlpr.bench.EvaluationBenchmark
 * </pre>
 *
 * <p>With a number of labels as argument, all metrics of a model with so many labels alone; {@code
 * -Xmx2g ... 3634}, for example.
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
   * @param args nothing, or the number of labels of a model that is evaluated alone.
   * @throws Exception if a measurement fails.
   */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    boolean alone = args.length > 0;
    new EvaluationBenchmark(alone ? Integer.parseInt(args[0]) : DEFAULT_LABELS).run(alone);
  }

  private void run(boolean alone) throws Exception {
    Dataset<MultiLabel> data = data();
    Model<MultiLabel> model = new LinearMultiLabelTrainer().withEpochs(1).train(data);
    report(labels + " labels, all metrics", () -> evaluator.evaluate(model, data));
    if (!alone) {
      RankingEvaluator intervals = evaluator.withBootstrap(1000, 0.95, 1);
      report(
          "all metrics with intervals of 1,000 replicates", () -> intervals.evaluate(model, data));
      report(
          "Tribuo's predict and MultiLabelEvaluator",
          () -> {
            List<Prediction<MultiLabel>> predictions = model.predict(data);
            return new MultiLabelEvaluator().evaluate(model, predictions, data.getProvenance());
          });
    }
  }

  private Dataset<MultiLabel> data() {
    MutableDataset<MultiLabel> data =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("random", new MultiLabelFactory()),
            new MultiLabelFactory());
    for (int i = 0; i < EXAMPLES; i++) {
      String[] names =
          random
              .ints(0, FEATURES)
              .distinct()
              .limit(FEATURES_AN_EXAMPLE)
              .sorted()
              .mapToObj("f%05d"::formatted)
              .toArray(String[]::new);
      double[] values = random.doubles(names.length, -1.0, 1.0).toArray();
      Set<Label> truth = new HashSet<>();
      while (truth.size() < LABELS_AN_EXAMPLE) {
        truth.add(new Label("l" + (int) (labels * Math.pow(random.nextDouble(), 2))));
      }
      data.add(new ArrayExample<>(new MultiLabel(truth), names, values));
    }
    return data;
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
}
