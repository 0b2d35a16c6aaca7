package io.github.zlpr.trainer.linear;

/**
 * Neighbouring features that nearly all examples have, such as the vector of a text encoder beside
 * words. Their weights are gone through a few rows at a time for all examples of a minibatch, so
 * that these rows stay in the first cache meanwhile.
 *
 * <p>That changes no bit: each weight and each sum sees the same numbers in the same order.
 *
 * @param from the first feature.
 * @param to the feature after the last; as {@code from} if there are none.
 */
record DenseBlock(int from, int to) {

  /** So many rows are gone through together. */
  static final int ROWS = 4;

  /** Fewer rows stay in the cache anyway. */
  private static final int LEAST = 32;

  /** An example may lack a feature, where its value is 0. */
  private static final double SHARE = 0.9;

  /**
   * Finds the longest run of such features.
   *
   * @param examples the examples.
   * @return the block; empty if no run is long.
   */
  static DenseBlock of(CompressedRows examples) {
    int[] counts = examples.featureCounts();
    DenseBlock longest = new DenseBlock(0, 0);
    int from = 0;
    for (int feature = 0; feature <= counts.length; feature++) {
      if (feature == counts.length || counts[feature] < SHARE * examples.size()) {
        if (feature - from > longest.to - longest.from) {
          longest = new DenseBlock(from, feature);
        }
        from = feature + 1;
      }
    }
    return longest.to - longest.from < LEAST ? new DenseBlock(0, 0) : longest;
  }

  /** Whether a feature is in the block. */
  boolean contains(int feature) {
    return feature >= from && feature < to;
  }
}
