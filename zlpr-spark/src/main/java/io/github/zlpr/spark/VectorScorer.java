package io.github.zlpr.spark;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Scores examples. This is the part of a model that is sent to the executors. */
abstract class VectorScorer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int featureCount;

  /** A scorer of vectors of a size. */
  VectorScorer(int featureCount) {
    this.featureCount = featureCount;
  }

  /**
   * The raw scores of all labels.
   *
   * @throws IllegalArgumentException if there are no features or another number of them, or a value
   *     is NaN or infinite.
   */
  final double[] scores(Vector features) {
    if (features == null) {
      throw new IllegalArgumentException("features are null");
    }
    if (features.size() != featureCount) {
      throw new IllegalArgumentException(
          "the model has " + featureCount + " features, found a vector of " + features.size());
    }
    SparseVector active = features.toSparse();
    for (int i = 0; i < active.values().length; i++) {
      if (!Double.isFinite(active.values()[i])) {
        throw new IllegalArgumentException(
            "feature "
                + active.indices()[i]
                + " is "
                + active.values()[i]
                + ", values must be finite numbers");
      }
    }
    return scores(active.indices(), active.values());
  }

  /** The raw scores of all labels, from the features that are not 0, in increasing order. */
  abstract double[] scores(int[] features, double[] values);
}
