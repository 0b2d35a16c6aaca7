package io.github.zlpr.trainer.rule;

import java.util.Set;

/**
 * Finds where to cut the scores of a model, so that the labels above make good sets.
 *
 * <p>The one cut for all labels is nearly the best by the metric. By F1 or Jaccard index, of the
 * cuts that are at most {@value #TOLERANCE} of the best value worse, the one is taken that predicts
 * as many labels as are true, or comes closest: near its best F1 hardly changes with the cut, and
 * on labels that are hard to tell it can be reached with half as many labels again as there are, or
 * half as many less.
 *
 * <p>A cut for each label: the one with the label's best F1, drawn towards the common cut. With p
 * positives the label's own cut has the weight p / (p + {@value #PULL}), so that a label with few
 * positives, whose best cut is chance, keeps the common one.
 *
 * <p>Reference: Fan and Lin, <a href="https://www.csie.ntu.edu.tw/~cjlin/papers/threshold.pdf">A
 * Study on Threshold Selection for Multi-label Classification</a> (2007), for thresholds of rare
 * labels that fit to noise.
 */
public final class CutSearch {

  /** How much worse than the best a cut may be, relative to the best. */
  static final double TOLERANCE = 0.025;

  /** The number of positives with which a label's own cut counts as much as the common one. */
  static final double PULL = 20.0;

  /** Metrics whose best sets may well be smaller than the true ones. */
  private static final Set<String> UNBALANCED = Set.of("SubsetAccuracy", "HammingLoss");

  private final String metric;
  private final boolean perLabel;

  /**
   * A search.
   *
   * @param metric the metric of predicted sets to maximise: MicroF1, MacroF1, SamplesF1, Jaccard,
   *     SubsetAccuracy or HammingLoss (which is minimised).
   * @param perLabel whether each label gets a cut of its own.
   * @throws IllegalArgumentException if there is no such metric.
   */
  public CutSearch(String metric, boolean perLabel) {
    if (!isMetric(metric)) {
      throw new IllegalArgumentException("expected one of " + metrics() + ", found " + metric);
    }
    this.metric = metric;
    this.perLabel = perLabel;
  }

  /**
   * The metrics.
   *
   * @return their names, joined by commas.
   */
  public static String metrics() {
    return String.join(", ", ThresholdMetric.names());
  }

  /**
   * Whether cuts can be searched for by a metric.
   *
   * @param name a name.
   * @return whether it is the name of such a metric.
   */
  public static boolean isMetric(String name) {
    return ThresholdMetric.named(name).isPresent();
  }

  /**
   * Finds the cuts.
   *
   * @param scores the scores of n examples for L labels, example after example; not NaN.
   * @param truth whether each pair is a true label, in the same order.
   * @param labels L.
   * @return the cuts.
   */
  public Result search(float[] scores, boolean[] truth, int labels) {
    ThresholdSearch.Balanced common =
        new ThresholdSearch(scores, truth, labels)
            .balanced(
                ThresholdMetric.named(metric).orElseThrow(),
                UNBALANCED.contains(metric) ? 0.0 : TOLERANCE);
    double[] cuts = new double[labels];
    for (int label = 0; label < labels; label++) {
      cuts[label] =
          perLabel ? ofLabel(scores, truth, labels, label, common.threshold()) : common.threshold();
    }
    return new Result(cuts, common.best());
  }

  /**
   * What a search finds.
   *
   * @param cuts L cuts; labels with a score above theirs are to be predicted.
   * @param best the metric with the best common cut, negated if lower is better.
   */
  public record Result(double[] cuts, double best) {}

  private static double ofLabel(
      float[] scores, boolean[] truth, int labels, int label, double common) {
    int examples = scores.length / labels;
    float[] column = new float[examples];
    boolean[] columnTruth = new boolean[examples];
    int positives = 0;
    for (int i = 0; i < examples; i++) {
      column[i] = scores[i * labels + label];
      columnTruth[i] = truth[i * labels + label];
      positives += columnTruth[i] ? 1 : 0;
    }
    if (positives == 0) {
      return common;
    }
    double own =
        new ThresholdSearch(column, columnTruth, 1)
            .best(ThresholdMetric.named("MicroF1").orElseThrow());
    return (positives * own + PULL * common) / (positives + PULL);
  }
}
