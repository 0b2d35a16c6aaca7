package io.github.zlpr.experiment.report;

import io.github.zlpr.eval.LabelMetrics;
import java.util.List;
import java.util.stream.IntStream;

/** The charts of a report about the scores of a model. */
final class ScoreCharts {

  private ScoreCharts() {}

  /**
   * Adds the charts to a page.
   *
   * @param page the page.
   * @param scores the scores.
   * @param known the labels that have an average precision and training examples.
   */
  public static void add(Page page, ScoreSummary scores, List<LabelMetrics> known) {
    page.section("Ranking and scores").html("<div class='charts'>\n");
    double[] precision = scores.precisionAtK();
    page.figure(
        Chart.counting("P@k and nDCG@k for k up to " + precision.length, "k", "mean over examples")
            .line("P@k", numbers(precision.length), precision)
            .line("nDCG@k", numbers(precision.length), scores.ndcgAtK())
            .verticalRange(0.0, 1.02),
        "P@k and nDCG@k over k.");
    ScoreSummary.PrecisionRecall curve = scores.precisionRecall();
    Chart chart =
        Chart.of("Precision over recall for every threshold", "recall", "precision")
            .line("every threshold", curve.recall, curve.precision)
            .verticalRange(0.0, 1.02);
    String cut = "threshold " + (scores.threshold() == 0.0 ? "0" : "½");
    if (curve.atThreshold >= 0) {
      chart.points(
          cut,
          new double[] {curve.recall[curve.atThreshold]},
          new double[] {curve.precision[curve.atThreshold]});
    }
    page.figure(
        chart, "Precision and recall over all pairs of example and label; the point is " + cut);
    ScoreSummary.Histogram histogram = scores.histogram(60);
    page.figure(
        Chart.of("Distribution of the scores of true and of other labels", "score", "share")
            .steps("other labels", histogram.from, histogram.negatives)
            .steps("true labels", histogram.from, histogram.positives),
        "Scores of true and of other labels, each as shares of their own number.");
    if (!known.isEmpty()) {
      page.figure(
          Chart.logarithmic(
                  "Average precision of each label against its number of training examples",
                  "training examples with the label",
                  "average precision")
              .points(
                  "labels",
                  known.stream().mapToDouble(LabelMetrics::trainingCount).toArray(),
                  known.stream().mapToDouble(LabelMetrics::ap).toArray())
              .verticalRange(-0.02, 1.02),
          "Average precision of each label against its frequency in training.");
    }
    page.html("</div></section>\n");
  }

  /** 1, 2, ... */
  static double[] numbers(int size) {
    return IntStream.rangeClosed(1, size).asDoubleStream().toArray();
  }
}
