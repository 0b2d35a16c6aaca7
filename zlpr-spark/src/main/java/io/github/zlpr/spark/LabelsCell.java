package io.github.zlpr.spark;

import io.github.zlpr.core.Targets;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;

/**
 * The value of a labels column.
 *
 * @param targets the targets of the labels.
 * @param vectorSize the size of the vector of targets, or 0 if they were label indices.
 */
record LabelsCell(Targets targets, int vectorSize) implements Serializable {

  /** The most labels: arrays of this size are made before the number of labels is known. */
  static final int MOST_LABELS = 1_000_000;

  /**
   * Refuses a column that can hold no labels.
   *
   * @throws IllegalArgumentException if the column is missing, or neither an array of numbers nor a
   *     vector.
   */
  static void checkColumn(StructType schema, String column) {
    DataType type = schema.apply(column).dataType();
    boolean indices =
        type instanceof ArrayType array
            && (array.elementType() instanceof IntegerType
                || array.elementType() instanceof LongType
                || array.elementType() instanceof ShortType
                || array.elementType() instanceof DoubleType
                || array.elementType() instanceof FloatType);
    if (!indices && !type.equals(SQLDataTypes.VectorType())) {
      throw Columns.wrongType(schema, column, "an array of label indices or a vector of targets");
    }
  }

  /**
   * Reads the value of a labels column.
   *
   * @param cell a vector of targets, or a sequence of label indices in any order.
   * @param numLabels the number of labels, or 0 if it is not known yet.
   * @throws IllegalArgumentException if the cell is null, an index is no whole number in its range
   *     or occurs twice, or a target is outside [0, 1].
   */
  static LabelsCell of(Object cell, int numLabels) {
    if (cell instanceof Vector vector) {
      return ofVector(vector, numLabels);
    }
    if (cell instanceof scala.collection.Seq<?> indices) {
      return ofIndices(indices, numLabels);
    }
    throw new IllegalArgumentException("labels are null");
  }

  private static LabelsCell ofIndices(scala.collection.Seq<?> indices, int numLabels) {
    int[] labels = new int[indices.size()];
    for (int i = 0; i < labels.length; i++) {
      if (!(indices.apply(i) instanceof Number number)) {
        throw new IllegalArgumentException("a label index is null");
      }
      double index = number.doubleValue();
      int limit = numLabels == 0 ? MOST_LABELS : numLabels;
      if (!(index >= 0.0 && index < limit && index == Math.rint(index))) {
        throw new IllegalArgumentException(
            "label index " + number + " is not a whole number in [0, " + limit + ")");
      }
      labels[i] = (int) index;
    }
    Arrays.sort(labels);
    for (int i = 1; i < labels.length; i++) {
      if (labels[i] == labels[i - 1]) {
        throw new IllegalArgumentException("label index " + labels[i] + " occurs twice");
      }
    }
    return new LabelsCell(Targets.of(labels, null), 0);
  }

  private static LabelsCell ofVector(Vector vector, int numLabels) {
    if (numLabels != 0 && vector.size() != numLabels) {
      throw new IllegalArgumentException(
          "found " + vector.size() + " targets for " + numLabels + " labels");
    }
    if (vector.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          "found " + vector.size() + " targets, at most " + MOST_LABELS + " are possible");
    }
    SparseVector targets = vector.toSparse();
    return new LabelsCell(Targets.of(targets.indices(), targets.values()), vector.size());
  }
}
