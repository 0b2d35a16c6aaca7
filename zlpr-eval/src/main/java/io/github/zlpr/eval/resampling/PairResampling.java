package io.github.zlpr.eval.resampling;

import io.github.zlpr.eval.metric.LabelOutcome;
import io.github.zlpr.eval.metric.MacroMetric;
import io.github.zlpr.eval.metric.Metric;
import io.github.zlpr.eval.metric.PooledCounter;
import io.github.zlpr.eval.metric.PooledMetric;
import io.github.zlpr.eval.metric.PooledRanking;
import io.github.zlpr.eval.scoring.PairPools;
import io.github.zlpr.eval.scoring.PairValues;
import io.github.zlpr.eval.scoring.TaskThreads;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The metrics of pairs and labels for examples that are there several times, or not at all.
 *
 * <p>The place of each pair's score among those of the true pairs is looked up once. A replicate
 * then only counts places, each pair as often as its example was drawn, and reads the metrics off
 * the counts. A batch of replicates is counted side by side, so that each pair is visited once for
 * all of them.
 *
 * <p>A label whose true examples were not drawn, and which is not predicted, is left out of the
 * means over labels. It has no average precision and no AUC, and its F1 would be 0 even from a
 * perfect model.
 *
 * <p>Memory: 8 bytes for each example and label. Time of a replicate: O(examples × labels).
 */
public final class PairResampling {

  private final PairPools pools;
  private final int labels;
  private final int examples;

  /** By example and label. */
  private final int[][] placesOfAll;

  /** By label and example. */
  private final int[][] placesByLabel;

  private final int[][] trueExamples;
  private final int[][] predictedExamples;
  private final int[][] hitExamples;

  /**
   * Looks up the places of all pairs.
   *
   * @param values the examples.
   * @param pools the pools of all their pairs.
   * @param threads the threads.
   */
  PairResampling(PairValues values, PairPools pools, TaskThreads threads) {
    this.pools = pools;
    labels = pools.labels();
    examples = values.examples();
    placesOfAll =
        threads
            .all(examples, example -> places(pools.all(), values.scores(example).toArray()))
            .toArray(int[][]::new);
    placesByLabel =
        threads
            .all(labels, label -> places(pools.label(label), scores(values, label)))
            .toArray(int[][]::new);
    trueExamples = byLabel((example, label) -> contains(values.trueIds(example), label), threads);
    predictedExamples =
        byLabel((example, label) -> contains(values.predicted(example), label), threads);
    hitExamples =
        byLabel(
            (example, label) ->
                contains(values.predicted(example), label)
                    && contains(values.trueIds(example), label),
            threads);
  }

