package io.github.zlpr.spark;

import io.github.zlpr.trainer.rule.LogisticMap;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The rows that a training does not see, and the map from scores to probabilities that is fitted to
 * them. A hash of features and labels says which rows these are, so that it does not matter how the
 * data are spread, and equal rows are on the same side.
 */
final class HeldOutRows {

  /** The most rows the map is fitted to; it has two numbers to learn. */
  private static final int MOST_ROWS = 100_000;

  /** The most scores the map is fitted to, of 5 bytes each. */
  private static final int MOST_SCORES = 1 << 24;

  private static final double HASHES = 1 << 20;

  private final MultiLabelParams params;
  private final Column hash;
  private final Column isHeldOut;

  /** The rows that these parameters hold out. */
  HeldOutRows(MultiLabelParams params) {
    this.params = params;
    // With a word of its own it says nothing about the hash that deals rows out to partitions.
    hash =
        functions.xxhash64(
            functions.lit("held out"),
            functions.col(params.getFeaturesCol()),
            functions.col(params.getLabelsCol()));
    isHeldOut =
        functions
            .pmod(hash, functions.lit((long) HASHES))
            .lt(functions.lit((long) (params.getHeldOut() * HASHES)));
  }

  /** The rows to train on. */
  Dataset<Row> others(Dataset<?> dataset) {
    return dataset.toDF().where(functions.not(isHeldOut));
  }

  /**
   * Fits the map to the rows held out, or the first so many of them by their hash.
   *
   * @param model what was trained on the others.
   * @throws IllegalArgumentException if there are no such rows, or one is faulty.
   */
  LogisticMap fit(MultiLabelModel<?> model, Dataset<?> dataset) {
    int labels = model.interceptVector().size();
    List<Row> rows =
        dataset
            .select(
                functions.col(params.getFeaturesCol()),
                functions.col(params.getLabelsCol()),
                functions.monotonically_increasing_id(),
                hash.as("hash"),
                isHeldOut.as("isHeldOut"))
            .where("isHeldOut")
            .orderBy("hash")
            .limit(Math.max(1, Math.min(MOST_ROWS, MOST_SCORES / labels)))
            .collectAsList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "no rows are held out for probabilities; raise heldOut, or leave out probabilityCol");
    }
    float[] scores = new float[rows.size() * labels];
    boolean[] truth = new boolean[scores.length];
    VectorScorer scorer = model.scorer();
    int start = 0;
    for (Row row : rows) {
      try {
        for (double score : scorer.scores((Vector) row.get(0))) {
          scores[start++] = (float) score;
        }
        for (int label : LabelsCell.of(row.get(1), labels).targets().trueIds()) {
          truth[start - labels + label] = true;
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(Fault.of(row.getLong(2), e.getMessage()).message(), e);
      }
    }
    return LogisticMap.fit(scores, truth, labels, false);
  }
}
