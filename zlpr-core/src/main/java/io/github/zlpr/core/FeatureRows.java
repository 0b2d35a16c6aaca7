package io.github.zlpr.core;

import io.github.zlpr.core.CompressedDataset.ColumnVisitor;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** The features of examples as compressed sparse rows, ordered by id in each. */
final class FeatureRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] starts;
  private final int[] ids;
  private final double[] values;

  private FeatureRows(int[] starts, int[] ids, double[] values) {
    this.starts = starts;
    this.ids = ids;
    this.values = values;
    sort();
  }

  private void sort() {
    long[] order = new long[64];
    double[] unsorted = new double[64];
    for (int row = 0; row < size(); row++) {
      int start = starts[row];
      int length = starts[row + 1] - start;
      if (isIncreasing(start, start + length)) {
        continue;
      }
      if (order.length < length) {
        order = new long[2 * length];
        unsorted = new double[2 * length];
      }
      for (int i = 0; i < length; i++) {
        order[i] = (long) ids[start + i] << Integer.SIZE | i;
        unsorted[i] = values[start + i];
      }
      Arrays.sort(order, 0, length);
      for (int i = 0; i < length; i++) {
        ids[start + i] = (int) (order[i] >>> Integer.SIZE);
        values[start + i] = unsorted[(int) order[i]];
      }
    }
  }

  private boolean isIncreasing(int from, int to) {
    for (int k = from + 1; k < to; k++) {
      if (ids[k] <= ids[k - 1]) {
        return false;
      }
    }
    return true;
  }

  /** The number of examples. */
  int size() {
    return starts.length - 1;
  }

  /** Where the features of an example start in {@link #ids} and {@link #values}. */
  int start(int row) {
    return starts[row];
  }

  /** The ids of the features of all examples, one example after the other. */
  int[] ids() {
    return ids;
  }

  /** The values of these features. */
  double[] values() {
    return values;
  }

  /**
   * Shows the values of all features, one feature after the other.
   *
   * @param features the number of features.
   * @param visitor sees them by increasing id.
   */
  void forEachColumn(int features, ColumnVisitor visitor) {
    int[] ends = new int[features + 1];
    for (int id : ids) {
      ends[id + 1]++;
    }
    for (int id = 0; id < features; id++) {
      ends[id + 1] += ends[id];
    }
    double[] columns = new double[values.length];
    for (int k = 0; k < ids.length; k++) {
      columns[ends[ids[k]]++] = values[k];
    }
    for (int id = 0; id < features; id++) {
      visitor.visit(id, columns, id == 0 ? 0 : ends[id - 1], ends[id]);
    }
  }

  /** Takes the features of one example after the other, by numbers that are not their ids yet. */
  static final class Builder {
    private int[] numbers = new int[1 << 12];
    private double[] values = new double[1 << 12];
    private int end;
    private int[] starts = new int[1 << 8];
    private int size;

    /** The number of examples that are complete. */
    int size() {
      return size;
    }

    void add(int number, double value) {
      if (end == numbers.length) {
        numbers = Arrays.copyOf(numbers, GrowingArrays.grown(end));
        values = Arrays.copyOf(values, numbers.length);
      }
      numbers[end] = number;
      values[end++] = value;
    }

    void endRow() {
      size++;
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, GrowingArrays.grown(size));
      }
      starts[size] = end;
    }

    /**
     * Leaves features out.
     *
     * @param kept says of a number whether it stays.
     * @param placeholder the number that an example without any gets, with the value 0.
     */
    void keep(IntPredicate kept, int placeholder) {
      int[] oldNumbers = numbers;
      double[] oldValues = values;
      // Rows can get longer by their placeholder only if they are empty.
      numbers = new int[Math.max(1, end + size)];
      values = new double[numbers.length];
      end = 0;
      int from = 0;
      for (int row = 0; row < size; row++) {
        int start = end;
        for (int k = from; k < starts[row + 1]; k++) {
          if (kept.test(oldNumbers[k])) {
            numbers[end] = oldNumbers[k];
            values[end++] = oldValues[k];
          }
        }
        if (end == start) {
          numbers[end++] = placeholder;
        }
        from = starts[row + 1];
        starts[row + 1] = end;
      }
    }

    /**
     * The rows so far.
     *
     * @param ids the id of each number.
     * @throws IllegalArgumentException if an example has no feature.
     */
    FeatureRows build(int[] ids) {
      for (int row = 0; row < size; row++) {
        if (starts[row] == starts[row + 1]) {
          throw new IllegalArgumentException("example " + row + " has no features");
        }
      }
      int[] renumbered = new int[end];
      for (int k = 0; k < end; k++) {
        renumbered[k] = ids[numbers[k]];
      }
      return new FeatureRows(
          Arrays.copyOf(starts, size + 1), renumbered, Arrays.copyOf(values, end));
    }
  }
}
