package io.github.zlpr.eval;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Percentile intervals from resampling the examples of a test set with replacement.
 *
 * <p>Each replicate has a random generator of its own, seeded from the given seed, so that the
 * intervals are the same to the bit for any number of threads. Ends between two replicates are
 * interpolated.
 *
 * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
 *
 * @param replicates the number of replicates, at least 1.
 * @param level the confidence, in (0, 1).
 * @param seed the seed.
 */
record Bootstrap(int replicates, double level, long seed) {

  Bootstrap {
    if (replicates < 1) {
      throw new PropertyException(
          "", "bootstrap", "a bootstrap needs at least 1 replicate, found " + replicates);
    }
    if (!(level > 0.0 && level < 1.0)) {
      throw new PropertyException("", "level", "must be above 0 and below 1, found " + level);
    }
  }

  /**
   * Intervals of statistics of the resampled examples.
   *
   * @param examples the number of examples.
   * @param statistics computes values from how many times each example was drawn, always as many.
   * @param workers the threads.
   * @return an interval for each value.
   */
  List<Interval> intervals(int examples, Function<int[], double[]> statistics, Workers workers) {
    long[] seeds = new SplittableRandom(seed).longs(replicates).toArray();
    List<double[]> values =
        workers.all(
            replicates,
            replicate -> statistics.apply(draw(examples, new SplittableRandom(seeds[replicate]))));
    return IntStream.range(0, values.get(0).length)
        .mapToObj(i -> interval(values.stream().mapToDouble(row -> row[i]).toArray()))
        .toList();
  }

  private static int[] draw(int examples, SplittableRandom random) {
    int[] times = new int[examples];
    for (int i = 0; i < examples; i++) {
      times[random.nextInt(examples)]++;
    }
    return times;
  }

  private Interval interval(double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    double tail = (1.0 - level) / 2.0;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1.0 - tail), level);
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
