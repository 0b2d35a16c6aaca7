package io.github.zlpr.eval;

import io.github.zlpr.eval.resampling.Bootstrap;
import io.github.zlpr.eval.resampling.ExampleValues;
import io.github.zlpr.eval.resampling.Resampling;
import io.github.zlpr.eval.resampling.ResamplingData;
import io.github.zlpr.eval.scoring.TaskThreads;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether one model is really better than another on the same test data: the difference of their
 * metrics with an interval, both resampled by the same examples.
 *
 * <p>This is the paired bootstrap. It is much sharper than comparing two intervals, because what
 * makes an example hard for both models cancels out. Both evaluations must have been made by {@link
 * RankingEvaluator#keepingExampleValues}.
 *
 * <p>Source: Koehn, Statistical Significance Tests for Machine Translation Evaluation (2004).
 *
 * @param replicates the number of replicates, at least 1.
 * @param level the confidence of the intervals, in (0, 1).
 * @param seed the seed.
 */
public record BootstrapComparison(int replicates, double level, long seed) {

  /**
   * A difference of two models.
   *
   * @param value the first model's value minus the second one's.
   * @param interval the interval of the difference.
   */
  public record Difference(double value, Interval interval) {

    /**
     * Whether the difference is clear: its interval is above or below 0.
     *
     * @return whether it is; not if it is undefined.
     */
    public boolean clear() {
      return interval.lower() > 0.0 || interval.upper() < 0.0;
    }
  }

  /**
   * A model among others, by one metric.
   *
   * @param value the mean over its trainings.
   * @param interval the interval of that.
   * @param behind how far it is behind the best of all models, which is 0 for the best.
   */
  public record Standing(double value, Interval interval, Difference behind) {}

  /**
   * Compares two models.
   *
   * @param first the evaluation of one model.
   * @param second the evaluation of the other one.
   * @return the difference first − second of each metric that both have, in the first one's order.
   * @throws IllegalArgumentException if an evaluation has no example values, or if they are not of
   *     the same test data.
   */
  public Map<String, Difference> compare(RankingEvaluation first, RankingEvaluation second) {
    ResamplingData a = first.resamplingData();
    ResamplingData b = second.resamplingData();
    requireSameData(a.values(), b.values());
    List<String> names =
        first.metrics().keySet().stream().filter(second.metrics()::containsKey).toList();
    double[] values =
        names.stream().mapToDouble(name -> first.value(name) - second.value(name)).toArray();
    List<Interval> intervals;
    try (TaskThreads threads = new TaskThreads(0)) {
      Resampling ofFirst = a.resampling(names, threads);
      Resampling ofSecond = b.resampling(names, threads);
      intervals =
          intervals(
              values,
              a.values().examples(),
              draws -> difference(ofFirst.values(draws), ofSecond.values(draws)),
              threads);
    }
    Map<String, Difference> result = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      result.put(names.get(i), new Difference(values[i], intervals.get(i)));
    }
    return result;
  }

  private static double[][] difference(double[][] first, double[][] second) {
    double[][] difference = new double[first.length][first[0].length];
    for (int draw = 0; draw < first.length; draw++) {
      for (int i = 0; i < first[draw].length; i++) {
        difference[draw][i] = first[draw][i] - second[draw][i];
      }
    }
    return difference;
  }

  /**
   * Where each of several models stands by one metric, and how far it is behind the best of them. A
   * model that was trained several times, with other seeds, is measured by the mean over its
   * trainings, so the intervals are about other test examples, not other seeds.
   *
   * <p>Cost: O(replicates × examples × trainings).
   *
   * @param metric the name of the metric.
   * @param models of each model, the values of each training; all of the same test data.
   * @return one for each model, in their order.
   * @throws IllegalArgumentException if they are not of the same test data or lack the metric.
   */
  public List<Standing> standings(String metric, List<List<ExampleValues>> models) {
    ExampleValues any = models.get(0).get(0);
    models.forEach(trainings -> trainings.forEach(values -> requireSameData(any, values)));
    DoubleBinaryOperator lead = any.column(metric).metric()::lead;
    double[] means = means(models, values -> values.value(metric));
    int best =
        IntStream.range(0, means.length)
            .reduce(0, (i, j) -> lead.applyAsDouble(means[j], means[i]) > 0.0 ? j : i);
    int size = means.length;
    double[] values = withLeads(means, best, lead);
    List<Interval> intervals;
    try (TaskThreads threads = new TaskThreads(0)) {
      intervals =
          intervals(
              values,
              any.examples(),
              Bootstrap.Statistics.each(
                  times -> withLeads(means(models, one -> one.value(metric, times)), best, lead)),
              threads);
    }
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                new Standing(
                    means[i],
                    intervals.get(i),
                    new Difference(values[size + i], intervals.get(size + i))))
        .toList();
  }

  /** The means, and after them how far each is behind the best. */
  private static double[] withLeads(double[] means, int best, DoubleBinaryOperator lead) {
    double[] all = Arrays.copyOf(means, 2 * means.length);
    for (int i = 0; i < means.length; i++) {
      all[means.length + i] = lead.applyAsDouble(means[best], means[i]);
    }
    return all;
  }

  private static double[] means(
      List<List<ExampleValues>> models, ToDoubleFunction<ExampleValues> value) {
    return models.stream()
        .mapToDouble(trainings -> trainings.stream().mapToDouble(value).sum() / trainings.size())
        .toArray();
  }

  private static void requireSameData(ExampleValues a, ExampleValues b) {
    if (a.examples() != b.examples() || a.fingerprint() != b.fingerprint()) {
      throw new IllegalArgumentException(
          "the evaluations are not of the same test data: their examples or true labels differ");
    }
  }

  private List<Interval> intervals(
      double[] values, int examples, Bootstrap.Statistics statistics, TaskThreads threads) {
    return new Bootstrap(replicates, level, seed)
        .intervals(values, examples, statistics, threads).stream()
            .map(bounds -> new Interval(bounds.lower(), bounds.upper(), level))
            .toList();
  }
}
