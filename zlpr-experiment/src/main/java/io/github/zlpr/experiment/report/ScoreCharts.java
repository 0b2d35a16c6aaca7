package io.github.zlpr.experiment.report;

import io.github.zlpr.eval.Calibration;
import io.github.zlpr.eval.LabelMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The charts of a report about the scores of a model. */
final class ScoreCharts {

  /** So many labels, or fewer, are all named. */
  private static final int FEW = 10;

  private static final int OUTLIERS = 16;

  /** On each side, by frequency. */
  private static final int NEIGHBOURS = 10;

  private static final int LONGEST = 24;

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
        () ->
            Chart.counting(
                    "P@k and nDCG@k for k up to " + precision.length, "k", "mean over examples")
                .line("P@k", numbers(precision.length), precision)
                .line("nDCG@k", numbers(precision.length), scores.ndcgAtK())
                .verticalRange(0.0, 1.02),
        "P@k and nDCG@k over k.");
    ScoreSummary.PrecisionRecall curve = scores.precisionRecall();
    String cut = "threshold " + (scores.threshold() == 0.0 ? "0" : "½");
    page.figure(
        () -> precisionRecall(curve, cut),
        "Precision and recall over all pairs of example and label, for every threshold"
            + (curve.atThreshold < 0 ? "." : "; " + atThreshold(curve, cut)));
    ScoreSummary.Histogram histogram = scores.histogram(60);
    page.figure(
        () ->
            Chart.of("Distribution of the scores of true and of other labels", "score", "share")
                .steps("other labels", histogram.from, histogram.negatives)
                .steps("true labels", histogram.from, histogram.positives),
        "Scores of true and of other labels, each as shares of their own number.");
    scores.calibration().ifPresent(calibration -> addReliability(page, calibration));
    if (!known.isEmpty()) {
      page.figure(
          () -> frequency(known),
          "Average precision of each label against its frequency in training."
              + (known.size() <= FEW
                  ? ""
                  : " Named are labels far from others that are about as frequent."));
    }
    page.html("</div></section>\n");
  }

  private static void addReliability(Page page, Calibration calibration) {
    double[] mean =
        calibration.bins().stream().mapToDouble(Calibration.Bin::meanProbability).toArray();
    double[] share = calibration.bins().stream().mapToDouble(Calibration.Bin::share).toArray();
    page.figure(
        () ->
            Chart.of("Share of true labels by probability", "probability", "share of true labels")
                .line("calibrated", new double[] {0.0, 1.0}, new double[] {0.0, 1.0})
                .line("this model", mean, share)
                .verticalRange(0.0, 1.02),
        String.format(
            Locale.ROOT,
            "Share of true labels over the mean probability, in %d bins: log loss %.4f, Brier score"
                + " %.4f, expected calibration error %.4f; less is better.",
            Calibration.BINS,
            calibration.logLoss(),
            calibration.brier(),
            calibration.expectedError()));
  }

  private static Chart precisionRecall(ScoreSummary.PrecisionRecall curve, String cut) {
    Chart chart =
        Chart.of("Precision over recall for every threshold", "recall", "precision")
            .line("every threshold", curve.recall, curve.precision)
            .verticalRange(0.0, 1.02);
    if (curve.atThreshold >= 0) {
      chart.points(
          cut,
          new double[] {curve.recall[curve.atThreshold]},
          new double[] {curve.precision[curve.atThreshold]});
    }
    return chart;
  }

  private static String atThreshold(ScoreSummary.PrecisionRecall curve, String cut) {
    double precision = curve.precision[curve.atThreshold];
    double recall = curve.recall[curve.atThreshold];
    return String.format(
        Locale.ROOT,
        "at %s, the point, precision is %.3f, recall %.3f and F1 %.3f.",
        cut,
        precision,
        recall,
        2.0 * precision * recall / Math.max(Double.MIN_NORMAL, precision + recall));
  }

  private static Chart frequency(List<LabelMetrics> known) {
    Chart chart =
        Chart.logarithmic(
                "Average precision of each label against its number of training examples",
                "training examples with the label",
                "average precision")
            .points(
                "labels",
                known.stream().mapToDouble(LabelMetrics::trainingCount).toArray(),
                known.stream().mapToDouble(LabelMetrics::ap).toArray())
            .verticalRange(-0.02, 1.02);
    (known.size() <= FEW ? known : outliers(known))
        .forEach(
            label ->
                chart.note(shortened(label.name()), (double) label.trainingCount(), label.ap()));
    return chart;
  }

  /**
   * Those furthest above and below the median of the labels that are next in frequency, furthest
   * first.
   */
  private static List<LabelMetrics> outliers(List<LabelMetrics> known) {
    List<LabelMetrics> byFrequency =
        known.stream().sorted(Comparator.comparingLong(LabelMetrics::trainingCount)).toList();
    Map<LabelMetrics, Double> distances = new HashMap<>();
    for (int i = 0; i < byFrequency.size(); i++) {
      int from = Math.max(0, Math.min(i - NEIGHBOURS, byFrequency.size() - 2 * NEIGHBOURS - 1));
      int to = Math.min(byFrequency.size(), from + 2 * NEIGHBOURS + 1);
      double[] near =
          byFrequency.subList(from, to).stream().mapToDouble(LabelMetrics::ap).sorted().toArray();
      LabelMetrics label = byFrequency.get(i);
      distances.put(label, label.ap() - near[near.length / 2]);
    }
    List<LabelMetrics> above =
        byFrequency.stream()
            .sorted(
                Comparator.<LabelMetrics>comparingDouble(label -> -distances.get(label))
                    .thenComparing(LabelMetrics::name))
            .toList();
    List<LabelMetrics> outliers = new ArrayList<>();
    for (int i = 0; i < OUTLIERS / 2; i++) {
      outliers.add(above.get(i));
      outliers.add(above.get(above.size() - 1 - i));
    }
    return outliers;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
  }

  /** 1, 2, ... */
  static double[] numbers(int size) {
    return IntStream.rangeClosed(1, size).asDoubleStream().toArray();
  }
}
