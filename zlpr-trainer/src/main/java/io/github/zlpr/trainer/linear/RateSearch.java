package io.github.zlpr.trainer.linear;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds a learning rate by what rates give on examples held out.
 *
 * <p>Rates a factor of {@value #FACTOR} apart are tried: first {@value #FIRST} and the next above,
 * then on from the better of the two until a rate is not better than the one before, so that there
 * is a worse one on both sides of the best. The value as a function of the logarithm of the rate is
 * then taken as the parabola through these three, and the rate at its top, at most half a step from
 * the best one tried, is the answer. That is finer than the rates tried, and noise of the held-out
 * examples moves it less than it moves the best of a fine grid.
 *
 * <p>A rate at which training fails has the value NaN, which is worse than any other.
 */
public final class RateSearch {

  /** The factor between neighbouring rates. */
  static final double FACTOR = 2.0;

  /** The lower one of the two first rates. */
  static final double FIRST = 0.1;

  /** Rates are at most this many factors away from the first. */
  private static final int FARTHEST = 8;

  private static final MathContext THREE_DIGITS = new MathContext(3);

  /**
   * A rate that was tried.
   *
   * @param rate the learning rate.
   * @param value the metric of the examples held out, NaN if training failed.
   */
  public record Trial(double rate, double value) {}

  /**
   * What a search has found.
   *
   * @param rate the learning rate to train with, of three significant digits.
   * @param best the best one tried, at most half a step from it.
   * @param trials all that were tried, by rate.
   */
  public record Result(double rate, Trial best, List<Trial> trials) {}

  private final Function<List<Double>, List<Double>> measure;
  private final double sign;
  private final NavigableMap<Integer, Trial> trials = new TreeMap<>();

  private RateSearch(Function<List<Double>, List<Double>> measure, boolean higherIsBetter) {
    this.measure = measure;
    sign = higherIsBetter ? 1.0 : -1.0;
  }

  /**
   * Searches.
   *
   * @param measure gives the values of some rates, in their order; it may work on them in parallel.
   * @param higherIsBetter whether a higher value is better.
   * @return what was found.
   * @throws IllegalStateException if training failed at every rate tried.
   */
  public static Result search(
      Function<List<Double>, List<Double>> measure, boolean higherIsBetter) {
    return new RateSearch(measure, higherIsBetter).run();
  }

  private Result run() {
    tryOut(0, 1);
    int direction = worth(1) > worth(0) ? 1 : -1;
    int best = Math.max(0, direction);
    for (int next = best + direction; Math.abs(next) <= FARTHEST; next += direction) {
      tryOut(next);
      if (worth(next) <= worth(best) && worth(best) > Double.NEGATIVE_INFINITY) {
        break;
      }
      best = next;
    }
    if (Double.isNaN(trials.get(best).value())) {
      throw new IllegalStateException(
          "training fails at every learning rate from "
              + rate(trials.firstKey())
              + " to "
              + rate(trials.lastKey()));
    }
    double top = rate(best) * StrictMath.pow(FACTOR, offset(best));
    return new Result(
        new BigDecimal(top).round(THREE_DIGITS).doubleValue(),
        trials.get(best),
        new ArrayList<>(trials.values()));
  }

  private static double rate(int step) {
    return FIRST * Math.scalb(1.0, step);
  }

  private void tryOut(Integer... steps) {
    List<Double> rates = List.of(steps).stream().map(RateSearch::rate).toList();
    List<Double> values = measure.apply(rates);
    for (int i = 0; i < steps.length; i++) {
      trials.put(steps[i], new Trial(rates.get(i), values.get(i)));
    }
  }

  private double worth(int step) {
    double value = trials.get(step).value();
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : sign * value;
  }

  /** Where the top of the parabola is, in steps from the best rate. */
  private double offset(int best) {
    Map.Entry<Integer, Trial> lower = trials.lowerEntry(best);
    Map.Entry<Integer, Trial> upper = trials.higherEntry(best);
    if (lower == null || upper == null) {
      return 0.0;
    }
    return top(worth(lower.getKey()), worth(best), worth(upper.getKey()));
  }

  /**
   * Where the top of the parabola through three values at equal distances is.
   *
   * @param lower the value at -1.
   * @param best the value at 0, not less than the others.
   * @param upper the value at 1.
   * @return the place, from -½ to ½; 0 if there is no such parabola.
   */
  public static double top(double lower, double best, double upper) {
    double below = best - lower;
    double above = best - upper;
    double curvature = below + above;
    if (!(curvature > 0.0) || Double.isInfinite(curvature)) {
      return 0.0;
    }
    return 0.5 * (below - above) / curvature;
  }
}
