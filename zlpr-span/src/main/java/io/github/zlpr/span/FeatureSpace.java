package io.github.zlpr.span;

import io.github.zlpr.eval.scoring.TaskThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The features that have weights. By their names in order they are in three groups: those of
 * surroundings, those of spans and those of tokens; each group is numbered from 0.
 *
 * <p>They are looked up by kind and values, so that no name is put together for those, by far the
 * most, that have no weight.
 */
final class FeatureSpace {

  private static final int BLOCK = 64;

  private final SpanFeatures features;
  private final Map<String, Map<String, Integer>> ofOneValue = new HashMap<>();
  private final Map<String, Map<String, Map<String, Integer>>> ofTwoValues = new HashMap<>();
  private final Map<String, Integer> hashed = new HashMap<>();
  private final int contexts;
  private final int spans;
  private final int tokens;

  /**
   * A space.
   *
   * @param features makes the features.
   * @param names all names, in their order.
   */
  FeatureSpace(SpanFeatures features, Iterable<String> names) {
    this.features = features;
    int[] counts = new int[3];
    for (String name : names) {
      index(name, counts[group(name)]++);
    }
    contexts = counts[0];
    spans = counts[1];
    tokens = counts[2];
  }

  private void index(String name, int id) {
    int equals = name.indexOf(FeatureSink.EQUALS);
    if (equals < 0) {
      hashed.put(name, id);
      return;
    }
    String kind = name.substring(0, equals);
    int between = name.indexOf(FeatureSink.BETWEEN, equals);
    if (between < 0) {
      ofOneValue
          .computeIfAbsent(kind, first -> new HashMap<>())
          .put(name.substring(equals + 1), id);
    } else {
      ofTwoValues
          .computeIfAbsent(kind, first -> new HashMap<>())
          .computeIfAbsent(name.substring(equals + 1, between), first -> new HashMap<>())
          .put(name.substring(between + 1), id);
    }
  }

  private static int group(String name) {
    if (name.startsWith(SpanFeatures.CONTEXT)) {
      return 0;
    }
    return name.startsWith(SpanFeatures.SPAN) ? 1 : 2;
  }

  /**
   * The features of training sentences: those of tokens and surroundings that occur often enough,
   * those that a marked span has as a whole, and all lengths.
   *
   * @param features makes the features.
   * @param sentences the sentences.
   * @param minCount the fewest tokens that have a feature.
   * @param longest the longest span.
   * @return their names in order.
   */
  static List<String> names(
      SpanFeatures features, List<Sentence> sentences, int minCount, int longest) {
    Map<String, int[]> counts = new HashMap<>();
    Set<String> names = new HashSet<>();
    FeatureSink counter =
        new Names(features, name -> counts.computeIfAbsent(name, first -> new int[1])[0]++);
    for (Sentence sentence : sentences) {
      WordViews words = new WordViews(sentence);
      for (int i = 0; i < words.size(); i++) {
        features.ofContext(words, i, counter);
        features.ofToken(words, i, counter);
      }
      for (Span span : sentence.spans()) {
        if (span.length() <= longest) {
          names.addAll(ofSpan(features, words, span.start(), span.end()));
        }
      }
    }
    for (int length = 1; length <= longest; length++) {
      names.add(SpanFeatures.length(length));
    }
    counts.forEach(
        (name, count) -> {
          if (count[0] >= minCount) {
            names.add(name);
          }
        });
    return new ArrayList<>(new TreeSet<>(names));
  }

  /** The names of the features of one span as a whole. */
  static List<String> ofSpan(SpanFeatures features, WordViews words, int start, int end) {
    List<List<String>> spans = new ArrayList<>();
    spans.add(new ArrayList<>());
    features.ofSpans(
        words,
        start,
        end,
        new Names(features, name -> spans.get(spans.size() - 1).add(name)),
        () -> spans.add(new ArrayList<>()));
    return spans.get(end - start - 1);
  }

  /** Puts the names of features together, as a model knows them. */
  record Names(SpanFeatures features, Consumer<String> names) implements FeatureSink {

