package io.github.zlpr.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture of label frequencies in text: how many labels have 1, 2–3, 4–7, 8–15 … examples, and
 * the labels at both ends.
 */
final class LabelFrequencies {
  private static final int BAR = 40;
  private static final int NAMED = 5;

  private final Map<String, Long> frequencies;

  /**
   * The frequencies to show.
   *
   * @param frequencies label to number of examples, at least 1.
   */
  LabelFrequencies(Map<String, Long> frequencies) {
    this.frequencies = frequencies;
  }

  /** The first few of some names, and how many there are beyond. */
  static String shorten(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? first : first + " …";
  }

  @Override
  public String toString() {
    if (frequencies.isEmpty()) {
      return "";
    }
    int[] labels = new int[Long.SIZE];
    frequencies.values().forEach(count -> labels[log2(count)]++);
    int first = 0;
    while (labels[first] == 0) {
      first++;
    }
    int last = labels.length - 1;
    while (labels[last] == 0) {
      last--;
    }
    int most = 0;
    for (int count : labels) {
      most = Math.max(most, count);
    }
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%n  %18s%14s%n", "examples of a label", "labels"));
    for (int i = first; i <= last; i++) {
      text.append(line(1L << i, (2L << i) - 1, labels[i], most));
    }
    Comparator<Map.Entry<String, Long>> byCount = Map.Entry.comparingByValue();
    return text.append("  most frequent: ")
        .append(named(byCount.reversed().thenComparing(Map.Entry.comparingByKey())))
        .append("\n  least frequent: ")
        .append(named(byCount.thenComparing(Map.Entry.comparingByKey())))
        .append('\n')
        .toString();
  }

  private static int log2(long count) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(count);
  }

  private static String line(long from, long to, int labels, int most) {
    String range = from == to ? "1" : String.format(Locale.ROOT, "%,d – %,d", from, to);
    String bar = "#".repeat((int) Math.ceil((double) BAR * labels / most));
    return String.format(Locale.ROOT, "  %19s%,13d  %s", range, labels, bar).stripTrailing() + "\n";
  }

  private String named(Comparator<Map.Entry<String, Long>> order) {
    return shorten(
        frequencies.entrySet().stream()
            .sorted(order)
            .limit(NAMED + 1)
            .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
            .toList());
  }
}
