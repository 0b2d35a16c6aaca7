package io.github.zlpr.experiment.report;

import io.github.zlpr.core.LabelScores;
import io.github.zlpr.core.ListedScores;
import io.github.zlpr.eval.Calibration;
import io.github.zlpr.eval.ScoreListener;
import io.github.zlpr.eval.ScoredExample;
import io.github.zlpr.eval.metric.NDCGAtK;
import io.github.zlpr.eval.metric.PrecisionAtK;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.trainer.rule.CalibratedModel;
import java.util.Arrays;
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/**
 * What the charts of a report need of the scores, gathered while a model is evaluated: how the
 * scores of true and of other labels are distributed, and P@k and nDCG@k for small k. Holds some
 * thousand numbers, whatever the size of the data.
 */
public final class ScoreSummary implements ScoreListener {

  /** Charts go to this k. */
  private static final int MAX_K = 20;

  /** Bins on each side of the threshold. */
  private static final int HALF = 500;

  private final double threshold;
  private final double binWidth;

  /** Whether the labels above the threshold are those predicted. */
  private final boolean isCut;

  private final long[] positives = new long[2 * HALF];

  /** Without those that {@link #basedExamples} stands for. */
  private final long[] negatives = new long[2 * HALF];

  /** The bins of the base scores, by label; none before an example had such. */
  private int[] baseBins = {};

  /** The number of examples whose labels are yet to be counted in the bins of their base scores. */
  private long basedExamples;

  private final double[] precision;
  private final double[] ndcg;
  private final Optional<Calibration.Counter> calibration;
  private long examples;

  /** True labels that the model has never seen. */
  private long missed;

  /**
   * A summary of a model's scores. Raw scores are counted around 0, probabilities around ½.
   *
   * @param model the model that is to be evaluated.
   */
  public ScoreSummary(Model<MultiLabel> model) {
    int labels = model.getOutputIDInfo().size();
    threshold = model.generatesProbabilities() ? 0.5 : 0.0;
    binWidth = model.generatesProbabilities() ? 0.5 / HALF : 25.0 / HALF;
    precision = new double[Math.min(MAX_K, labels)];
    ndcg = new double[precision.length];
    calibration =
        model.generatesProbabilities() ? Optional.of(new Calibration.Counter()) : Optional.empty();
    isCut = !(model instanceof CalibratedModel);
  }

  @Override
  public void scored(ScoredExample scored) {
    int[] trueLabels = scored.trueIds();
    Ranking ranking = scored.ranking();
    missed += ranking.trueLabels() - trueLabels.length;
    calibration.ifPresent(counter -> counter.scored(scored));
    count(scored.labelScores());
    for (int id : trueLabels) {
      int bin = bin(scored.labelScores().score(id));
      positives[bin]++;
      negatives[bin]--;
    }
    for (int k = 1; k <= precision.length; k++) {
      precision[k - 1] += new PrecisionAtK(k).value(ranking);
      ndcg[k - 1] += new NDCGAtK(k).value(ranking);
    }
    examples++;
  }

  /** Counts all labels as if none were true. */
  private void count(LabelScores scores) {
    if (scores instanceof ListedScores listed) {
      if (baseBins.length == 0) {
        baseBins = new int[listed.labels()];
        Arrays.setAll(baseBins, label -> bin(listed.base().score(label)));
      }
      basedExamples++;
      for (int i = 0; i < listed.ids().length; i++) {
        negatives[baseBins[listed.ids()[i]]]--;
        negatives[bin(listed.values()[i])]++;
      }
    } else {
      for (double score : scores.toArray()) {
        negatives[bin(score)]++;
      }
    }
  }

  private void countBases() {
    for (int bin : baseBins) {
      negatives[bin] += basedExamples;
    }
    basedExamples = 0;
  }

