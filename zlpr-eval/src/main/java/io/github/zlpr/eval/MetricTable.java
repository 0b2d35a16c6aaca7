package io.github.zlpr.eval;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How metrics are written: as JSON, and as a table for reading. */
public final class MetricTable {

  private MetricTable() {}

  /**
   * The metrics as JSON: one flat object, name of the metric to number. A metric that is undefined
   * for the test data has the value null, because JSON has no NaN.
   *
   * @param metrics the metrics by name.
   * @return the object, one metric a line, in the order of the map.
   */
  public static String json(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(
            metric ->
                "  \""
                    + metric.getKey().replace("\\", "\\\\").replace("\"", "\\\"")
                    + "\" : "
                    + (Double.isNaN(metric.getValue()) ? "null" : metric.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  /**
   * A table of the metrics with four decimals, and their intervals if there are any.
   *
   * @param metrics the metrics by name.
   * @param intervals the intervals by name of the metric; may be empty.
   * @return the table, one metric a line, in the order of the map.
   */
  public static String text(Map<String, Double> metrics, Map<String, Interval> intervals) {
    int width = metrics.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder table = new StringBuilder();
    metrics.forEach(
        (name, value) -> {
          table.append(String.format(Locale.ROOT, "%-" + width + "s  %10.4f", name, value));
          Interval interval = intervals.get(name);
          if (interval != null) {
            table.append(
                String.format(Locale.ROOT, "  [%.4f, %.4f]", interval.lower(), interval.upper()));
          }
          table.append('\n');
        });
    intervals.values().stream()
        .findFirst()
        .ifPresent(
            interval ->
                table.append(
                    String.format(
                        Locale.ROOT, "[...]: %s %% bootstrap intervals\n", interval.percent())));
    return table.toString();
  }
}
