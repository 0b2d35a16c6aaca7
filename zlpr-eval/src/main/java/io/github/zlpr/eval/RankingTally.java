package io.github.zlpr.eval;

import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** Sums the metrics over the examples, in the order in which they come. */
final class RankingTally {

  /** A soft target is true when it is more likely than not, as ZLPR predicts it. */
  private static final double TRUE_ABOVE = 0.5;

  private final ImmutableOutputInfo<MultiLabel> labels;
  private final List<RankingMetric> metrics;
  private final boolean dropUnseenLabels;
  private final double[] sums;
  private final Ranking ranking;
  private int examples;
  private int examplesWithoutLabel;
  private long trueLabels;
  private long droppedLabels;

  RankingTally(
      ImmutableOutputInfo<MultiLabel> labels,
      List<RankingMetric> metrics,
      boolean dropUnseenLabels) {
    this.labels = labels;
    this.metrics = metrics;
    this.dropUnseenLabels = dropUnseenLabels;
    sums = new double[metrics.size()];
    ranking = new Ranking(labels.size());
  }

  /**
   * Adds an example.
   *
   * @param truth its true labels.
   * @param scores its score for each label.
   * @throws IllegalArgumentException if the truth is unknown, has a label without id or a target
   *     outside [0, 1], or if a score is NaN.
   */
  void add(MultiLabel truth, double[] scores) {
    int[] trueIds = trueIds(truth);
    for (int id = 0; id < scores.length; id++) {
      if (Double.isNaN(scores[id])) {
        throw invalid(
            "the model's score for label '" + labels.getOutput(id).getLabelString() + "' is NaN");
      }
    }
    ranking.rank(scores, trueIds);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += metrics.get(i).value(ranking);
    }
    examples++;
    trueLabels += trueIds.length;
    if (trueIds.length == 0) {
      examplesWithoutLabel++;
    }
  }

  private int[] trueIds(MultiLabel truth) {
    if (truth.equals(MultiLabelFactory.UNKNOWN_MULTILABEL)) {
      throw invalid("the output is unknown, so there is no truth to compare with");
    }
    Set<Label> targets = truth.getLabelSet();
    int[] ids = new int[targets.size()];
    int size = 0;
    for (Label label : targets) {
      double target = Double.isNaN(label.getScore()) ? 1.0 : label.getScore();
      if (target < 0.0 || target > 1.0) {
        throw invalid(
            "label '" + label.getLabel() + "' has target " + target + ", expected it in [0, 1]");
      }
      int id = labels.getID(new MultiLabel(label));
      if (id < 0) {
        requireDropping(label);
      }
      if (target > TRUE_ABOVE) {
        if (id < 0) {
          droppedLabels++;
        } else {
          ids[size++] = id;
        }
      }
    }
    Arrays.sort(ids, 0, size);
    return Arrays.copyOf(ids, size);
  }

  private void requireDropping(Label label) {
    if (!dropUnseenLabels) {
      throw invalid(
          "the model has never seen label '"
              + label.getLabel()
              + "'; set dropUnseenLabels to leave such labels out");
    }
  }

  private IllegalArgumentException invalid(String problem) {
    return new IllegalArgumentException("example " + examples + ": " + problem);
  }

  /**
   * The means of the metrics.
   *
   * @return name of the metric to its mean over all examples, in the order of the metrics.
   * @throws IllegalArgumentException if there was no example, or if all true labels were dropped.
   */
  Map<String, Double> means() {
    if (examples == 0) {
      throw new IllegalArgumentException("there is no example to evaluate");
    }
    if (trueLabels == 0 && droppedLabels > 0) {
      throw new IllegalArgumentException(
          "the model knows none of the labels of the test data; was it trained on other data?");
    }
    Map<String, Double> means = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      means.put(metrics.get(i).name(), sums[i] / examples);
    }
    return means;
  }

  int examples() {
    return examples;
  }

  int examplesWithoutLabel() {
    return examplesWithoutLabel;
  }

  long droppedLabels() {
    return droppedLabels;
  }
}
