package io.github.zlpr.trainer.linear;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;

/** Seconds per epoch on WordNet as labels, examples and threads grow. */
final class Scaling {

  private static final int EPOCHS = 6;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;

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
    XYSeries one = new XYSeries("1 thread");
    XYSeries two = new XYSeries("2 threads");
    XYSeries part = new XYSeries("1 thread, 1/2, 1/4 and 1/8 of the examples");
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

  private static void add(Dataset<MultiLabel> train, int threads, XYSeries series) {
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

  private static void draw(XYSeries... allSeries) throws IOException {
    XYSeriesCollection data = new XYSeriesCollection();
    for (XYSeries series : allSeries) {
      data.addSeries(series);
    }
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            null, "examples × labels, in millions", "seconds per epoch", data);
    chart.getXYPlot().setRenderer(new XYLineAndShapeRenderer());
    chart.getXYPlot().setBackgroundPaint(Color.WHITE);
    chart.getXYPlot().setDomainGridlinePaint(Color.LIGHT_GRAY);
    chart.getXYPlot().setRangeGridlinePaint(Color.LIGHT_GRAY);
    SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
    chart.draw(svg, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    Files.writeString(Path.of("scaling.svg"), svg.getSVGElement());
  }
}
