package io.github.zlpr.span;

import java.util.Comparator;

/**
 * Some tokens of a sentence in a row, and what they are, such as a name of a person.
 *
 * <p>Spans are ordered by their starts; of those with the same start the longer one comes first, so
 * that a span stands before those inside it.
 *
 * @param start the place of the first token, from 0.
 * @param end the place behind the last token, above {@code start}.
 * @param type what it is.
 */
public record Span(int start, int end, String type) implements Comparable<Span> {

  private static final Comparator<Span> ORDER =
      Comparator.comparingInt(Span::start)
          .thenComparing(Comparator.comparingInt(Span::end).reversed())
          .thenComparing(Span::type);

  /**
   * A span.
   *
   * @param start the place of the first token, from 0.
   * @param end the place behind the last token, above {@code start}.
   * @param type what it is, not empty.
   * @throws IllegalArgumentException if it has no token or no type, or starts before the sentence.
   */
  public Span {
    if (start < 0 || end <= start || type.isEmpty()) {
      throw new IllegalArgumentException(
          "a span has a type and at least one token, found '"
              + type
              + "' from "
              + start
              + " to "
              + end);
    }
  }

  /**
   * The number of tokens.
   *
   * @return at least 1.
   */
  public int length() {
    return end - start;
  }

  /**
   * Whether both have a token in common.
   *
   * @param other another span of the same sentence.
   * @return whether they overlap.
   */
  public boolean overlaps(Span other) {
    return start < other.end && other.start < end;
  }

  /**
   * Whether another span lies within this one, also where both have the same tokens.
   *
   * @param other another span of the same sentence.
   * @return whether all tokens of the other one are among those of this one.
   */
  public boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }
}
