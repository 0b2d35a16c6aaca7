package io.github.zlpr.span;

import io.github.zlpr.eval.Interval;
import io.github.zlpr.eval.MetricTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well spans were found, as {@link SpanEvaluator} measured it. Immutable.
 *
 * <p>A span was found if its first token, its last token and its type are right.
 */
public final class SpanEvaluation {

  private final Map<String, Double> metrics;
  private final Map<String, Interval> intervals;
  private final SpanTally tally;
  private final List<SpanMistake> mistakes;

  SpanEvaluation(SpanTally tally, Map<String, Interval> intervals, List<SpanMistake> mistakes) {
    this.tally = tally;
    this.metrics = Collections.unmodifiableMap(tally.metrics());
    this.intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
    this.mistakes = List.copyOf(mistakes);
  }

  /**
   * All metrics, by name.
   *
   * @return an unmodifiable map: {@code Precision}, {@code Recall}, {@code F1}, {@code MacroF1},
   *     {@code UnlabelledF1}, {@code F1:TYPE} for each type, and {@code Recall@depth} for each
   *     depth of nested data.
   */
  public Map<String, Double> metrics() {
    return metrics;
  }

  /**
   * The value of one metric.
   *
   * @param name the name of the metric.
   * @return its value.
   * @throws IllegalArgumentException if there is no metric of this name.
   */
  public double value(String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no metric is named '" + name + "', there are " + String.join(", ", metrics.keySet()));
    }
    return value;
  }

  /**
   * The bootstrap intervals, by name of the metric.
   *
   * @return an unmodifiable map; empty unless the evaluator was told to make intervals.
   */
  public Map<String, Interval> intervals() {
    return intervals;
  }

  /**
   * The counts of all types together.
   *
   * @return the counts.
   */
  public SpanCounts counts() {
    return tally.all();
  }

  /**
   * The counts of each type that is marked or was found.
   *
   * @return an unmodifiable map in the order of the types.
   */
  public SortedMap<String, SpanCounts> types() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(tally.types()));
  }

  /**
   * How often a span that is marked as one type was found as others.
   *
   * @return by marked type, by type found, the number of spans with the same tokens; right ones
   *     too.
   */
  public SortedMap<String, SortedMap<String, Long>> confusion() {
    return tally.confusion();
  }

  /**
   * The first sentences in which something was missed or invented.
   *
   * @return an unmodifiable list.
   */
  public List<SpanMistake> mistakes() {
    return mistakes;
  }

  /**
   * The number of sentences.
   *
   * @return at least 1.
   */
  public int sentences() {
    return tally.sentences();
  }

  /** What was kept of each sentence, to compare two evaluations. */
  SpanTally tally() {
    return tally;
  }

  /**
   * The metrics as JSON: one flat object, name of the metric to number.
   *
   * @return the object, one metric a line.
   */
  public String toJson() {
    return MetricTable.json(metrics);
  }

  /** A table of the metrics, one with the counts of each type, and what they are metrics of. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(MetricTable.text(metrics, intervals));
    int width = Math.max(4, types().keySet().stream().mapToInt(String::length).max().orElse(0));
    String row = "%-" + width + "s  %7s %7s %7s  %9s %9s %9s\n";
    text.append(line(row, "type", "marked", "found", "right", "precision", "recall", "F1"));
    types().forEach((type, counts) -> text.append(line(row, type, counts)));
    text.append(line(row, "all", counts()));
    text.append(
        String.format(Locale.ROOT, "%,d sentences, %,d tokens\n", sentences(), tally.tokens()));
    return text.toString();
  }

  private static String line(String row, String type, SpanCounts counts) {
    return line(
        row,
        type,
        counts.marked(),
        counts.found(),
        counts.right(),
        decimals(counts.precision()),
        decimals(counts.recall()),
        decimals(counts.f1()));
  }

  private static String line(String row, Object... values) {
    return String.format(Locale.ROOT, row, values);
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
