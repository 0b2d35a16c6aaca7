package io.github.zlpr.core;

/** How long arrays get that are filled one element after the other. */
final class GrowingArrays {

  private static final int LARGEST = Integer.MAX_VALUE - 8;
  private static final int SMALLEST = 16;

  private GrowingArrays() {}

  /**
   * The length of an array that follows one that is too short.
   *
   * @param length the number of elements that are to fit at least, besides one more.
   * @return twice as many, if an array can be so long.
   * @throws IllegalArgumentException if no array can be longer.
   */
  static int grown(int length) {
    if (length > LARGEST / 2) {
      if (length >= LARGEST) {
        throw new IllegalArgumentException(
            "more feature values than the 2,147,483,639 that fit into one array; train on fewer"
                + " examples or features");
      }
      return LARGEST;
    }
    return Math.max(2 * length, SMALLEST);
  }
}
