package io.github.zlpr.bench;

import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.data.ExtremeDataSource;
import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.model.CompactFeatureMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;

/**
 * Writes a large file in the form that {@link ExtremeDataSource} reads, and measures how fast it is
 * read by one thread: as Tribuo's examples, into a {@link CompressedDataset} with the statistics of
 * its features and its rows for training, and into Tribuo's {@link MutableDataset}, this one from a
 * tenth of it.
 *
 * <pre>
 *   java -Xmx8g -cp zlpr-bench/target/zlpr-bench.jar io.github.zlpr.bench.ReadingBenchmark 1000 6
 * </pre>
 *
 * <p>The arguments are the size of the file in MB and the number of digits of its values, up to 17.
 * The file is made in the temporary folder, and deleted.
 */
public final class ReadingBenchmark {
  private static final int FEATURES = 200_000;
  private static final int LABELS = 10_000;
  private static final int ROW_FEATURES = 100;
  private static final int ROW_LABELS = 4;

  private ReadingBenchmark() {}

  /** A pass over the file. */
  private interface Pass {

    /** Reads the file and gives the number of examples. */
    long run() throws IOException;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments MB and digits.
   * @throws IOException if the file cannot be written or read.
   */
  public static void main(String[] arguments) throws IOException {
    long size = Long.parseLong(arguments[0]) * 1_000_000L;
    int digits = Integer.parseInt(arguments[1]);
    Path large = Files.createTempFile("reading", ".txt");
    Path small = Files.createTempFile("reading", ".txt");
    try {
      write(large, size, digits);
      write(small, size / 10, digits);
      measure("examples", large, 3, () -> examples(large));
      measure("rows to train on", large, 3, () -> rows(large));
      measure(
          "MutableDataset",
          small,
          1,
          () -> new MutableDataset<>(new ExtremeDataSource(small)).size());
    } finally {
      Files.delete(large);
      Files.delete(small);
    }
  }

  private static long examples(Path file) {
    long examples = 0;
    for (Example<MultiLabel> example : new ExtremeDataSource(file)) {
      examples += example.size() > 0 ? 1 : 0;
    }
    return examples;
  }

  private static long rows(Path file) {
    CompressedDataset data = CompressedDataset.of(new ExtremeDataSource(file));
    return new CompressedRows(data, CompactFeatureMap.of(data), data.getOutputIDInfo()).size();
  }

  private static void measure(String what, Path file, int passes, Pass pass) throws IOException {
    for (int i = 0; i < passes; i++) {
      long start = System.nanoTime();
      double cpuStart = SparseBenchmark.cpuSeconds();
      long examples = pass.run();
      double cpu = SparseBenchmark.cpuSeconds() - cpuStart;
      double seconds = (System.nanoTime() - start) / 1e9;
      double megabytes = Files.size(file) / 1e6;
      System.out.printf(
          Locale.ROOT,
          "%-16s %,6.0f MB, %,9d examples in %6.2f s, %4.0f MB/s; %6.2f s of CPU, %4.0f MB/s%n",
          what,
          megabytes,
          examples,
          seconds,
          megabytes / seconds,
          cpu,
          megabytes / cpu);
    }
  }

  private static void write(Path file, long size, int digits) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    String value = "%." + digits + "f";
    String[] values = new String[1 << 14];
    for (int i = 0; i < values.length; i++) {
      values[i] = String.format(Locale.ROOT, value, random.nextDouble());
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      StringBuilder block = new StringBuilder();
      for (long written = 0; written < size; written += block.length()) {
        block.setLength(0);
        for (int row = 0; row < 1000; row++) {
          appendRow(block, random, values);
        }
        out.write(block.toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static void appendRow(StringBuilder text, SplittableRandom random, String[] values) {
    int label = 0;
    for (int i = 0; i < ROW_LABELS; i++) {
      label += 1 + random.nextInt(LABELS / ROW_LABELS - 1);
      text.append(i == 0 ? "" : ",").append(label);
    }
    int feature = 0;
    for (int i = 0; i < ROW_FEATURES; i++) {
      feature += 1 + random.nextInt(FEATURES / ROW_FEATURES - 1);
      text.append(' ').append(feature).append(':').append(values[random.nextInt(values.length)]);
    }
    text.append('\n');
  }
}
