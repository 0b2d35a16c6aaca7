package io.github.zlpr.bench;

import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/**
 * What a training keeps on the heap, besides the data set it is given.
 *
 * <p>A thread collects garbage again and again and keeps the most that is left, once until the last
 * epoch is done and once while Tribuo's model is made.
 */
final class TrainingMemory {

  private static final double MEGABYTE = 1 << 20;

  private TrainingMemory() {}

  /**
   * Prints a table.
   *
   * @param data the data.
   */
  static void print(BenchmarkData data) {
    Dataset<MultiLabel> train = data.train();
    long features = train.getFeatureMap().size() + 1L;
    double weights = 4.0 * features * train.getOutputInfo().size() / MEGABYTE;
    double compressed = 8.0 * train.getData().stream().mapToLong(Example::size).sum() / MEGABYTE;
    AtomicLong peak = new AtomicLong();
    AtomicLong peakOfTraining = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    long before = used();
    Thread sampler =
        new Thread(
            () -> {
              while (!done.get()) {
                long start = System.nanoTime();
                peak.accumulateAndGet(used(), Math::max);
                // As long again for the training, which stands still meanwhile.
                LockSupport.parkNanos(System.nanoTime() - start);
              }
            });
    LinearMultiLabelTrainer trainer =
        new LinearMultiLabelTrainer()
            .withEpochs(5)
            .withListener(
                progress -> {
                  if (progress.epoch() == progress.epochs()) {
                    peakOfTraining.set(peak.getAndSet(0));
                  }
                });
    sampler.start();
    Model<MultiLabel> model = trainer.train(train);
    done.set(true);
    double training = (peakOfTraining.get() - before) / MEGABYTE;
    double making = (peak.get() - before) / MEGABYTE;
    System.out.println();
    System.out.println(
        "| data | weights | compressed rows | peak of training | of weights and rows | peak while"
            + " the model is made | model's weights |");
    System.out.println("|---|---|---|---|---|---|---|");
    System.out.printf(
        Locale.ROOT,
        "| %s, %d labels | %.0f MB | %.0f MB | %.0f MB | %.2f | %.0f MB | %.0f MB |%n",
        data.name(),
        model.getOutputIDInfo().size(),
        weights,
        compressed,
        training,
        training / (weights + compressed),
        making,
        2 * weights);
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
