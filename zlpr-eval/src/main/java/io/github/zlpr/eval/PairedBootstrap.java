package io.github.zlpr.eval;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether one model is really better than another on the same test data: the difference of their
 * metrics with an interval, both resampled by the same examples.
 *
 * <p>Much sharper than comparing two intervals, for what makes an example hard for both models
 * cancels out. Both evaluations must have been made by {@link
 * RankingEvaluator#keepingExampleValues}. The macro metrics over labels and the metrics over all
 * pairs ({@code MicroAUC}, {@code MicroAP}, {@code MacroAUC}, {@code MacroAP}, {@code MacroF1}) are
 * no sums over examples and are not compared.
 *
 * <p>Source: Koehn, Statistical Significance Tests for Machine Translation Evaluation (2004).
 *
 * @param replicates the number of replicates, at least 1.
 * @param level the confidence of the intervals, in (0, 1).
 * @param seed the seed.
 */
public record PairedBootstrap(int replicates, double level, long seed) {

  /**
   * A difference of two models.
   *
   * @param value the first model's value minus the second one's.
   * @param interval the interval of the difference.
   */
  public record Difference(double value, Interval interval) {

    /**
     * Whether the difference is clear: its interval does not contain 0.
     *
     * @return whether it is.
     */
    public boolean clear() {
      return !interval.contains(0.0);
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
   * @return the difference first − second of each metric that both have and that can be compared.
   * @throws IllegalArgumentException if an evaluation has no example values, or if they are not of
   *     the same test data.
   */
  public Map<String, Difference> compare(RankingEvaluation first, RankingEvaluation second) {
    ExampleValues a = first.exampleValues();
    ExampleValues b = second.exampleValues();
    requireSameData(a, b);
    List<String> names = a.names().stream().filter(b.names()::contains).toList();
    Function<int[], double[]> differences =
        times -> names.stream().mapToDouble(n -> a.value(n, times) - b.value(n, times)).toArray();
    List<Interval> intervals = intervals(a.examples(), differences);
    Map<String, Difference> result = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      result.put(name, new Difference(first.value(name) - second.value(name), intervals.get(i)));
    }
    return result;
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
    DoubleBinaryOperator lead =
        any.column(metric).metric().higherIsBetter() ? (a, b) -> a - b : (a, b) -> b - a;
    double[] means = means(models, values -> values.value(metric));
    int best =
        IntStream.range(0, means.length)
            .reduce(0, (i, j) -> lead.applyAsDouble(means[j], means[i]) > 0.0 ? j : i);
    int size = means.length;
    Function<int[], double[]> statistics =
        times -> {
          double[] drawn = means(models, values -> values.value(metric, times));
          double[] all = Arrays.copyOf(drawn, 2 * size);
          Arrays.setAll(
              all, i -> i < size ? drawn[i] : lead.applyAsDouble(drawn[best], drawn[i - size]));
          return all;
        };
    List<Interval> intervals = intervals(any.examples(), statistics);
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                new Standing(
                    means[i],
                    intervals.get(i),
                    new Difference(
                        lead.applyAsDouble(means[best], means[i]), intervals.get(size + i))))
        .toList();
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

  private List<Interval> intervals(int examples, Function<int[], double[]> statistics) {
    try (Workers workers = new Workers(0)) {
      return new Bootstrap(replicates, level, seed).intervals(examples, statistics, workers);
    }
  }
}
