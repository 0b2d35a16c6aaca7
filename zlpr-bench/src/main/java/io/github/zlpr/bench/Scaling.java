package io.github.zlpr.bench;

import io.github.zlpr.experiment.report.Chart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;

/** Seconds per epoch on WordNet as labels, examples and threads grow. */
final class Scaling {

  private static final int EPOCHS = 6;

  private Scaling() {}

  /**
   * Prints a table and draws {@code scaling.svg} in the working directory.
   *
   * @throws IOException if the drawing cannot be written.
   */
  static void print() throws IOException {
    System.out.println();
    System.out.println("| labels | examples | threads | s/epoch | ns per example and label |");
    System.out.println("|---|---|---|---|---|");
    Series one = new Series("1 thread");
    Series two = new Series("2 threads");
    Series part = new Series("1 thread, 1/2, 1/4 and 1/8 of the examples");
    for (int minExamples : new int[] {200, 100, 50, 20, 10}) {
      Dataset<MultiLabel> train = BenchmarkData.wordNet(minExamples).train();
      add(train, 1, one);
      add(train, 2, two);
    }
    Dataset<MultiLabel> all = BenchmarkData.wordNet(100).train();
    for (int parts = 8; parts > 1; parts /= 2) {
      MutableDataset<MultiLabel> share =
          new MutableDataset<>(all.getSourceProvenance(), all.getOutputFactory());
      for (int i = 0; i < all.size(); i += parts) {
        share.add(all.getExample(i));
      }
      add(share, 1, part);
    }
    draw(one, two, part);
  }

  private static void add(Dataset<MultiLabel> train, int threads, Series series) {
    double seconds = TrainerBenchmark.ours(train, threads, EPOCHS).secondsPerEpoch();
    int labels = train.getOutputInfo().size();
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %.4f | %.2f |%n",
        labels,
        train.size(),
        threads,
        seconds,
        1e9 * seconds / train.size() / labels);
    series.add((double) train.size() * labels / 1e6, seconds);
  }

  private static void draw(Series... lines) throws IOException {
    Chart chart =
        Chart.of(
            "Seconds per epoch on WordNet", "examples × labels, in millions", "seconds per epoch");
    for (Series line : lines) {
      chart.line(
          line.name,
          line.points.stream().mapToDouble(point -> point[0]).toArray(),
          line.points.stream().mapToDouble(point -> point[1]).toArray());
    }
    Files.writeString(Path.of("scaling.svg"), chart.toSvg());
  }

  /** A line of the chart, point by point. */
  private static final class Series {

    private final String name;
    private final List<double[]> points = new ArrayList<>();

    private Series(String name) {
      this.name = name;
    }

    private void add(double x, double y) {
      points.add(new double[] {x, y});
    }
  }
}
