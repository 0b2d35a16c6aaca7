package io.github.zlpr.span;

/**
 * Lists of ids, such as those of the features of each token.
 *
 * @param starts where each list starts in {@code ids}, and where the last one ends.
 * @param ids all lists, one after the other.
 */
record IdLists(int[] starts, int[] ids) {

  int size() {
    return starts.length - 1;
  }

  int start(int list) {
    return starts[list];
  }

  int end(int list) {
    return starts[list + 1];
  }
}
