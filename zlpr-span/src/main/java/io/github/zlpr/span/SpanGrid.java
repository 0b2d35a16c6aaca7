package io.github.zlpr.span;

/**
 * The spans of a sentence that can be predicted: all that are not longer than the longest one,
 * numbered by their starts, and then by their lengths.
 *
 * @param size the number of tokens n.
 * @param longest the most tokens of a span, at least 1 and at most n.
 */
record SpanGrid(int size, int longest) {

  /** Sees a span. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Takes a span.
     *
     * @param index its number.
     * @param start the place of its first token.
     * @param end the place behind its last token.
     */
    void visit(int index, int start, int end);
  }

  /**
   * The spans of a sentence.
   *
   * @param size the number of tokens n, at least 1.
   * @param longest the most tokens of a span, at least 1; n if that is less.
   */
  SpanGrid {
    longest = Math.min(size, longest);
  }

  /** The number of spans. */
  int spans() {
    return first(size);
  }

  /** The number of the first span that starts at a token: of the spans that start before it. */
  int first(int start) {
    int cut = Math.max(0, start - (size - longest));
    return start * longest - cut * (cut - 1) / 2;
  }

  /** The place behind the last token of the longest span that starts at a token. */
  int lastEnd(int start) {
    return Math.min(size, start + longest);
  }

  /** The number of a span that is not too long. */
  int index(int start, int end) {
    return first(start) + end - start - 1;
  }

  /** Shows all spans by their numbers. */
  void forEach(Visitor visitor) {
    int index = 0;
    for (int start = 0; start < size; start++) {
      int last = lastEnd(start);
      for (int end = start + 1; end <= last; end++) {
        visitor.visit(index++, start, end);
      }
    }
  }
}
