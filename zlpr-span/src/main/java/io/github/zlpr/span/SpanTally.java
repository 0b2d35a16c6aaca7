package io.github.zlpr.span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was marked and found in sentences, counted by type, without types, and by depth. If it is to
 * be resampled, also what each sentence adds.
 */
final class SpanTally {

  /** What is counted on its own: the spans of a type, those without types, those of a depth. */
  private record Key(Kind kind, String name) implements Comparable<Key> {

    private enum Kind {
      TYPE,
      UNLABELLED,
      DEPTH
    }

    private static final Key UNLABELLED = new Key(Kind.UNLABELLED, "");

    private static Key type(String type) {
      return new Key(Kind.TYPE, type);
    }

    private static Key depth(int depth) {
      return new Key(Kind.DEPTH, Integer.toString(depth));
    }

    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      return byKind == 0 ? name.compareTo(other.name) : byKind;
    }
  }

  private final boolean keeps;
  private final SortedMap<Key, SpanCounts> total = new TreeMap<>();
  private final List<Map<Key, SpanCounts>> kept = new ArrayList<>();
  private final SortedMap<String, SortedMap<String, Long>> confusion = new TreeMap<>();
  private int sentences;
  private long tokens;
  private int fingerprint = 1;

  /**
   * Nothing counted yet.
   *
   * @param keeps whether to keep what each sentence adds.
   */
  SpanTally(boolean keeps) {
    this.keeps = keeps;
  }

  /**
   * Counts a sentence.
   *
   * @param sentence the sentence with what is marked.
   * @param found what was found, each span once.
   */
  void add(Sentence sentence, Set<Span> found) {
    Map<Key, SpanCounts> added = new LinkedHashMap<>();
    Set<Span> marked = new TreeSet<>(sentence.spans());
    for (Span span : marked) {
      boolean right = found.contains(span);
      count(added, Key.type(span.type()), 1, right ? 1 : 0, right ? 1 : 0);
      int depth = (int) marked.stream().filter(o -> o.contains(span)).count() - 1;
      count(added, Key.depth(depth), 1, 0, right ? 1 : 0);
    }
    for (Span span : found) {
      if (!marked.contains(span)) {
        count(added, Key.type(span.type()), 0, 1, 0);
      }
    }
    countUnlabelled(added, marked, found);
    countConfusion(marked, found);
    added.forEach((key, counts) -> total.merge(key, counts, (a, b) -> a.plus(b, 1)));
    if (keeps) {
      kept.add(added);
    }
    sentences++;
    tokens += sentence.size();
    fingerprint =
        31 * fingerprint + sentence.tokens().hashCode() + 17 * sentence.spans().hashCode();
  }

  private static void count(
      Map<Key, SpanCounts> counts, Key key, long marked, long found, long right) {
    counts.merge(key, new SpanCounts(marked, found, right), (a, b) -> a.plus(b, 1));
  }

  private record Tokens(int start, int end) {

    static Set<Tokens> of(Set<Span> spans) {
      Set<Tokens> tokens = new HashSet<>();
      spans.forEach(span -> tokens.add(new Tokens(span.start(), span.end())));
      return tokens;
    }
  }

  private static void countUnlabelled(
      Map<Key, SpanCounts> counts, Set<Span> marked, Set<Span> found) {
    Set<Tokens> right = Tokens.of(marked);
    Set<Tokens> foundTokens = Tokens.of(found);
    int size = right.size();
    right.retainAll(foundTokens);
    count(counts, Key.UNLABELLED, size, foundTokens.size(), right.size());
  }

  private void countConfusion(Set<Span> marked, Set<Span> found) {
    for (Span span : marked) {
      for (Span other : found) {
        if (span.start() == other.start() && span.end() == other.end()) {
          confusion
              .computeIfAbsent(span.type(), type -> new TreeMap<>())
              .merge(other.type(), 1L, Long::sum);
        }
      }
    }
  }

  int sentences() {
    return sentences;
  }

  long tokens() {
    return tokens;
  }

  /** A hash of the sentences, to tell whether two evaluations are of the same test data. */
  int fingerprint() {
    return fingerprint;
  }

  /** Whether it keeps what each sentence adds. */
  boolean keeps() {
    return keeps;
  }

  SpanCounts all() {
    return all(total);
  }

  SortedMap<String, SpanCounts> types() {
    SortedMap<String, SpanCounts> types = new TreeMap<>();
    total.forEach(
        (key, counts) -> {
          if (key.kind == Key.Kind.TYPE) {
            types.put(key.name, counts);
          }
        });
    return types;
  }

  SortedMap<String, SortedMap<String, Long>> confusion() {
    return confusion;
  }

  /** The metrics by name. */
  Map<String, Double> metrics() {
    return metrics(total);
  }

  /**
   * The metrics of sentences that are there several times, or not at all.
   *
   * @param times how often each sentence is there.
   * @return the same metrics as of the sentences as they are.
   */
  Map<String, Double> metrics(int[] times) {
    SortedMap<Key, SpanCounts> sum = new TreeMap<>();
    total.keySet().forEach(key -> sum.put(key, SpanCounts.NONE));
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        int weight = times[i];
        kept.get(i)
            .forEach((key, counts) -> sum.computeIfPresent(key, (k, a) -> a.plus(counts, weight)));
      }
    }
    return metrics(sum);
  }

  private static SpanCounts all(SortedMap<Key, SpanCounts> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().kind == Key.Kind.TYPE)
        .map(Map.Entry::getValue)
        .reduce(SpanCounts.NONE, (a, b) -> a.plus(b, 1));
  }

  private static Map<String, Double> metrics(SortedMap<Key, SpanCounts> counts) {
    SpanCounts all = all(counts);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("Precision", all.precision());
    metrics.put("Recall", all.recall());
    metrics.put("F1", all.f1());
    metrics.put(
        "MacroF1",
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().kind == Key.Kind.TYPE)
            .mapToDouble(entry -> entry.getValue().f1())
            .average()
            .orElse(0.0));
    metrics.put("UnlabelledF1", counts.getOrDefault(Key.UNLABELLED, SpanCounts.NONE).f1());
    boolean nested = counts.containsKey(Key.depth(1));
    counts.forEach(
        (key, value) -> {
          switch (key.kind) {
            case TYPE -> metrics.put("F1:" + key.name, value.f1());
            case DEPTH -> {
              if (nested) {
                metrics.put("Recall@depth" + key.name, value.recall());
              }
            }
            case UNLABELLED -> {}
          }
        });
    return metrics;
  }
}
