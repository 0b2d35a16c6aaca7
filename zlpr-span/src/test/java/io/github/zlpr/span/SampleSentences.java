package io.github.zlpr.span;

import io.github.zlpr.data.FileDataSourceProvenance;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tribuo.provenance.DataSourceProvenance;

/** Made-up sentences whose spans can be told from words and surroundings. */
final class SampleSentences implements SpanDataSource {

  private static final List<String> PEOPLE = List.of("Ann", "Bob", "Carl", "Dora", "Emil");
  private static final List<String> TOWNS = List.of("Rome", "Oslo", "Bonn", "Lima");
  private static final List<String> VERBS = List.of("sees", "calls", "likes");

  private final List<Sentence> sentences;

  SampleSentences(List<Sentence> sentences) {
    this.sentences = sentences;
  }

  /** Sentences such as {@code Ann of Oslo calls Bob in Rome today}. */
  static SampleSentences of(int size, long seed, boolean nested) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sentence> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<String> tokens = new ArrayList<>();
      List<Span> spans = new ArrayList<>();
      add(tokens, spans, random, nested);
      tokens.add(any(VERBS, random));
      if (random.nextInt(3) > 0) {
        add(tokens, spans, random, nested);
      } else {
        tokens.add("it");
      }
      if (random.nextBoolean()) {
        tokens.add("in");
        spans.add(new Span(tokens.size(), tokens.size() + 1, "TOWN"));
        tokens.add(any(TOWNS, random));
      }
      tokens.add("today");
      all.add(Sentence.of(tokens, spans));
    }
    return new SampleSentences(all);
  }

  private static void add(
      List<String> tokens, List<Span> spans, SplittableRandom random, boolean nested) {
    int start = tokens.size();
    tokens.add(any(PEOPLE, random));
    if (nested && random.nextBoolean()) {
      tokens.add("of");
      spans.add(new Span(tokens.size(), tokens.size() + 1, "TOWN"));
      tokens.add(any(TOWNS, random));
    } else if (random.nextBoolean()) {
      tokens.add(any(PEOPLE, random) + "son");
    }
    spans.add(new Span(start, tokens.size(), "PERSON"));
  }

  private static String any(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }

  @Override
  public Iterator<Sentence> iterator() {
    return sentences.iterator();
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return FileDataSourceProvenance.of(this, Map.of());
  }
}
