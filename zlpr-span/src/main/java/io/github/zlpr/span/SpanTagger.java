package io.github.zlpr.span;

import java.util.List;

/** Finds spans in sentences. It may be called by several threads. */
@FunctionalInterface
public interface SpanTagger {

  /**
   * Finds the spans of a sentence.
   *
   * @param sentence the sentence; what is marked in it is not looked at.
   * @return the spans, in any order.
   */
  List<Span> tag(Sentence sentence);
}
