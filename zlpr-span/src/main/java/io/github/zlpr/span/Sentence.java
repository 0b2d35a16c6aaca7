package io.github.zlpr.span;

import java.util.List;
import java.util.TreeSet;

/**
 * The tokens of a sentence, and the spans that are marked in it.
 *
 * @param tokens the tokens, at least one.
 * @param fields for each token, the fields it had in the file, by column; empty if it had none. A
 *     feature may be made of one of them, such as a part of speech.
 * @param spans the spans in their order, each once.
 */
public record Sentence(List<String> tokens, List<List<String>> fields, List<Span> spans) {

  /**
   * A sentence.
   *
   * @param tokens the tokens, at least one; copied.
   * @param fields the fields of each token, or nothing; copied.
   * @param spans the spans, in any order; copied.
   * @throws IllegalArgumentException if there is no token, if the fields are not those of so many
   *     tokens, or if a span ends behind the last token.
   */
  public Sentence {
    tokens = List.copyOf(tokens);
    fields = List.copyOf(fields);
    spans = List.copyOf(new TreeSet<>(spans));
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a sentence has at least one token");
    }
    if (!fields.isEmpty() && fields.size() != tokens.size()) {
      throw new IllegalArgumentException(
          tokens.size() + " tokens cannot have the fields of " + fields.size());
    }
    for (Span span : spans) {
      if (span.end() > tokens.size()) {
        throw new IllegalArgumentException(
            span + " ends behind the last of " + tokens.size() + " tokens");
      }
    }
  }

  /**
   * A sentence in which nothing is marked.
   *
   * @param tokens the tokens, at least one.
   * @return the sentence.
   */
  public static Sentence of(String... tokens) {
    return of(List.of(tokens), List.of());
  }

  /**
   * A sentence without fields.
   *
   * @param tokens the tokens, at least one.
   * @param spans the spans, in any order.
   * @return the sentence.
   */
  public static Sentence of(List<String> tokens, List<Span> spans) {
    return new Sentence(tokens, List.of(), spans);
  }

  /**
   * The number of tokens.
   *
   * @return at least 1.
   */
  public int size() {
    return tokens.size();
  }

  /**
   * The text of a span.
   *
   * @param span a span of this sentence.
   * @return its tokens, with a blank between them.
   */
  public String text(Span span) {
    return String.join(" ", tokens.subList(span.start(), span.end()));
  }
}
