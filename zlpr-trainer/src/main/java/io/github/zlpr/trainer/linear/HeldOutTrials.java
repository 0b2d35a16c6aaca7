package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.trainer.rule.CutSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Trains on parts of the examples and scores the others, to see what a learning rate gives and
 * where the scores are best cut.
 *
 * <p>The examples are dealt into {@value #FOLDS} folds. So many of these are held out, one after
 * the other, that at least {@value #ENOUGH} examples are scored, each by a training on the other
 * folds: all five of few examples, so that the choice does not depend on which are held out, and
 * one of many.
 *
 * <p>A rate is tried with {@value #SHORT} epochs. Where these would have more than {@value #STEPS}
 * gradients, it is tried with fewer epochs, at least {@value #FEWEST}, and on a sample if that is
 * still too much. The cuts are those of a training with the rate that was chosen and half the
 * epochs, or as many as {@value #CUT_STEPS} gradients make, at least {@value #FEWEST_CUT}.
 *
 * <p>With AdaGrad's steps, weights go a way in proportion to the rate and the square root of the
 * number of steps. To reach the scores of the whole training, which has f times as many steps and
 * which the cuts are made for, the rate is therefore multiplied by √f. To compare rates, it is
 * multiplied by ∜f, where f is the ratio of the epochs: a high rate also leaves more noise in
 * weights that have had few steps, and with √f, trials would be best at too low a rate (on bibtex,
 * corel5k, delicious and WordNet at a half to three quarters of the best for all epochs). With one
 * or two epochs on WordNet, trials would be best at 0.6 of the best rate even so.
 *
 * <p>Trainings that cannot use all threads run in parallel, as many as fit into memory.
 */
final class HeldOutTrials {

  static final int FOLDS = 5;

  /** So many examples held out are enough. */
  private static final int ENOUGH = 800;

  /** The number of epochs that are enough to compare rates on few examples. */
  private static final int SHORT = 8;

  /** So many gradients are enough likewise. */
  private static final int STEPS = 50_000;

  /** The fewest epochs to compare rates with, if the training has so many. */
  private static final int FEWEST = 4;

  /** So many gradients are enough to find cuts. */
  private static final int CUT_STEPS = 200_000;

  /** The fewest epochs to find cuts with, if the training has twice as many. */
  private static final int FEWEST_CUT = 2;

  /** The part of the mean score that cuts may follow. */
  private static final double SHARE = 0.5;

  /** The most pairs of an example held out and a label in all folds. */
  private static final int MOST_PAIRS = 1 << 24;

  private final LinearMultiLabelTrainer settings;
  private final CompressedRows examples;
  private final double[] start;
  private final int epochs;
  private final long seed;
  private final int threads;
  private final List<int[]> folds;
  private final int[] shuffled;
  private final int[] heldOut;

  /**
   * Prepares trials.
   *
   * @param settings the trainer, for its properties.
   * @param examples the examples, at least two.
   * @param start the biases to start from.
   * @param epochs the number of epochs of each training.
   * @param seed the seed.
   */
  HeldOutTrials(
      LinearMultiLabelTrainer settings,
      CompressedRows examples,
      double[] start,
      int epochs,
      long seed) {
    this.settings = settings;
    this.examples = examples;
    this.start = start;
    this.epochs = epochs;
    this.seed = seed;
    threads = settings.threadCount();
    int size = examples.size();
    shuffled = IntStream.range(0, size).toArray();
    Seeds.shuffle(shuffled, Seeds.mix(seed));
    folds = folds(shuffled, examples.labelCount());
    heldOut = folds.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private static List<int[]> folds(int[] shuffled, int labels) {
    List<int[]> folds = new ArrayList<>();
    int size = shuffled.length;
    int count = Math.min(FOLDS, size);
    int most = Math.max(1, MOST_PAIRS / FOLDS / labels);
    for (int fold = 0; fold < count && (fold == 0 || fold * size / count < ENOUGH); fold++) {
      int[] part =
          Arrays.copyOfRange(
              shuffled,
              fold * size / count,
              Math.min(fold * size / count + most, (fold + 1) * size / count));
      Arrays.sort(part);
      folds.add(part);
    }
    return folds;
  }

  /**
   * How many pairs of an example held out and a label there are.
   *
   * @param examples the number of examples.
   * @param labels the number of labels.
   * @return the number of scores that a rate gives.
   */
  static long pairs(int examples, int labels) {
    return folds(new int[examples], labels).stream()
        .mapToLong(part -> (long) part.length * labels)
        .sum();
  }

  /**
   * Tries learning rates.
   *
   * @param rates the rates, as they are for the whole training.
   * @return what each of them gave.
   */
  List<RateSearch.Trial> measure(List<Double> rates) {
    int count = Math.min(epochs, Math.max(FEWEST, Math.min(SHORT, STEPS / examples.size())));
    double factor = Math.sqrt(Math.sqrt((double) epochs / count));
    List<float[]> scores = scores(rates, count, Math.max(1, STEPS / count), size -> factor);
    List<RateSearch.Trial> trials = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      trials.add(
          new RateSearch.Trial(
              rates.get(i), scores.get(i).length == 0 ? Double.NaN : value(scores.get(i))));
    }
    return trials;
  }

  /**
   * Finds where scores are best cut.
   *
   * @param rate the learning rate of the whole training.
   * @param search finds the cuts.
   * @return the better of the cuts that are the same for all examples and those that follow the
   *     mean score; a compact model, whose weights must not all be changed, has the former.
   * @throws IllegalStateException if training fails at this rate.
   */
  Cut cut(double rate, CutSearch search) {
    int half = Math.max(1, epochs / 2);
    int count = Math.min(half, Math.max(FEWEST_CUT, CUT_STEPS / examples.size()));
    double steps = (double) epochs * examples.size();
    IntToDoubleFunction factor = size -> Math.sqrt(steps / ((double) count * size));
    float[] scores = scores(List.of(rate), count, examples.size(), factor).get(0);
    if (scores.length == 0) {
      throw new IllegalStateException(
          "the loss is not finite at the learning rate " + rate + "; give a lower learningRate");
    }
    boolean[] truth = truth();
    if (settings.isCompact()) {
      return new Cut(0.0, search(search, scores, truth).cuts());
    }
    float[] relative = scores.clone();
    MeanScore mean = new MeanScore(examples);
    for (int from = 0; from < relative.length; from += examples.labelCount()) {
      mean.subtract(SHARE, relative, from);
    }
    CutSearch.Result fixed = search(search, scores, truth);
    CutSearch.Result following = search(search, relative, truth);
    return following.best() > fixed.best()
        ? new Cut(SHARE, following.cuts())
        : new Cut(0.0, fixed.cuts());
  }

  /**
   * Scores all examples held out.
   *
   * @param rates the rates of the whole training.
   * @param count the number of epochs.
   * @param most the most examples to train on.
   * @param factor what a rate is multiplied by for a training on so many examples.
   * @return the scores that each rate gives, none if training failed.
   */
  private List<float[]> scores(
      List<Double> rates, int count, int most, IntToDoubleFunction factor) {
    int labels = examples.labelCount();
    List<float[]> scores = new ArrayList<>();
    rates.forEach(rate -> scores.add(new float[heldOut.length * labels]));
    boolean[] failed = new boolean[rates.size()];
    int tasks = rates.size() * folds.size();
    int panels = FeatureMajorWeights.panelCount(labels, threads);
    long fitting =
        WeightMemory.fitting(examples.featureCount(), labels, Runtime.getRuntime().maxMemory());
    int parallel = (int) Math.max(1, Math.min(fitting, Math.min(tasks, threads / panels)));
    AtomicInteger next = new AtomicInteger();
    new BarrierThreads(parallel)
        .run(
            (member, barrier) -> {
              for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                int number = task / folds.size();
                int fold = task % folds.size();
                int[] rest = without(folds.get(fold), most);
                TrainingPlan plan =
                    new TrainingPlan(
                        rest,
                        rates.get(number) * factor.applyAsDouble(rest.length),
                        count,
                        seed + fold + 1);
                if (!train(plan, fold, panels, scores.get(number))) {
                  failed[number] = true;
                }
              }
            });
    for (int i = 0; i < failed.length; i++) {
      if (failed[i]) {
        scores.set(i, new float[0]);
      }
    }
    return scores;
  }

  /** The examples to train on: those outside the fold, or so many of them, at random. */
  private int[] without(int[] fold, int most) {
    boolean[] isHeldOut = new boolean[examples.size()];
    for (int example : fold) {
      isHeldOut[example] = true;
    }
    int[] rest =
        Arrays.stream(shuffled).filter(example -> !isHeldOut[example]).limit(most).toArray();
    Arrays.sort(rest);
    return rest;
  }

  /** Trains and scores a fold; gives whether all losses were finite. */
  private boolean train(TrainingPlan plan, int fold, int panels, float[] scores) {
    TrainingState state =
        new TrainingState(examples.featureCount() + 1, examples.labelCount(), panels, false);
    state.startFrom(start, examples.biasValue());
    EpochRunner runner = new EpochRunner(settings, examples, plan, state);
    try {
      for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
        runner.run(epoch);
      }
    } catch (IllegalStateException e) {
      return false;
    }
    int labels = examples.labelCount();
    int[] part = folds.get(fold);
    int offset = folds.subList(0, fold).stream().mapToInt(other -> other.length).sum();
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

  private boolean[] truth() {
    int labels = examples.labelCount();
    boolean[] truth = new boolean[heldOut.length * labels];
    for (int i = 0; i < heldOut.length; i++) {
      for (int label : examples.targets(heldOut[i]).trueIds()) {
        truth[i * labels + label] = true;
      }
    }
    return truth;
  }

  private CutSearch.Result search(CutSearch search, float[] scores, boolean[] truth) {
    int labels = examples.labelCount();
    if (settings.objective instanceof MultiLabelLoss loss && loss.rule().maxLabels() < labels) {
      keepTop(loss.rule().maxLabels(), scores);
    }
    return search.search(scores, truth, labels);
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
