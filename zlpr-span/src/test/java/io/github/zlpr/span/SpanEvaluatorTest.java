package io.github.zlpr.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.eval.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpanEvaluatorTest {

  private static final List<Sentence> MARKED =
      List.of(
          Spans.sentence("a b c d e", "0-2 PER, 3-4 LOC"),
          Spans.sentence("f g h", "0-1 ORG"),
          Spans.sentence("i j", ""));

  private static final Map<List<String>, List<Span>> FOUND =
      Map.of(
          MARKED.get(0).tokens(), Spans.of("0-2 PER, 3-4 PER, 3-4 PER, 4-5 LOC"),
          MARKED.get(1).tokens(), Spans.of("0-2 ORG"),
          MARKED.get(2).tokens(), Spans.of("0-1 LOC"));

  private static SpanEvaluation evaluate(SpanEvaluator evaluator) {
    return evaluator.evaluate(sentence -> FOUND.get(sentence.tokens()), MARKED);
  }

  @Test
  void metricsAreThoseComputedByHand() {
    SpanEvaluation evaluation = evaluate(new SpanEvaluator());
    assertEquals(new SpanCounts(3, 5, 1), evaluation.counts());
    assertEquals(1.0 / 5, evaluation.value("Precision"));
    assertEquals(1.0 / 3, evaluation.value("Recall"));
    assertEquals(2.0 / 8, evaluation.value("F1"));
    assertEquals(2.0 / 3, evaluation.value("F1:PER"));
    assertEquals(0.0, evaluation.value("F1:LOC"));
    assertEquals(0.0, evaluation.value("F1:ORG"));
    assertEquals((2.0 / 3) / 3, evaluation.value("MacroF1"), 1e-15);
    assertEquals(2.0 * 2 / (3 + 5), evaluation.value("UnlabelledF1"));
    assertEquals(
        Map.of("LOC", Map.of("PER", 1L), "PER", Map.of("PER", 1L)), evaluation.confusion());
    assertFalse(evaluation.metrics().keySet().stream().anyMatch(name -> name.contains("depth")));
    assertEquals(3, evaluation.mistakes().size());
    assertEquals(Spans.of("3-4 LOC"), evaluation.mistakes().get(0).missed());
    assertEquals(Spans.of("3-4 PER, 4-5 LOC"), evaluation.mistakes().get(0).invented());
  }

  @Test
  void nestedSpansAreCountedByDepth() {
    SpanEvaluation evaluation =
        new SpanEvaluator()
            .evaluate(
                sentence -> Spans.of("0-4 PER, 2-3 LOC"),
                List.of(Spans.sentence("a b c d", "0-4 PER, 2-4 LOC, 2-3 LOC, 3-4 LOC")));
    assertEquals(1.0, evaluation.value("Recall@depth0"));
    assertEquals(0.0, evaluation.value("Recall@depth1"));
    assertEquals(0.5, evaluation.value("Recall@depth2"));
  }

  @Test
  void nothingMarkedAndNothingFoundGivesZero() {
    SpanEvaluation evaluation =
        new SpanEvaluator().evaluate(sentence -> List.of(), List.of(Sentence.of("a")));
    assertEquals(0.0, evaluation.value("F1"));
    assertEquals(0.0, evaluation.value("MacroF1"));
  }

  @Test
  void noSentenceIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SpanEvaluator().evaluate(sentence -> List.of(), List.of()));
  }

  @Test
  void flatSpansAreCountedAsConllevalCountsChunks() {
    SplittableRandom random = new SplittableRandom(3);
    List<Sentence> marked = new ArrayList<>();
    Map<List<String>, List<Span>> found = new HashMap<>();
    List<String[]> gold = new ArrayList<>();
    List<String[]> guesses = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String[] tags = tags(random);
      String[] others = random.nextInt(3) == 0 ? tags : tags(random, tags.length);
      gold.add(tags);
      guesses.add(others);
      List<String> tokens = new ArrayList<>();
      for (int t = 0; t < tags.length; t++) {
        tokens.add(i + "." + t);
      }
      marked.add(Sentence.of(tokens, spans(tags)));
      found.put(tokens, spans(others));
    }
    SpanEvaluation evaluation =
        new SpanEvaluator().evaluate(sentence -> found.get(sentence.tokens()), marked);
    long[] counts = conlleval(gold, guesses);
    assertEquals(new SpanCounts(counts[0], counts[1], counts[2]), evaluation.counts());
    assertTrue(counts[2] > 50);
  }

  private static List<Span> spans(String[] tags) {
    return TagScheme.AUTOMATIC.spans(List.of(tags), (token, message) -> {});
  }

  private static String[] tags(SplittableRandom random) {
    return tags(random, 1 + random.nextInt(12));
  }

  private static String[] tags(SplittableRandom random, int size) {
    String[] tags = new String[size];
    for (int i = 0; i < size; i++) {
      tags[i] = List.of("O", "O", "B-X", "I-X", "B-Y", "I-Y", "E-X", "S-Y").get(random.nextInt(8));
    }
    return tags;
  }

  /** A transcription of the script's loop: correct, gold and guessed chunks, token after token. */
  private static long[] conlleval(List<String[]> gold, List<String[]> guesses) {
    long correct = 0;
    long goldChunks = 0;
    long guessed = 0;
    boolean inCorrect = false;
    String lastGold = "O";
    String lastGuess = "O";
    for (int s = 0; s < gold.size(); s++) {
      for (int i = 0; i <= gold.get(s).length; i++) {
        boolean ends = i == gold.get(s).length;
        String g = ends ? "O" : gold.get(s)[i];
        String p = ends ? "O" : guesses.get(s)[i];
        if (inCorrect) {
          boolean endGold = endOfChunk(lastGold, g);
          boolean endGuess = endOfChunk(lastGuess, p);
          if (endGold && endGuess && type(lastGold).equals(type(lastGuess))) {
            inCorrect = false;
            correct++;
          } else if (endGold != endGuess || !type(g).equals(type(p))) {
            inCorrect = false;
          }
        }
        if (startOfChunk(lastGold, g) && startOfChunk(lastGuess, p) && type(g).equals(type(p))) {
          inCorrect = true;
        }
        goldChunks += startOfChunk(lastGold, g) ? 1 : 0;
        guessed += startOfChunk(lastGuess, p) ? 1 : 0;
        lastGold = g;
        lastGuess = p;
      }
    }
    return new long[] {goldChunks, guessed, correct};
  }

  private static String type(String tag) {
    return tag.equals("O") ? "" : tag.substring(2);
  }

  private static boolean startOfChunk(String before, String tag) {
    char a = before.charAt(0);
    char b = tag.charAt(0);
    return b == 'B'
        || b == 'S'
        || ((a == 'E' || a == 'S' || a == 'O') && (b == 'E' || b == 'I'))
        || (b != 'O' && !type(before).equals(type(tag)));
  }

  private static boolean endOfChunk(String before, String tag) {
    char a = before.charAt(0);
    char b = tag.charAt(0);
    return a == 'E'
        || a == 'S'
        || ((a == 'B' || a == 'I') && (b == 'B' || b == 'S' || b == 'O'))
        || (a != 'O' && !type(before).equals(type(tag)));
  }

  @Test
  void intervalsContainTheValueAndAreTheSameForTheSameSeed() {
    SpanEvaluator evaluator = new SpanEvaluator().withBootstrap(200, 0.9, 5);
    Map<String, Interval> intervals = evaluate(evaluator).intervals();
    assertTrue(intervals.get("F1").contains(0.25));
    assertTrue(intervals.get("F1").upper() > intervals.get("F1").lower());
    assertEquals(intervals, evaluate(evaluator).intervals());
  }

  @Test
  void taggerIsNotBetterThanItself() {
    SpanEvaluator evaluator = new SpanEvaluator().withBootstrap(100, 0.95, 1);
    SpanEvaluation right = evaluator.evaluate(Sentence::spans, MARKED);
    SpanEvaluation wrong = evaluate(evaluator);
    assertFalse(evaluator.compare(wrong, wrong).get("F1").clear());
    assertEquals(0.75, evaluator.compare(right, wrong).get("F1").value());
    assertTrue(evaluator.compare(right, wrong).get("F1").interval().lower() > 0.0);
    assertThrows(
        IllegalArgumentException.class,
        () -> evaluator.compare(right, evaluate(new SpanEvaluator())));
    assertThrows(
        IllegalArgumentException.class,
        () -> evaluator.compare(right, evaluator.evaluate(Sentence::spans, MARKED.subList(0, 2))));
  }
}
