package io.github.zlpr.trainer.sparse;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.linear.ProgressLog;
import io.github.zlpr.trainer.linear.TrainingListener;
import io.github.zlpr.trainer.linear.TrainingProgress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.logging.Logger;

/** One training from compressed rows to weights. */
final class SparseTraining {
  private static final Logger logger = Logger.getLogger(SparseTraining.class.getName());

  /**
   * The first rate that is tried. The others are half as large again each, for as long as that is
   * better, or else smaller by that.
   */
  private static final double FIRST_RATE = 9.0;

  private static final double RATE_STEP = 1.5;

  /** At most so many steps from the first rate. */
  private static final int MAX_RATE_STEPS = 10;

  /** A rate is tried on so many examples and epochs. */
  private static final int TRIAL_EXAMPLES = 60_000;

  private static final int TRIAL_EPOCHS = 3;

  /** Of the examples of a trial, one in so many is held out, but not more than that. */
  private static final int TRIAL_HELD_OUT_SHARE = 10;

  private static final int MAX_TRIAL_HELD_OUT = 3_000;

  private final SparseMultiLabelTrainer settings;
  private final CompressedRows examples;
  private final ListedLoss loss;
  private final long seed;
  private final RankingMetric metric;
  private final TrainingListener listener;

  SparseTraining(
      SparseMultiLabelTrainer settings,
      CompressedRows examples,
      long seed,
      TrainingListener listener) {
    this.settings = settings;
    this.examples = examples;
    this.seed = seed;
    this.listener = listener;
    loss = ListedLoss.of(settings.objective);
    metric = settings.validationMetric();
  }

  /** Trains. */
  PairWeights run() {
    int[] all = Seeds.permutation(examples.size(), Seeds.ofEpoch(seed, 0));
    int heldOut = heldOut(all.length);
    int[] validation = Arrays.copyOf(all, heldOut);
    int[] order = Arrays.copyOfRange(all, heldOut, all.length);
    try (Crew crew = new Crew(settings.threadCount())) {
      double rate = settings.learningRate > 0.0 ? settings.learningRate : chooseRate(order, crew);
      Arrays.sort(order);
      PairWeights weights = choosePairs(order);
      logger.info(
          String.format(Locale.ROOT, "%,d pairs of a feature and a label", weights.labels.length));
      return train(weights, order, validation, rate, settings.epochs, true, crew);
    }
  }

  private int heldOut(int size) {
    if (settings.validationFraction == 0.0) {
      return 0;
    }
    if (size < 2) {
      throw new IllegalArgumentException(
          "validationFraction is "
              + settings.validationFraction
              + ", but there is only one example");
    }
    return (int) Math.max(1, Math.min(size - 1, Math.round(settings.validationFraction * size)));
  }

  /** The best of some rates on the held-out part of a sample. */
  private double chooseRate(int[] order, Crew crew) {
    int[] sample = Arrays.copyOf(order, Math.min(order.length, TRIAL_EXAMPLES));
    int heldOut = Math.min(MAX_TRIAL_HELD_OUT, sample.length / TRIAL_HELD_OUT_SHARE);
    if (heldOut == 0) {
      return FIRST_RATE;
    }
    int[] validation = Arrays.copyOf(sample, heldOut);
    int[] rest = Arrays.copyOfRange(sample, heldOut, sample.length);
    Arrays.sort(rest);
    PairWeights pairs = choosePairs(rest);
    DoubleUnaryOperator trial =
        rate -> {
          double value = trial(pairs.anew(), rest, validation, rate, crew);
          logger.info(
              String.format(
                  Locale.ROOT,
                  "learning rate %.3g: %s %.4f",
                  rate,
                  settings.validationMetric,
                  value));
          return value;
        };
    double firstValue = trial.applyAsDouble(FIRST_RATE);
    double best = climb(FIRST_RATE, firstValue, RATE_STEP, trial);
    if (best == FIRST_RATE) {
      best = climb(FIRST_RATE, firstValue, 1.0 / RATE_STEP, trial);
    }
    logger.info(
        String.format(
            Locale.ROOT, "learning rate %.3g chosen on %,d held-out examples", best, heldOut));
    return best;
  }