    @Override
    public void add(String kind, String value) {
      names.accept(features.known(FeatureSink.name(kind, value)));
    }

    @Override
    public void add(String kind, String left, String right) {
      names.accept(features.known(FeatureSink.name(kind, left, right)));
    }

    @Override
    public boolean wants(String kind, String left) {
      return true;
    }
  }

  /** The number of features of surroundings. */
  int contexts() {
    return contexts;
  }

  /** The number of features of spans. */
  int spans() {
    return spans;
  }

  /** The number of features of tokens. */
  int tokens() {
    return tokens;
  }

  /** The number of all features. */
  int size() {
    return contexts + spans + tokens;
  }

  /** Whether a feature is one of tokens. */
  boolean isToken(int id) {
    return id >= contexts + spans;
  }

  /** The number of a feature in its group. */
  int row(int id) {
    if (id < contexts) {
      return id;
    }
    return isToken(id) ? id - contexts - spans : id - contexts;
  }

  /** The row of a length among the features of spans. */
  int ofLength(int length) {
    String name = SpanFeatures.length(length);
    int equals = name.indexOf(FeatureSink.EQUALS);
    return ofOneValue.get(name.substring(0, equals)).get(name.substring(equals + 1));
  }

  /** Sentences as rows of features. */
  List<SpanRow> encode(List<Sentence> sentences, int longest, TaskThreads crew) {
    int blocks = (sentences.size() + BLOCK - 1) / BLOCK;
    return crew
        .all(
            blocks,
            block ->
                sentences
                    .subList(block * BLOCK, Math.min((block + 1) * BLOCK, sentences.size()))
                    .stream()
                    .map(sentence -> encode(sentence, longest))
                    .toList())
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** A sentence as a row of features. */
  SpanRow encode(Sentence sentence, int longest) {
    WordViews words = new WordViews(sentence);
    Lists context = new Lists();
    Lists token = new Lists();
    for (int i = 0; i < words.size(); i++) {
      features.ofContext(words, i, context);
      context.end();
      features.ofToken(words, i, token);
      token.end();
    }
    SpanGrid grid = new SpanGrid(words.size(), longest);
    Lists span = new Lists();
    for (int start = 0; start < grid.size(); start++) {
      features.ofSpans(words, start, grid.lastEnd(start), span, span::end);
    }
    return new SpanRow(grid, context.done(), token.done(), span.done());
  }

  /** Lists of ids, one after the other. */
  private final class Lists implements FeatureSink {
    private int[] ends = new int[64];
    private int[] all = new int[256];
    private int lists;
    private int size;

    @Override
    public void add(String kind, String value) {
      Map<String, Integer> values = ofOneValue.get(kind);
      if (values != null) {
        add(values.get(value));
      }
      if (features.hashes()) {
        add(hashed.get(features.known(FeatureSink.name(kind, value))));
      }
    }

    @Override
    public void add(String kind, String left, String right) {
      if (features.hashes()) {
        add(hashed.get(features.known(FeatureSink.name(kind, left, right))));
        return;
      }
      Map<String, Map<String, Integer>> values = ofTwoValues.get(kind);
      Map<String, Integer> seconds = values == null ? null : values.get(left);
      if (seconds != null) {
        add(seconds.get(right));
      }
    }

    @Override
    public boolean wants(String kind, String left) {
      Map<String, Map<String, Integer>> values = ofTwoValues.get(kind);
      return features.hashes() || (values != null && values.containsKey(left));
    }

    private void add(Integer id) {
      if (id != null) {
        if (size == all.length) {
          all = Arrays.copyOf(all, 2 * size);
        }
        all[size++] = id;
      }
    }

    void end() {
      if (lists + 1 == ends.length) {
        ends = Arrays.copyOf(ends, 2 * ends.length);
      }
      ends[++lists] = size;
    }

    IdLists done() {
      return new IdLists(Arrays.copyOf(ends, lists + 1), Arrays.copyOf(all, size));
    }
  }
}
