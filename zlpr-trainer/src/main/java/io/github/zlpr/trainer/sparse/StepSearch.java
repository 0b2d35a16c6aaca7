package io.github.zlpr.trainer.sparse;

import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.trainer.linear.CompressedRows;
import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Logger;

/**
 * Finds the sizes of the steps by short trainings on a sample of the examples, which rank the
 * labels of others.
 *
 * <p>First the power of {@link LabelFactors}, ½ or 0, with a rate of {@value #FIRST_RATE}; then the
 * rate, half as large again or smaller by that, for as long as it gets better. A sample is a third
 * of the examples, but at least {@value #FEWEST} and at most {@value #MOST}; trainings have {@value
 * #EPOCHS} epochs.
 */
final class StepSearch {
  private static final Logger logger = Logger.getLogger(StepSearch.class.getName());

  /** The first rate that is tried. */
  static final double FIRST_RATE = 9.0;

  /** The power where nothing is held out, or the rate is given. */
  static final double USUAL_POWER = 0.5;

  private static final double RATE_STEP = 1.5;

  /** At most so many steps from the first rate. */
  private static final int MAX_RATE_STEPS = 10;

  private static final int FEWEST = 20_000;
  private static final int MOST = 60_000;
  private static final int EPOCHS = 3;

  /** Of a sample, one in so many is held out, but not more than that. */
  private static final int HELD_OUT_SHARE = 10;

  private static final int MAX_HELD_OUT = 3_000;

  private final SparseMultiLabelTrainer settings;
  private final CompressedRows examples;
  private final long seed;
  private final Crew crew;
  private final int[] order;
  private final HeldOutRanking heldOut;
  private final PairWeights pairs;

  private StepSearch(
      SparseMultiLabelTrainer settings,
      CompressedRows examples,
      int[] sample,
      int heldOutCount,
      long seed,
      Crew crew) {
    this.settings = settings;
    this.examples = examples;
    this.seed = seed;
    this.crew = crew;
    heldOut =
        new HeldOutRanking(
            examples, Arrays.copyOf(sample, heldOutCount), settings.validationMetric(), crew);
    order = Arrays.copyOfRange(sample, heldOutCount, sample.length);
    Arrays.sort(order);
    pairs = LabelPairs.choose(examples, order, settings.minTogether, settings.evidence);
  }

  /**
   * Finds what the trainer's properties do not give.
   *
   * @param settings the trainer.
   * @param examples the examples.
   * @param order the numbers of those to be trained on, in random order.
   * @param seed the seed of the trainings.
   * @param crew the threads.
   * @return the sizes of the steps.
   */
  static StepSizes find(
      SparseMultiLabelTrainer settings,
      CompressedRows examples,
      int[] order,
      long seed,
      Crew crew) {
    double power = settings.labelPower >= 0.0 ? settings.labelPower : USUAL_POWER;
    if (settings.learningRate > 0.0) {
      return new StepSizes(settings.learningRate, power);
    }
    int size = Math.min(order.length, Math.min(MOST, Math.max(FEWEST, order.length / 3)));
    int heldOut = Math.min(MAX_HELD_OUT, size / HELD_OUT_SHARE);
    StepSizes first = new StepSizes(FIRST_RATE, power);
    return heldOut == 0
        ? first
        : new StepSearch(settings, examples, Arrays.copyOf(order, size), heldOut, seed, crew)
            .find(first);
  }

  private StepSizes find(StepSizes first) {
    Trial start = trial(first);
    if (settings.labelPower < 0.0) {
      Trial even = trial(new StepSizes(FIRST_RATE, 0.0));
      start = isBetter(even, start) ? even : start;
    }
    Trial best = climb(start, RATE_STEP);
    if (best.equals(start)) {
      best = climb(start, 1.0 / RATE_STEP);
    }
    StepSizes found = best.steps();
    logger.info(
        String.format(
            Locale.ROOT, "learning rate %.3g, label power %s", found.rate(), found.labelPower()));
    return found;
  }

  /** Sizes of steps, and what they give on the examples held out. */
  private record Trial(StepSizes steps, double value) {}

  /** The last trial before values get no better, in steps of a factor of the rate. */
  private Trial climb(Trial start, double factor) {
    Trial best = start;
    for (int step = 0; step < MAX_RATE_STEPS; step++) {
      StepSizes steps = best.steps();
      Trial next = trial(new StepSizes(steps.rate() * factor, steps.labelPower()));
      if (!isBetter(next, best)) {
        break;
      }
      best = next;
    }
    return best;
  }

  private boolean isBetter(Trial one, Trial other) {
    return heldOut.metric().lead(one.value(), other.value()) > 0.0;
  }

  private Trial trial(StepSizes steps) {
    Trial trial = new Trial(steps, value(steps));
    logger.info(
        String.format(
            Locale.ROOT,
            "learning rate %.3g, label power %s: %s %.4f on examples held out",
            steps.rate(),
            steps.labelPower(),
            settings.validationMetric,
            trial.value()));
    return trial;
  }

  /** The metric; the worst value if training fails. */
  private double value(StepSizes steps) {
    PairWeights weights = pairs.anew();
    SparseEpochs epochs =
        new SparseEpochs(settings, examples, order, weights, steps, EPOCHS, seed, crew);
    try {
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        epochs.run(epoch);
      }
    } catch (IllegalStateException e) {
      if (e.getCause() != null) {
        throw e;
      }
      RankingMetric metric = heldOut.metric();
      return metric.higherIsBetter() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return heldOut.measure(weights);
  }
}