  /** Bins are open below and closed above, so that the threshold cuts between two of them. */
  private int bin(double score) {
    double bin = Math.ceil((score - threshold) / binWidth) + HALF - 1;
    return (int) Math.max(0.0, Math.min(2 * HALF - 1, bin));
  }

  double threshold() {
    return threshold;
  }

  /** How far the scores are probabilities; nothing for raw scores. */
  Optional<Calibration> calibration() {
    return calibration.map(Calibration.Counter::result);
  }

  /** Mean P@k for k = 1, 2, …. */
  double[] precisionAtK() {
    return Arrays.stream(precision).map(sum -> sum / examples).toArray();
  }

  /** Mean nDCG@k for k = 1, 2, …. */
  double[] ndcgAtK() {
    return Arrays.stream(ndcg).map(sum -> sum / examples).toArray();
  }

  /**
   * A histogram of the scores, with the bins merged and the empty ends left out.
   *
   * @param bins the largest number of bins.
   * @return the lower ends of the bins, and the shares of the true and of the other labels in them.
   */
  Histogram histogram(int bins) {
    countBases();
    int first = 0;
    int end = 2 * HALF;
    while (first < HALF && positives[first] + negatives[first] == 0) {
      first++;
    }
    while (end > HALF && positives[end - 1] + negatives[end - 1] == 0) {
      end--;
    }
    int merged = Math.max(1, (end - first + bins - 1) / bins);
    int count = (end - first + merged - 1) / merged;
    double[] from = new double[count + 1];
    double[] ofPositives = new double[count + 1];
    double[] ofNegatives = new double[count + 1];
    double allPositives = Math.max(1, Arrays.stream(positives).sum());
    double allNegatives = Math.max(1, Arrays.stream(negatives).sum());
    for (int i = 0; i <= count; i++) {
      from[i] = lowerEnd(first + i * merged);
      for (int bin = first + i * merged; bin < Math.min(end, first + (i + 1) * merged); bin++) {
        ofPositives[i] += positives[bin] / allPositives;
        ofNegatives[i] += negatives[bin] / allNegatives;
      }
    }
    return new Histogram(from, ofPositives, ofNegatives);
  }

  private double lowerEnd(int bin) {
    return threshold + (bin - HALF) * binWidth;
  }

  /** Bins from each lower end to the next, with the shares of scores in them. */
  static final class Histogram {
    final double[] from;
    final double[] positives;
    final double[] negatives;

    private Histogram(double[] from, double[] positives, double[] negatives) {
      this.from = from;
      this.positives = positives;
      this.negatives = negatives;
    }
  }

  /**
   * Precision and recall over all (example, label) pairs for each cut between two bins.
   *
   * @return by falling cut; cuts above all scores are left out.
   */
  PrecisionRecall precisionRecall() {
    countBases();
    double[] recall = new double[2 * HALF];
    double[] precisions = new double[2 * HALF];
    double allPositives = Arrays.stream(positives).sum() + missed;
    long truePositives = 0;
    long predicted = 0;
    int size = 0;
    int atThreshold = -1;
    for (int bin = 2 * HALF - 1; bin >= 0; bin--) {
      truePositives += positives[bin];
      predicted += positives[bin] + negatives[bin];
      if (predicted > 0 && allPositives > 0) {
        recall[size] = truePositives / allPositives;
        precisions[size] = (double) truePositives / predicted;
        atThreshold = bin == HALF && isCut ? size : atThreshold;
        size++;
      }
    }
    return new PrecisionRecall(
        Arrays.copyOf(recall, size), Arrays.copyOf(precisions, size), atThreshold);
  }

  /** A precision-recall curve. */
  static final class PrecisionRecall {
    final double[] recall;
    final double[] precision;

    /** Index of the point at the threshold, −1 if nothing is above it. */
    final int atThreshold;

    private PrecisionRecall(double[] recall, double[] precision, int atThreshold) {
      this.recall = recall;
      this.precision = precision;
      this.atThreshold = atThreshold;
    }
  }
}
