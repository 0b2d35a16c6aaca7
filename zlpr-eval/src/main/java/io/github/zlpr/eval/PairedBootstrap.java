package io.github.zlpr.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

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
    if (a.examples() != b.examples() || a.fingerprint() != b.fingerprint()) {
      throw new IllegalArgumentException(
          "the evaluations are not of the same test data: their examples or true labels differ");
    }
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < b.metrics().size(); i++) {
      places.put(b.metrics().get(i).name(), i);
    }
    List<String> names = new ArrayList<>();
    List<ToDoubleFunction<int[]>> differences = new ArrayList<>();
    for (int i = 0; i < a.metrics().size(); i++) {
      Integer j = places.get(a.metrics().get(i).name());
      if (j != null) {
        int inFirst = i;
        names.add(a.metrics().get(i).name());
        differences.add(times -> a.value(inFirst, times) - b.value(j, times));
      }
    }
    Map<String, Difference> result = new LinkedHashMap<>();
    try (Workers workers = new Workers(0)) {
      List<Interval> intervals =
          new Bootstrap(replicates, level, seed).intervals(a.examples(), differences, workers);
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        result.put(name, new Difference(first.value(name) - second.value(name), intervals.get(i)));
      }
    }
    return result;
  }
}
