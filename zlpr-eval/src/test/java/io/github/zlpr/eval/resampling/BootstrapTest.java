package io.github.zlpr.eval.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.scoring.TaskThreads;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

  private static final int EXAMPLES = 30;

  private static Bootstrap.Bounds interval(
      Bootstrap bootstrap, double value, ToDoubleFunction<int[]> statistic) {
    try (TaskThreads threads = new TaskThreads(2)) {
      return bootstrap
          .intervals(
              new double[] {value},
              EXAMPLES,
              Bootstrap.Statistics.each(times -> new double[] {statistic.applyAsDouble(times)}),
              threads)
          .get(0);
    }
  }

  private static double weightedMean(int[] times) {
    return IntStream.range(0, EXAMPLES).mapToDouble(i -> times[i] * i).sum() / EXAMPLES;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Bootstrap.BATCH, Bootstrap.BATCH + 1, 55})
  void everyReplicateDrawsAsManyExamplesAsThereAre(int replicates) {
    var draws = new ConcurrentLinkedQueue<int[]>();
    interval(
        new Bootstrap(replicates, 0.9, 1),
        0.0,
        times -> {
          draws.add(times);
          return 0.0;
        });
    assertEquals(replicates, draws.size());
    for (int[] times : draws) {
      assertEquals(EXAMPLES, Arrays.stream(times).sum());
      assertTrue(Arrays.stream(times).allMatch(count -> count >= 0));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.95})
  void theEndsAreInterpolatedPercentilesAroundTheMedian(double level) {
    var drawn = new ConcurrentLinkedQueue<Double>();
    Bootstrap.Bounds interval =
        interval(
            new Bootstrap(57, level, 3),
            14.5,
            times -> {
              double mean = weightedMean(times);
              drawn.add(mean);
              return mean;
            });
    double[] sorted = drawn.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = sorted[28];
    double place = (1 - level) / 2 * 56;
    int below = (int) Math.floor(place);
    double share = place - below;
    double lower = (1 - share) * sorted[below] + share * sorted[below + 1];
    double upper = (1 - share) * sorted[56 - below] + share * sorted[56 - below - 1];
    assertEquals(14.5 + lower - median, interval.lower(), 1e-12);
    assertEquals(14.5 + upper - median, interval.upper(), 1e-12);
  }

  @Test
  void whatReplicatesHaveTooMuchIsTakenOff() {
    Bootstrap bootstrap = new Bootstrap(50, 0.9, 2);
    Bootstrap.Bounds fair = interval(bootstrap, 14.5, BootstrapTest::weightedMean);
    Bootstrap.Bounds biased = interval(bootstrap, 14.5, times -> weightedMean(times) + 5.0);
    assertEquals(fair.lower(), biased.lower(), 1e-12);
    assertEquals(fair.upper(), biased.upper(), 1e-12);
  }

  @Test
  void undefinedReplicatesAreLeftOut() {
    Bootstrap bootstrap = new Bootstrap(50, 0.9, 2);
    Bootstrap.Bounds some = interval(bootstrap, 1.0, times -> times[0] == 0 ? Double.NaN : 3.0);
    assertEquals(new Bootstrap.Bounds(1.0, 1.0), some);
    Bootstrap.Bounds none = interval(bootstrap, Double.NaN, times -> Double.NaN);
    assertTrue(Double.isNaN(none.lower()) && Double.isNaN(none.upper()));
  }

  @Test
  void eachStatisticHasAnIntervalOfItsOwn() {
    try (TaskThreads threads = new TaskThreads(1)) {
      List<Bootstrap.Bounds> intervals =
          new Bootstrap(20, 0.9, 1)
              .intervals(
                  new double[] {1.0, 2.0},
                  EXAMPLES,
                  Bootstrap.Statistics.each(times -> new double[] {7.0, 8.0}),
                  threads);
      assertEquals(
          List.of(new Bootstrap.Bounds(1.0, 1.0), new Bootstrap.Bounds(2.0, 2.0)), intervals);
    }
  }
}
