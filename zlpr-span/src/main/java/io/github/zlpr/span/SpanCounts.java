package io.github.zlpr.span;

/**
 * How many spans were marked, found, and both.
 *
 * @param marked the spans of the data.
 * @param found the spans that were found.
 * @param right those found that are marked.
 */
public record SpanCounts(long marked, long found, long right) {

  /** Nothing. */
  static final SpanCounts NONE = new SpanCounts(0, 0, 0);

  SpanCounts plus(SpanCounts other, long times) {
    return new SpanCounts(
        marked + times * other.marked, found + times * other.found, right + times * other.right);
  }

  /**
   * The share of the spans found that are right.
   *
   * @return a number in [0, 1]; 0 if none was found.
   */
  public double precision() {
    return found == 0 ? 0.0 : (double) right / found;
  }

  /**
   * The share of the marked spans that were found.
   *
   * @return a number in [0, 1]; 0 if none is marked.
   */
  public double recall() {
    return marked == 0 ? 0.0 : (double) right / marked;
  }

  /**
   * The harmonic mean of precision and recall.
   *
   * @return 2 · right / (marked + found), in [0, 1]; 0 if nothing is right.
   */
  public double f1() {
    return right == 0 ? 0.0 : 2.0 * right / (marked + found);
  }
}
