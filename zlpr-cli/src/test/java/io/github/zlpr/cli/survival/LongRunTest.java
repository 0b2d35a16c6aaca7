package io.github.zlpr.cli.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.SplitDataSource;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.model.WeightDigest;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;

/** Many trainings in one JVM, one after another and at once. */
class LongRunTest {

  private static final int TRAININGS = 200;
  private static final int WARM_UP = 20;
  private static final int AT_ONCE = 8;

  /** Far below what 180 data sets, models or evaluations would hold on to. */
  private static final long ALLOWED_BYTES = 2L << 20;

  @TempDir private Path directory;
  private ArffDataSource data;

  @BeforeEach
  void writeData() throws Exception {
    data = TestData.write(directory, 60, 7);
  }

  private Experiment experiment(Trainer<MultiLabel> trainer) {
    return new Experiment(
        new SplitDataSource(data, 0.7, 1, "train"),
        new SplitDataSource(data, 0.7, 1, "test"),
        trainer,
        new RankingEvaluator());
  }

  private static Trainer<MultiLabel> trainer() {
    return new LinearMultiLabelTrainer()
        .withEpochs(2)
        .withThreads(2)
        .withValidationFraction(0.2)
        .withLoggingInterval(-1);
  }

  private static long usedAfterCollection() {
    var memory = ManagementFactory.getMemoryMXBean();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      memory.gc();
      used = Math.min(used, memory.getHeapMemoryUsage().getUsed());
    }
    return used;
  }

  @Test
  void twoHundredTrainingsLeaveNothingBehind() {
    long before = 0;
    int threads = 0;
    for (int i = 0; i < TRAININGS; i++) {
      if (i == WARM_UP) {
        before = usedAfterCollection();
        threads = Thread.activeCount();
      }
      experiment(trainer()).run();
    }
    long growth = usedAfterCollection() - before;
    assertTrue(growth < ALLOWED_BYTES, growth + " bytes more");
    assertEquals(threads, Thread.activeCount(), 2);
  }

  private static <T> List<T> atOnce(Callable<T> task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        futures.add(pool.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void trainingsAtOnceGiveTheBitsOfOneAfterAnother() throws Exception {
    String alone = WeightDigest.of(experiment(trainer()).train());
    assertEquals(
        Set.of(alone), new HashSet<>(atOnce(() -> WeightDigest.of(experiment(trainer()).train()))));

    Trainer<MultiLabel> shared = trainer();
    Experiment repeated = experiment(shared);
    Set<String> oneAfterAnother = new HashSet<>();
    for (int i = 0; i < AT_ONCE; i++) {
      oneAfterAnother.add(WeightDigest.of(repeated.train()));
    }
    assertEquals(AT_ONCE, oneAfterAnother.size());
    shared.setInvocationCount(0);
    assertEquals(oneAfterAnother, new HashSet<>(atOnce(() -> WeightDigest.of(repeated.train()))));
  }
}