  /** What a rate gives on held-out examples; the worst value if training fails. */
  private double trial(PairWeights weights, int[] order, int[] validation, double rate, Crew crew) {
    try {
      return measure(
          train(weights, order, new int[0], rate, TRIAL_EPOCHS, false, crew), validation, crew);
    } catch (IllegalStateException e) {
      if (e.getCause() != null) {
        throw e;
      }
      return metric.higherIsBetter() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
  }

  /** The last rate before values get no better, in steps of a factor. */
  private double climb(double start, double startValue, double factor, DoubleUnaryOperator trial) {
    double best = start;
    double bestValue = startValue;
    for (int step = 0; step < MAX_RATE_STEPS; step++) {
      double value = trial.applyAsDouble(best * factor);
      if (!(metric.lead(value, bestValue) > 0.0)) {
        break;
      }
      best *= factor;
      bestValue = value;
    }
    return best;
  }

  private PairWeights choosePairs(int[] order) {
    return LabelPairs.choose(examples, order, settings.minTogether, settings.evidence);
  }

  private PairWeights train(
      PairWeights weights,
      int[] order,
      int[] validation,
      double rate,
      int epochs,
      boolean isTold,
      Crew crew) {
    BiasPrior.set(weights.biases, examples, order, loss);
    SparseDescent descent =
        new SparseDescent(
            examples, weights, loss, LabelFactors.of(examples, order), settings.biasRate, crew);
    ProgressLog log = new ProgressLog(logger, isTold ? settings.loggingInterval : -1.0);
    PairWeights best = weights;
    double bestValue = Double.NaN;
    int bestEpoch = 0;
    long start = System.nanoTime();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      long epochStart = System.nanoTime();
      int[] shuffled = order.clone();
      Seeds.shuffle(shuffled, Seeds.ofEpoch(seed, epoch));
      double sum = descent.run(shuffled, epoch, epochs, rate);
      double seconds = (System.nanoTime() - epochStart) / 1e9;
      OptionalDouble value = OptionalDouble.empty();
      if (validation.length > 0) {
        value = OptionalDouble.of(measure(weights, validation, crew));
        if (bestEpoch == 0 || metric.lead(value.getAsDouble(), bestValue) > 0.0) {
          bestEpoch = epoch;
          bestValue = value.getAsDouble();
          best = weights.copy();
        }
      }
      boolean ends =
          epoch == epochs || (validation.length > 0 && epoch - bestEpoch >= settings.patience);
      if (isTold) {
        double perEpoch = (System.nanoTime() - start) / 1e9 / epoch;
        TrainingProgress progress =
            new TrainingProgress(
                epoch,
                epochs,
                sum / Math.max(weightSum(order), Double.MIN_NORMAL),
                value,
                validation.length > 0 ? bestEpoch : epoch,
                order.length / seconds,
                Duration.ofMillis(ends ? 0 : Math.round(1e3 * perEpoch * (epochs - epoch))));
        log.log(progress, settings.validationMetric, ends);
        listener.epochDone(progress);
      }
      if (ends) {
        break;
      }
    }
    return best;
  }

  private double weightSum(int[] order) {
    double sum = 0.0;
    for (int example : order) {
      sum += examples.weight(example);
    }
    return sum;
  }

  /** The mean of the metric over examples, summed in their order. */
  private double measure(PairWeights weights, int[] held, Crew crew) {
    double[] values = new double[held.length];
    crew.run(
        member -> {
          Ranking ranking = new Ranking(weights.labelCount());
          double[] scores = new double[weights.labelCount()];
          for (int i = member; i < held.length; i += crew.size()) {
            System.arraycopy(weights.biases, 0, scores, 0, scores.length);
            int bias = examples.end(held[i]) - 1;
            for (int k = examples.start(held[i]); k < bias; k++) {
              int feature = examples.features()[k];
              double x = examples.values()[k];
              for (int p = weights.starts[feature]; p < weights.starts[feature + 1]; p++) {
                scores[weights.labels[p]] += x * weights.weights[p];
              }
            }
            ranking.rank(scores, examples.targets(held[i]).trueIds());
            values[i] = metric.value(ranking);
          }
        });
    double sum = 0.0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
