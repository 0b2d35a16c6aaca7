package io.github.zlpr.trainer.sparse;

import io.github.zlpr.eval.metric.RankingMetric;
import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.linear.RateSearch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Finds the sizes of the steps by short trainings on a sample of the examples, which rank the
 * labels of others.
 *
 * <p>First the power of {@link LabelFactors}, ½ or 0, with a rate of {@value #FIRST_RATE}; then the
 * rate, half as large again or smaller by that, for as long as it gets better; the rate is then the
 * top of the parabola through the best three. A sample is a third of the examples, but at least
 * {@value #FEWEST} and at most {@value #MOST}; trainings have {@value #EPOCHS} epochs.
 *
 * <p>A whole training with E epochs and r times as many examples has the rate times √(3 / E), for
 * it does more steps, and times r^(a/2), for with the power a its labels' factors are r^a smaller.
 * (On library titles with 4 epochs and r = 6 the best of short trainings is 10 to 12, and P@5 is
 * .137, .141 and .141 with rates of 9, 13.5 and 18.)
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
  private final TrainingTotals totals;
  private final PairWeights pairs;

  /** By the number of steps from the first rate. */
  private final Map<Integer, Double> worths = new HashMap<>();

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
    totals = TrainingTotals.of(examples, order);
    pairs = LabelPairs.choose(examples, order, totals, settings.minTogether, settings.evidence);
  }

  /**
   * Finds what the trainer's properties do not give.
   *
   * @param settings the trainer.
   * @param examples the examples.
   * @param order the numbers of those that the sample is taken from, in random order.
   * @param total the number of all examples that will be trained on.
   * @param seed the seed of the trainings.
   * @param crew the threads.
   * @return the sizes of the steps.
   */
  static StepSizes find(
      SparseMultiLabelTrainer settings,
      CompressedRows examples,
      int[] order,
      int total,
      long seed,
      Crew crew) {
    double power = settings.labelPower >= 0.0 ? settings.labelPower : USUAL_POWER;
    if (settings.learningRate > 0.0) {
      return new StepSizes(settings.learningRate, power);
    }
    int size = Math.min(order.length, Math.min(MOST, Math.max(FEWEST, total / 3)));
    int heldOut = Math.min(MAX_HELD_OUT, size / HELD_OUT_SHARE);
    if (heldOut == 0) {
      return new StepSizes(FIRST_RATE, power);
    }
    StepSearch search =
        new StepSearch(settings, examples, Arrays.copyOf(order, size), heldOut, seed, crew);
    return search.scaled(search.find(power), total);
  }

  /**
   * Finds the best for short trainings.
   *
   * @param usualPower the power that is tried first.
   */
  private StepSizes find(double usualPower) {
    double power = usualPower;
    double first = worth(0, power);
    if (settings.labelPower < 0.0) {
      double even = worth(0, 0.0);
      power = even > first ? 0.0 : power;
      first = Math.max(even, first);
    }
    worths.put(0, first);
    int best = climb(1, power);
    if (best == 0) {
      best = climb(-1, power);
    }
    return new StepSizes(rate(best + offset(best)), power);
  }

  /** The last step before values get no better. */
  private int climb(int direction, double power) {
    int best = 0;
    while (Math.abs(best) < MAX_RATE_STEPS) {
      int next = best + direction;
      worths.put(next, worth(next, power));
      if (worths.get(next) <= worths.get(best)) {
        break;
      }
      best = next;
    }
    return best;
  }

  private double offset(int best) {
    Double lower = worths.get(best - 1);
    Double upper = worths.get(best + 1);
    return lower == null || upper == null ? 0.0 : RateSearch.top(lower, worths.get(best), upper);
  }

  private static double rate(double steps) {
    return FIRST_RATE * StrictMath.pow(RATE_STEP, steps);
  }

  /** The metric of a short training, negated if lower is better. */
  private double worth(int step, double power) {
    StepSizes steps = new StepSizes(rate(step), power);
    double value = value(steps);
    logger.info(
        String.format(
            Locale.ROOT,
            "learning rate %.3g, label power %s: %s %.4f on examples held out",
            steps.rate(),
            power,
            settings.validationMetric,
            value));
    return heldOut.metric().higherIsBetter() ? value : -value;
  }

  /** The same for a whole training. */
  private StepSizes scaled(StepSizes steps, int examples) {
    double ratio = examples / (double) order.length;
    StepSizes scaled =
        new StepSizes(
            steps.rate()
                * Math.sqrt(EPOCHS / (double) settings.epochCount(examples))
                * StrictMath.pow(ratio, 0.5 * steps.labelPower()),
            steps.labelPower());
    logger.info(
        String.format(
            Locale.ROOT, "learning rate %.3g, label power %s", scaled.rate(), scaled.labelPower()));
    return scaled;
  }

  /** The metric; the worst value if training fails. */
  private double value(StepSizes steps) {
    PairWeights weights = pairs.anew();
    SparseEpochs epochs =
        new SparseEpochs(settings, examples, order, totals, weights, steps, EPOCHS, seed, crew);
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
