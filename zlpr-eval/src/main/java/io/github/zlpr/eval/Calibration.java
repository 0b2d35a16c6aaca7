package io.github.zlpr.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/**
 * How far the scores of a model are probabilities. With N pairs of an example and a label, p the
 * score of a pair and y = 1 where the label is true, else 0:
 *
 * <pre>
 *   Brier score  1/N Σ (p − y)²
 *   log loss    −1/N Σ (y log p + (1 − y) log(1 − p))
 *   expected calibration error  Σ_b n_b/N |mean of p in bin b − share of true pairs in bin b|
 * </pre>
 *
 * all at least 0, less is better, and 0 for scores that are sure and right.
 *
 * <ul>
 *   <li>The bins are {@value #BINS} of equal width, (0, 1/{@value #BINS}] and so on; 0 is in the
 *       first. Most pairs of many labels are in the first bin, so that error is small where the
 *       rare high scores are wrong: look at the bins too.
 *   <li>For the log loss p is kept within [2^−52, 1 − 2^−52].
 *   <li>True labels that the model has never seen have no score, and count in no pair.
 * </ul>
 *
 * <p>Sources: Brier, Verification of Forecasts Expressed in Terms of Probability (1950); Guo et
 * al., <a href="https://arxiv.org/abs/1706.04599">On Calibration of Modern Neural Networks</a>
 * (2017), for the error and the number of bins. The values are those of scikit-learn's {@code
 * brier_score_loss}, {@code log_loss} and {@code calibration_curve} for all pairs in one row.
 *
 * @param pairs the number of pairs N.
 * @param brier the Brier score.
 * @param logLoss the log loss, in nats.
 * @param expectedError the expected calibration error.
 * @param bins the bins with pairs, by increasing score.
 */
public record Calibration(
    long pairs, double brier, double logLoss, double expectedError, List<Bin> bins) {

  /** The number of bins. */
  public static final int BINS = 15;

  private static final double LEAST = Math.ulp(1.0);

  /**
   * The pairs of a bin.
   *
   * @param pairs their number, at least 1.
   * @param meanProbability the mean of their scores.
   * @param share the share of true pairs.
   */
  public record Bin(long pairs, double meanProbability, double share) {}

  /**
   * Measures a model.
   *
   * @param model a model whose scores are meant as probabilities.
   * @param data labelled examples.
   * @return the measures.
   * @throws IllegalArgumentException naming the model's class if its scores are no probabilities,
   *     or there is no pair.
   */
  public static Calibration of(Model<MultiLabel> model, Dataset<MultiLabel> data) {
    if (!model.generatesProbabilities()) {
      throw new IllegalArgumentException(
          "the scores of a "
              + model.getClass().getName()
              + " are no probabilities; train it by a CalibratedTrainer");
    }
    Counter counter = new Counter();
    new RankingEvaluator(1)
        .withUnseenLabels(RankingEvaluator.DROP)
        .evaluate(model, data, data.getProvenance(), counter);
    return counter.result();
  }

  /**
   * Measures probabilities.
   *
   * @param probabilities one row for each example, in [0, 1].
   * @param trueIds the columns that are true, increasing, for each example.
   * @return the measures.
   * @throws IllegalArgumentException if a probability is not in [0, 1], or there is none.
   */
  public static Calibration of(double[][] probabilities, int[][] trueIds) {
    Counter counter = new Counter();
    for (int i = 0; i < probabilities.length; i++) {
      counter.add(probabilities[i], trueIds[i]);
    }
    return counter.result();
  }

  /** Sums over the pairs of an evaluation, in the order of its examples. */
  public static final class Counter implements ScoreListener {
    private final double[] edges = new double[BINS - 1];
    private final long[] counts = new long[BINS];
    private final long[] trues = new long[BINS];
    private final double[] sums = new double[BINS];
    private double squares;
    private double logs;

    /** A counter of no pair yet. */
    public Counter() {
      for (int i = 0; i < edges.length; i++) {
        edges[i] = (i + 1) * (1.0 / BINS);
      }
    }

    @Override
    public void scored(ScoredExample scored) {
      add(scored.scores(), scored.trueIds());
    }

    private void add(double[] probabilities, int[] trueIds) {
      int next = 0;
      for (int id = 0; id < probabilities.length; id++) {
        boolean isTrue = next < trueIds.length && trueIds[next] == id;
        if (isTrue) {
          next++;
        }
        add(probabilities[id], isTrue);
      }
    }

    private void add(double p, boolean isTrue) {
      if (!(p >= 0.0 && p <= 1.0)) {
        throw new IllegalArgumentException("a probability must be in [0, 1], found " + p);
      }
      int place = Arrays.binarySearch(edges, p);
      int bin = place >= 0 ? place : -1 - place;
      counts[bin]++;
      sums[bin] += p;
      trues[bin] += isTrue ? 1 : 0;
      double rest = isTrue ? 1.0 - p : p;
      squares += rest * rest;
      logs -= StrictMath.log(Math.max(LEAST, Math.min(1.0 - LEAST, 1.0 - rest)));
    }

    /**
     * The measures of the pairs so far.
     *
     * @return the measures.
     * @throws IllegalArgumentException if there is no pair.
     */
    public Calibration result() {
      long pairs = Arrays.stream(counts).sum();
      if (pairs == 0) {
        throw new IllegalArgumentException("there are no pairs of an example and a label");
      }
      List<Bin> bins = new ArrayList<>();
      double error = 0.0;
      for (int i = 0; i < BINS; i++) {
        if (counts[i] > 0) {
          Bin bin = new Bin(counts[i], sums[i] / counts[i], (double) trues[i] / counts[i]);
          bins.add(bin);
          error += (double) counts[i] / pairs * Math.abs(bin.meanProbability() - bin.share());
        }
      }
      return new Calibration(pairs, squares / pairs, logs / pairs, error, List.copyOf(bins));
    }
  }

  /**
   * The measures for people.
   *
   * @return a line for each measure and each bin.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "log loss                    %.6f%n"
                + "Brier score                 %.6f%n"
                + "expected calibration error  %.6f%n"
                + "%n       pairs  mean score  share true%n",
            logLoss,
            brier,
            expectedError));
    for (Bin bin : bins) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,12d  %10.4f  %10.4f%n",
              bin.pairs(),
              bin.meanProbability(),
              bin.share()));
    }
    return text.toString();
  }
}
