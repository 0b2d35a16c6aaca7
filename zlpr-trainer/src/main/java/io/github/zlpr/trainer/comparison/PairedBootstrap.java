package io.github.zlpr.trainer.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Intervals for the values of several contenders on the same test examples, and for how far each is
 * behind the best.
 *
 * <p>Each resample draws as many examples as there are, with replacement, the same ones for all
 * contenders and seeds. A contender's value is its mean over the seeds. The intervals are from the
 * 2.5 to the 97.5 percent quantile of the resamples. A contender that is behind the best in fewer
 * than 97.5 percent of them, so that the interval of the difference contains 0, is not clearly
 * worse. Seeds are averaged, so the intervals are about other test examples, not other seeds.
 *
 * <p>Cost: O(resamples × examples × contenders × seeds).
 *
 * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; paired:
 * Koehn, Statistical Significance Tests for Machine Translation Evaluation (2004).
 */
final class PairedBootstrap {

  private static final double TAIL = 0.025;

  private final List<List<ExampleValues>> contenders;
  private final int examples;
  private final long[] seeds;

  /**
   * A bootstrap.
   *
   * @param contenders each contender's values, one for each seed, all of the same examples.
   * @param resamples the number of resamples.
   * @param seed seed of the draws.
   */
  PairedBootstrap(List<List<ExampleValues>> contenders, int resamples, long seed) {
    this.contenders = contenders;
    examples = contenders.get(0).get(0).size();
    seeds = new SplittableRandom(seed).longs(resamples).toArray();
    for (List<ExampleValues> values : contenders) {
      if (values.stream().anyMatch(value -> value.size() != examples)) {
        throw new IllegalArgumentException("the contenders were not tested on the same examples");
      }
    }
  }

  /** Each metric's scores, one for each contender. */
  Map<ComparedMetric, List<ComparisonResult.Score>> scores() {
    Map<ComparedMetric, List<ComparisonResult.Score>> scores = new EnumMap<>(ComparedMetric.class);
    for (ComparedMetric metric : ComparedMetric.values()) {
      scores.put(metric, scores(metric));
    }
    return scores;
  }

  private List<ComparisonResult.Score> scores(ComparedMetric metric) {
    List<List<Quotient>> quotients = contenders.stream().map(c -> quotients(metric, c)).toList();
    int[] once = new int[examples];
    Arrays.fill(once, 1);
    double[] values = values(quotients, once);
    double[][] resampled =
        IntStream.range(0, seeds.length)
            .parallel()
            .mapToObj(resample -> values(quotients, draw(seeds[resample])))
            .toArray(double[][]::new);
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (metric.lead(values[i], values[best]) > 0.0) {
        best = i;
      }
    }
    List<ComparisonResult.Score> scores = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      scores.add(score(metric, values, resampled, i, best));
    }
    return scores;
  }

  private static ComparisonResult.Score score(
      ComparedMetric metric, double[] values, double[][] resampled, int contender, int best) {
    double[] own = sorted(resampled, of -> of[contender]);
    double[] behind = sorted(resampled, of -> metric.lead(of[best], of[contender]));
    boolean isBest = values[contender] == values[best];
    return new ComparisonResult.Score(
        values[contender],
        quantile(own, TAIL),
        quantile(own, 1.0 - TAIL),
        isBest,
        !isBest && quantile(behind, TAIL) <= 0.0,
        quantile(behind, TAIL),
        quantile(behind, 1.0 - TAIL));
  }

  private static double[] sorted(double[][] resampled, ToDoubleFunction<double[]> statistic) {
    return Arrays.stream(resampled).mapToDouble(statistic).sorted().toArray();
  }

  /** Linear between the order statistics, of which the first and last are quantiles 0 and 1. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private int[] draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] times = new int[examples];
    for (int i = 0; i < examples; i++) {
      times[random.nextInt(examples)]++;
    }
    return times;
  }

  private static double[] values(List<List<Quotient>> quotients, int[] times) {
    return quotients.stream()
        .mapToDouble(
            ofSeeds ->
                ofSeeds.stream().mapToDouble(quotient -> quotient.value(times)).sum()
                    / ofSeeds.size())
        .toArray();
  }

  private static List<Quotient> quotients(ComparedMetric metric, List<ExampleValues> ofSeeds) {
    return ofSeeds.stream()
        .map(values -> new Quotient(values.numerators(metric), values.denominators(metric)))
        .toList();
  }

  /** The examples' numerators and denominators of one metric and seed. */
  private static final class Quotient {
    private final double[] numerators;
    private final double[] denominators;

    Quotient(double[] numerators, double[] denominators) {
      this.numerators = numerators;
      this.denominators = denominators;
    }

    double value(int[] times) {
      return ExampleValues.quotient(numerators, denominators, times);
    }
  }
}
