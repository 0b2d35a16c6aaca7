package io.github.zlpr.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * Turns the rows (features, labels, weight, number) of a partition into blocks of examples.
 *
 * <p>A row that training cannot use ends the partition with a block that says why. An exception
 * would make Spark try the task four times, and would reach the user inside Spark's report on that.
 */
final class BlockReader implements Iterator<SparseRows> {

  private final Iterator<Row> rows;
  private final int blockSize;
  private final int numLabels;
  private boolean faulty;

  /**
   * A reader of one partition.
   *
   * @param rows its rows.
   * @param blockSize the most examples in a block.
   * @param numLabels the number of labels, or 0 if it is not known yet.
   */
  BlockReader(Iterator<Row> rows, int blockSize, int numLabels) {
    this.rows = rows;
    this.blockSize = blockSize;
    this.numLabels = numLabels;
  }

  @Override
  public boolean hasNext() {
    return !faulty && rows.hasNext();
  }

  @Override
  public SparseRows next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SparseRows.Builder block = null;
    Fault fault = null;
    while (fault == null && rows.hasNext() && (block == null || block.size() < blockSize)) {
      Row cells = rows.next();
      try {
        Vector features = features(cells, block);
        LabelsCell labels = LabelsCell.of(cells.get(1), numLabels);
        double weight = weight(cells);
        if (block == null) {
          block = new SparseRows.Builder(features.size());
        }
        block.add(features, labels, weight);
      } catch (IllegalArgumentException e) {
        fault = Fault.of(cells.getLong(3), e.getMessage());
      }
    }
    faulty = fault != null;
    return (block == null ? new SparseRows.Builder(0) : block).build(fault);
  }

  private static Vector features(Row cells, SparseRows.Builder block) {
    if (!(cells.get(0) instanceof Vector features)) {
      throw new IllegalArgumentException("features are null");
    }
    if (block != null && block.featureCount() != features.size()) {
      throw new IllegalArgumentException(
          "found " + features.size() + " features, the rows before have " + block.featureCount());
    }
    features.foreachActive(
        (index, value) -> {
          if (!Float.isFinite(((Double) value).floatValue())) {
            throw new IllegalArgumentException(
                "feature " + index + " is " + value + ", values must be finite floats");
          }
          return null;
        });
    return features;
  }

  private static double weight(Row cells) {
    double weight = cells.isNullAt(2) ? Double.NaN : cells.getDouble(2);
    if (!(weight >= 0.0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException("weight must be finite and at least 0, found " + weight);
    }
    return weight;
  }
}
