package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.trainer.rule.CutSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Trains on parts of the examples and scores the others, to see what a learning rate gives and
 * where the scores are best cut.
 *
 * <p>With fewer than {@value #CROSS_VALIDATED_BELOW} examples they are dealt into {@value #FOLDS}
 * folds, each of which is scored by a training of all epochs on the others, so that the choice does
 * not depend on which examples happen to be held out. With more, one fold is enough. A rate is then
 * tried with {@value #SHORT} epochs, or with {@value #STEPS} / n, at least 2, if that is less; the
 * cuts are those of a training of all epochs, or of half of them from {@value #MANY} examples on.
 *
 * <p>With AdaGrad's steps, weights go a way in proportion to the rate and the square root of the
 * number of steps. So a rate r for E epochs is tried with r √(E/e) for e epochs.
 *
 * <p>Trainings that cannot use all threads run in parallel.
 */
final class HeldOutTrials {

  static final int FOLDS = 5;
  static final int CROSS_VALIDATED_BELOW = 1_600;

  /** The number of epochs that are enough to compare rates on many examples. */
  private static final int SHORT = 4;

  /** So many gradients are enough likewise. */
  private static final int STEPS = 50_000;

  /** From so many examples on, the cuts of a training of half the epochs are good enough. */
  private static final int MANY = 30_000;

  /** The most pairs of an example held out and a label, 4 bytes of scores each. */
  private static final int MOST_PAIRS = 1 << 28;

  private final LinearMultiLabelTrainer settings;
  private final CompressedRows examples;
  private final double[] start;
  private final int epochs;
  private final long seed;
  private final Optional<CutSearch> cutSearch;
  private final int threads;
  private final List<int[]> folds = new ArrayList<>();
  private final int[] heldOut;

  /**
   * Prepares trials.
   *
   * @param settings the trainer, for its properties.
   * @param examples the examples, at least two.
   * @param start the biases to start from.
   * @param epochs the number of epochs of each training.
   * @param seed the seed.
   * @param cutSearch finds the cuts, if any are wanted.
   */
  HeldOutTrials(
      LinearMultiLabelTrainer settings,
      CompressedRows examples,
      double[] start,
      int epochs,
      long seed,
      Optional<CutSearch> cutSearch) {
    this.settings = settings;
    this.examples = examples;
    this.start = start;
    this.epochs = epochs;
    this.seed = seed;
    this.cutSearch = cutSearch;
    threads = settings.threadCount();
    int size = examples.size();
    int[] shuffled = IntStream.range(0, size).toArray();
    Seeds.shuffle(shuffled, Seeds.mix(seed));
    int most = Math.max(1, MOST_PAIRS / examples.labelCount());
    if (size >= CROSS_VALIDATED_BELOW) {
      addFold(Arrays.copyOf(shuffled, Math.min(size / FOLDS, most)));
    } else {
      int count = Math.min(FOLDS, size);
      for (int fold = 0; fold < count; fold++) {
        addFold(Arrays.copyOfRange(shuffled, fold * size / count, (fold + 1) * size / count));
      }
    }
    heldOut = folds.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private void addFold(int[] fold) {
    Arrays.sort(fold);
    folds.add(fold);
  }

  /**
   * The number of epochs that are enough to compare learning rates.
   *
   * @return at most that of the whole training.
   */
  int trialEpochs() {
    int fewest = Math.max(2, Math.min(SHORT, STEPS / examples.size()));
    return folds.size() > 1 ? epochs : Math.min(epochs, fewest);
  }

  /**
   * The number of epochs that are enough to find the cuts.
   *
   * @return at most that of the whole training.
   */
  int cutEpochs() {
    return examples.size() < MANY ? epochs : Math.max(trialEpochs(), epochs / 2);
  }

  /**
   * Tries learning rates. Cuts are looked for by trials of {@link #cutEpochs} only.
   *
   * @param rates the rates, as they are for all epochs.
   * @param trialEpochs the number of epochs to try them with.
   * @return what each of them gave.
   */
  List<TriedRate> measure(List<Double> rates, int trialEpochs) {
    float[][] scores = new float[rates.size()][heldOut.length * examples.labelCount()];
    boolean[] failed = new boolean[rates.size()];
    int tasks = rates.size() * folds.size();
    int panels = FeatureMajorWeights.panelCount(examples.labelCount(), threads);
    int parallel = Math.max(1, Math.min(tasks, threads / panels));
    AtomicInteger next = new AtomicInteger();
    new BarrierThreads(parallel)
        .run(
            (member, barrier) -> {
              for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                int rate = task / folds.size();
                if (!train(
                    rates.get(rate), trialEpochs, task % folds.size(), panels, scores[rate])) {
                  failed[rate] = true;
                }
              }
            });
    List<TriedRate> tried = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      tried.add(
          failed[i]
              ? new TriedRate(rates.get(i), trialEpochs, Double.NaN, new double[0])
              : new TriedRate(
                  rates.get(i),
                  trialEpochs,
                  value(scores[i]),
                  trialEpochs == cutEpochs() ? cuts(scores[i]) : new double[0]));
      scores[i] = null;
    }
    return tried;
  }

  /** Trains without a fold and scores it; gives whether all losses were finite. */
  private boolean train(double rate, int trialEpochs, int fold, int panels, float[] scores) {
    boolean[] isHeldOut = new boolean[examples.size()];
    int first = 0;
    for (int other = 0; other < fold; other++) {
      first += folds.get(other).length;
    }
    for (int example : folds.get(fold)) {
      isHeldOut[example] = true;
    }
    int[] rest = IntStream.range(0, examples.size()).filter(e -> !isHeldOut[e]).toArray();
    TrainingState state =
        new TrainingState(examples.featureCount() + 1, examples.labelCount(), panels, false);
    EpochRunner runner =
        new EpochRunner(
            settings,
            examples,
            new TrainingPlan(
                rest,
                start,
                rate * Math.sqrt((double) epochs / trialEpochs),
                trialEpochs,
                seed + fold + 1),
            state);
    try {
      while (state.epoch < trialEpochs) {
        runner.run();
      }
    } catch (IllegalStateException e) {
      return false;
    }
    int labels = examples.labelCount();
    int[] part = folds.get(fold);
    int offset = first;
    BarrierThreads scoring = new BarrierThreads(Math.min(panels, part.length));
    scoring.run(
        (member, barrier) -> {
          float[] row = new float[labels];
          for (int i = member; i < part.length; i += scoring.size()) {
            state.weights.score(examples, part[i], row);
            System.arraycopy(row, 0, scores, (offset + i) * labels, labels);
          }
        });
    return true;
  }

  /** The mean of the validation metric, summed in the order of the examples. */
  private double value(float[] scores) {
    RankingMetric metric = settings.validationMetric();
    int labels = examples.labelCount();
    double[] values = new double[heldOut.length];
    BarrierThreads measuring = new BarrierThreads(Math.min(threads, heldOut.length));
    measuring.run(
        (member, barrier) -> {
          Ranking ranking = new Ranking(labels);
          double[] wide = new double[labels];
          for (int i = member; i < heldOut.length; i += measuring.size()) {
            for (int l = 0; l < labels; l++) {
              wide[l] = scores[i * labels + l];
            }
            values[i] = metric.value(ranking.rank(wide, examples.targets(heldOut[i]).trueIds()));
          }
        });
    double sum = 0.0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private double[] cuts(float[] scores) {
    if (cutSearch.isEmpty()) {
      return new double[0];
    }
    int labels = examples.labelCount();
    if (settings.objective instanceof MultiLabelLoss loss && loss.rule().maxLabels() < labels) {
      keepTop(loss.rule().maxLabels(), scores);
    }
    boolean[] truth = new boolean[scores.length];
    for (int i = 0; i < heldOut.length; i++) {
      for (int label : examples.targets(heldOut[i]).trueIds()) {
        truth[i * labels + label] = true;
      }
    }
    return cutSearch.get().cuts(scores, truth, labels);
  }

  /** What the loss's rule does not predict at any cut gets the lowest of all scores. */
  private void keepTop(int most, float[] scores) {
    int labels = examples.labelCount();
    for (int start = 0; start < scores.length; start += labels) {
      float[] row = Arrays.copyOfRange(scores, start, start + labels);
      Arrays.sort(row);
      float least = row[labels - most];
      int ties = 0;
      for (int l = labels - most; l < labels && row[l] == least; l++) {
        ties++;
      }
      for (int l = 0; l < labels; l++) {
        float score = scores[start + l];
        if (score < least || (score == least && ties-- <= 0)) {
          scores[start + l] = Float.NEGATIVE_INFINITY;
        }
      }
    }
  }
}
