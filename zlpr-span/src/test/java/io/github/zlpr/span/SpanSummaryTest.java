package io.github.zlpr.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanSummaryTest {

  private static final Sentence NESTED =
      Sentence.of(
          List.of("University", "of", "Lyon", "hired", "Nils"),
          List.of(new Span(0, 3, "ORG"), new Span(2, 3, "PLACE"), new Span(4, 5, "PERSON")));
  private static final Sentence CROSSING =
      Sentence.of(
          List.of("north", "and", "south", "Lyon"),
          List.of(new Span(0, 3, "PLACE"), new Span(2, 4, "PLACE")));
  private static final Sentence EMPTY = Sentence.of("nothing");

  @Test
  void countsWhatSentencesHold() {
    SpanSummary summary = new SpanSummary(List.of(NESTED, CROSSING, EMPTY));
    assertEquals(3, summary.sentences());
    assertEquals(10, summary.tokens());
    assertEquals(5, summary.spans());
    assertEquals(1, summary.nested());
    assertEquals(2, summary.crossing());
    assertEquals(Map.of("ORG", 1L, "PLACE", 3L, "PERSON", 1L), summary.types());
    assertTrue(summary.toString().contains("1 without a span"), summary.toString());
    assertTrue(summary.toString().contains("2.00 tokens each, at most 3"), summary.toString());
  }

  @Test
  void spansOfTheSameTokensAreNested() {
    List<Span> twice = List.of(new Span(0, 1, "A"), new Span(0, 1, "B"));
    SpanSummary summary = new SpanSummary(List.of(Sentence.of(List.of("x"), twice)));
    assertEquals(2, summary.nested());
    assertEquals(0, summary.crossing());
  }

  @Test
  void nothingHasNoFigures() {
    SpanSummary summary = new SpanSummary(List.of());
    assertEquals(0, summary.spans());
    assertTrue(summary.toString().startsWith("  sentences "), summary.toString());
  }
}
