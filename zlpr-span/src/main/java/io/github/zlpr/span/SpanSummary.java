package io.github.zlpr.span;

import io.github.zlpr.data.SummaryTable;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What sentences with spans hold, counted in one pass that keeps no sentence.
 *
 * <p>A span is nested if another one of its sentence contains it, and it crosses if another one
 * shares some of its tokens and neither contains the other.
 */
public final class SpanSummary {

  private final Map<String, Long> types = new TreeMap<>();
  private long sentences;
  private long withoutSpan;
  private long tokens;
  private int mostTokens;
  private long spans;
  private long spanTokens;
  private int longest;
  private long nested;
  private long crossing;

  /**
   * Counts.
   *
   * @param data the sentences.
   */
  public SpanSummary(Iterable<Sentence> data) {
    data.forEach(this::add);
  }

  private void add(Sentence sentence) {
    sentences++;
    withoutSpan += sentence.spans().isEmpty() ? 1 : 0;
    tokens += sentence.size();
    mostTokens = Math.max(mostTokens, sentence.size());
    for (Span span : sentence.spans()) {
      spans++;
      spanTokens += span.length();
      longest = Math.max(longest, span.length());
      types.merge(span.type(), 1L, Long::sum);
      nested +=
          sentence.spans().stream().anyMatch(o -> !o.equals(span) && o.contains(span)) ? 1 : 0;
      crossing += sentence.spans().stream().anyMatch(o -> crosses(o, span)) ? 1 : 0;
    }
  }

  private static boolean crosses(Span one, Span other) {
    return one.overlaps(other) && !one.contains(other) && !other.contains(one);
  }

  /** {@return the number of sentences} */
  public long sentences() {
    return sentences;
  }

  /** {@return the number of tokens} */
  public long tokens() {
    return tokens;
  }

  /** {@return the number of spans} */
  public long spans() {
    return spans;
  }

  /** {@return the number of spans that another one contains} */
  public long nested() {
    return nested;
  }

  /** {@return the number of spans that share some tokens with one that neither contains} */
  public long crossing() {
    return crossing;
  }

  /** {@return the number of spans of each type, by name} */
  public Map<String, Long> types() {
    return new TreeMap<>(types);
  }

  /** A table of all figures, and one of the types, the most frequent first. */
  @Override
  public String toString() {
    SummaryTable table = new SummaryTable();
    table.add("sentences", sentences, SummaryTable.count(withoutSpan) + " without a span");
    table.add("tokens", tokens, "at most " + SummaryTable.count(mostTokens) + " in a sentence");
    table.add(
        "spans",
        spans,
        spans == 0
            ? ""
            : String.format(
                Locale.ROOT, "%.2f tokens each, at most %d", (double) spanTokens / spans, longest));
    table.add("nested", nested, "in another span");
    table.add("crossing", crossing, "share tokens with a span, and neither is in the other");
    table.add("types", types.size(), "");
    types.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(type -> table.add("  " + type.getKey(), type.getValue(), ""));
    return table.toString();
  }
}