  /**
   * Makes sure, before anything is scored, that pairs can be counted with ints in arrays.
   *
   * @param examples the number of examples.
   * @param labels the number of labels.
   * @param truePairs the number of true labels of all examples.
   * @throws IllegalArgumentException if there are too many.
   */
  public static void requireCountable(int examples, int labels, int truePairs) {
    long pairs = (long) examples * labels;
    long places = 2L * truePairs + 1L;
    if (pairs > Integer.MAX_VALUE
        || Math.max(examples, places) * Bootstrap.BATCH > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there can be no bootstrap of %,d examples with %,d labels, %,d of the pairs true:"
                  + " there must be fewer than 2^31 pairs, 2^28 examples and 2^27 true pairs;"
                  + " evaluate fewer examples, or without bootstrap and example values",
              examples,
              labels,
              truePairs));
    }
  }

  private interface PairPredicate {
    boolean test(int example, int label);
  }

  private int[][] byLabel(PairPredicate predicate, TaskThreads threads) {
    return threads
        .all(
            labels,
            label -> {
              IntPredicate ofLabel = example -> predicate.test(example, label);
              return IntStream.range(0, examples).filter(ofLabel).toArray();
            })
        .toArray(int[][]::new);
  }

  private static boolean contains(int[] ids, int label) {
    return Arrays.binarySearch(ids, label) >= 0;
  }

  private static int[] places(PooledCounter pool, double[] scores) {
    return Arrays.stream(scores).mapToInt(pool::place).toArray();
  }

  private static double[] scores(PairValues values, int label) {
    return IntStream.range(0, values.examples())
        .mapToDouble(example -> values.scores(example).score(label))
        .toArray();
  }

  /**
   * The values of the metrics of pairs and labels for several draws of the examples.
   *
   * @param metrics the metrics; those of examples are left at 0.
   * @param draws for each draw, how often each example is there; at most {@link Bootstrap#BATCH}.
   * @return for each draw, one value for each metric.
   */
  double[][] values(List<Metric> metrics, int[][] draws) {
    int[] times = new int[examples * Bootstrap.BATCH];
    for (int draw = 0; draw < draws.length; draw++) {
      for (int example = 0; example < examples; example++) {
        times[example * Bootstrap.BATCH + draw] = draws[draw][example];
      }
    }
    double[][] values = new double[draws.length][metrics.size()];
    double[][][] ofLabels = labelValues(metrics, draws.length, times);
    Counts pairs = pairs(times);
    for (int draw = 0; draw < draws.length; draw++) {
      PooledRanking ranking = pairs.ranking(draw);
      for (int i = 0; i < metrics.size(); i++) {
        if (metrics.get(i) instanceof PooledMetric metric) {
          values[draw][i] = metric.value(ranking);
        } else if (metrics.get(i) instanceof MacroMetric metric) {
          values[draw][i] = metric.value(ofLabels[i][draw]);
        }
      }
    }
    return values;
  }

  /** By metric, draw and label. */
  private double[][][] labelValues(List<Metric> metrics, int draws, int[] times) {
    double[][][] values = new double[metrics.size()][draws][labels];
    for (int label = 0; label < labels; label++) {
      Counts ofLabel = pairs(label, times);
      int[] hits = sums(hitExamples[label], times);
      int[] predicted = sums(predictedExamples[label], times);
      for (int draw = 0; draw < draws; draw++) {
        LabelOutcome outcome = new LabelOutcome(ofLabel.ranking(draw), predicted[draw], hits[draw]);
        boolean isGone =
            trueExamples[label].length > 0
                && outcome.ranking().truePairs() == 0
                && predicted[draw] == 0;
        for (int i = 0; i < metrics.size(); i++) {
          if (metrics.get(i) instanceof MacroMetric metric) {
            values[i][draw][label] = isGone ? Double.NaN : metric.labelValue(outcome);
          }
        }
      }
    }
    return values;
  }

  private Counts pairs(int[] times) {
    Counts counts = new Counts(pools.all().places());
    for (int example = 0; example < examples; example++) {
      for (int place : placesOfAll[example]) {
        add(times, example, counts.pairs, place);
      }
    }
    for (int label = 0; label < labels; label++) {
      for (int example : trueExamples[label]) {
        add(times, example, counts.truePairs, placesOfAll[example][label] >> 1);
      }
    }
    return counts;
  }

  private Counts pairs(int label, int[] times) {
    Counts counts = new Counts(pools.label(label).places());
    int[] places = placesByLabel[label];
    for (int example = 0; example < examples; example++) {
      add(times, example, counts.pairs, places[example]);
    }
    for (int example : trueExamples[label]) {
      add(times, example, counts.truePairs, places[example] >> 1);
    }
    return counts;
  }

  private static int[] sums(int[] someExamples, int[] times) {
    int[] sums = new int[Bootstrap.BATCH];
    for (int example : someExamples) {
      add(times, example, sums, 0);
    }
    return sums;
  }

  private static void add(int[] times, int example, int[] counts, int place) {
    int from = example * Bootstrap.BATCH;
    int to = place * Bootstrap.BATCH;
    for (int draw = 0; draw < Bootstrap.BATCH; draw++) {
      counts[to + draw] += times[from + draw];
    }
  }

  /** Counts of pairs for a batch of draws, those of one place side by side. */
  private static final class Counts {
    private final int[] pairs;
    private final int[] truePairs;

    Counts(int places) {
      pairs = new int[places * Bootstrap.BATCH];
      truePairs = new int[places / 2 * Bootstrap.BATCH];
    }

    PooledRanking ranking(int draw) {
      return new PooledRanking(
          of(truePairs, draw), Arrays.stream(of(pairs, draw)).asLongStream().toArray());
    }

    private static int[] of(int[] counts, int draw) {
      int[] ofDraw = new int[counts.length / Bootstrap.BATCH];
      for (int place = 0; place < ofDraw.length; place++) {
        ofDraw[place] = counts[place * Bootstrap.BATCH + draw];
      }
      return ofDraw;
    }
  }
}
