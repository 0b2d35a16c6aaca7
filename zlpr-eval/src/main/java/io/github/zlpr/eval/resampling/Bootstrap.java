package io.github.zlpr.eval.resampling;

import io.github.zlpr.core.Settings;
import io.github.zlpr.eval.scoring.TaskThreads;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Intervals from resampling the examples of a test set with replacement: percentiles of the
 * replicates, moved so that their median is the value itself.
 *
 * <p>For means over examples the move is next to nothing. It is needed for the metrics of labels,
 * which resampling biases: a true example drawn twice stands above itself, and a label without any
 * true example drawn has no value. With many rare labels the replicates of {@code MacroAP} are all
 * above the value.
 *
 * <p>Replicates are computed in batches. Each has a random generator of its own, seeded from the
 * given seed, so that the intervals are the same to the bit for any number of threads. Ends between
 * two replicates are interpolated.
 *
 * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapters 10 and 13; the
 * move is that of Noreen, Computer-Intensive Methods for Testing Hypotheses (1989), chapter 4.
 *
 * @param replicates the number of replicates, at least 1.
 * @param level the confidence, in (0, 1).
 * @param seed the seed.
 */
public record Bootstrap(int replicates, double level, long seed) {

  /** The largest number of replicates computed at once. */
  public static final int BATCH = 8;

  /**
   * A bootstrap.
   *
   * @param replicates the number of replicates, at least 1.
   * @param level the confidence, in (0, 1).
   * @param seed the seed.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a value is out of range.
   */
  public Bootstrap {
    Settings.check(replicates >= 1, "bootstrap", replicates, "at least 1");
    Settings.check(level > 0.0 && level < 1.0, "level", level, "above 0 and below 1");
  }

  /**
   * The ends of an interval.
   *
   * @param lower the lower end.
   * @param upper the upper end.
   */
  public record Bounds(double lower, double upper) {}

  /** Statistics of resampled examples. */
  public interface Statistics {

    /**
     * Their values for a few draws.
     *
     * @param draws for each draw, how many times each example was drawn, always as many in all.
     * @return for each draw, a value of each statistic.
     */
    double[][] of(int[][] draws);

    /**
     * Statistics that are computed for one draw after the other.
     *
     * @param statistics gives the values for one draw.
     * @return the statistics.
     */
    static Statistics each(Function<int[], double[]> statistics) {
      return draws -> Arrays.stream(draws).map(statistics).toArray(double[][]::new);
    }
  }

  /**
   * Intervals of statistics of the resampled examples.
   *
   * @param values the statistics' values for the examples as they are.
   * @param examples the number of examples.
   * @param statistics what to compute; called by several threads.
   * @param threads the threads.
   * @return an interval for each value.
   */
  public List<Bounds> intervals(
      double[] values, int examples, Statistics statistics, TaskThreads threads) {
    long[] seeds = new SplittableRandom(seed).longs(replicates).toArray();
    int batches = (replicates + BATCH - 1) / BATCH;
    List<double[]> rows =
        threads
            .all(
                batches,
                batch -> {
                  int to = Math.min((batch + 1) * BATCH, replicates);
                  return statistics.of(
                      IntStream.range(batch * BATCH, to)
                          .mapToObj(i -> draw(examples, new SplittableRandom(seeds[i])))
                          .toArray(int[][]::new));
                })
            .stream()
            .flatMap(Arrays::stream)
            .toList();
    return IntStream.range(0, values.length)
        .mapToObj(i -> interval(values[i], rows.stream().mapToDouble(row -> row[i]).toArray()))
        .toList();
  }

  private static int[] draw(int examples, SplittableRandom random) {
    int[] times = new int[examples];
    for (int i = 0; i < examples; i++) {
      times[random.nextInt(examples)]++;
    }
    return times;
  }

  private Bounds interval(double value, double[] drawn) {
    double[] sorted = Arrays.stream(drawn).filter(one -> !Double.isNaN(one)).sorted().toArray();
    double move = value - quantile(sorted, 0.5);
    double tail = (1.0 - level) / 2.0;
    return new Bounds(quantile(sorted, tail) + move, quantile(sorted, 1.0 - tail) + move);
  }

  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
