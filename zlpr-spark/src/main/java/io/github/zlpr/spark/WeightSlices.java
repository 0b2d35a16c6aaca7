package io.github.zlpr.spark;

import io.github.zlpr.trainer.linear.LocalDescent;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;

/**
 * The state of an averaged training between two rounds, in slices of some rows: the weights, (D +
 * 1) rows of L floats with the bias last, and the sums of squares that the sizes of steps follow
 * from.
 */
final class WeightSlices implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int labels;
  private final int rowsPerSlice;
  private final Slice[] slices;

  /**
   * Some rows.
   *
   * @param weights their weights.
   * @param sums their sums of squares; in the first slice also those of the labels, that of all,
   *     and the mean loss of the last round.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Slice(float[] weights, double[] sums) implements Serializable {}

  /**
   * What a part of the examples wants changed in a slice.
   *
   * @param share the part's share of all weights of examples.
   * @param changes the weights that have changed, see {@link SparseChanges}.
   * @param sums the sums after the round.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Update(double share, byte[] changes, double[] sums) implements Serializable {}

  /** A state without slices, to be set. */
  private WeightSlices(int rows, int labels) {
    this.rows = rows;
    this.labels = labels;
    rowsPerSlice = Math.max(1, SliceReduction.SLICE / labels);
    slices = new Slice[(rows - 1) / rowsPerSlice + 1];
  }

  /**
   * The state before the first round.
   *
   * @param features D.
   * @param biases L weights of the bias.
   */
  static WeightSlices of(int features, float[] biases) {
    WeightSlices state = new WeightSlices(features + 1, biases.length);
    for (int slice = 0; slice < state.count(); slice++) {
      float[] weights = new float[state.rowCount(slice) * biases.length];
      if (slice == state.count() - 1) {
        System.arraycopy(biases, 0, weights, weights.length - biases.length, biases.length);
      }
      state.set(slice, new Slice(weights, new double[state.sumCount(slice)]));
    }
    return state;
  }

  /** A state of the same shape, to be set slice by slice. */
  WeightSlices next() {
    return new WeightSlices(rows, labels);
  }

  int count() {
    return slices.length;
  }

  void set(int number, Slice slice) {
    slices[number] = slice;
  }

  /** The mean loss of the last round, each example's before its update. */
  double loss() {
    double[] sums = slices[0].sums();
    return sums[sums.length - 1];
  }

  private int firstRow(int slice) {
    return slice * rowsPerSlice;
  }

  private int rowCount(int slice) {
    return Math.min(rows - firstRow(slice), rowsPerSlice);
  }

  private int sumCount(int slice) {
    return rowCount(slice) + (slice == 0 ? labels + 2 : 0);
  }

  /**
   * Copies the weights as doubles.
   *
   * @param target gets D rows of L numbers.
   * @param intercepts gets the last row.
   * @param biasValue what the last row is multiplied by.
   */
  void copyTo(double[] target, double[] intercepts, float biasValue) {
    for (int slice = 0; slice < count(); slice++) {
      float[] weights = slices[slice].weights();
      int offset = firstRow(slice) * labels;
      for (int i = 0; i < weights.length && offset + i < target.length; i++) {
        target[offset + i] = weights[i];
      }
    }
    float[] last = slices[count() - 1].weights();
    for (int l = 0; l < labels; l++) {
      intercepts[l] = (double) last[last.length - labels + l] * biasValue;
    }
  }

  /** Gives a descent this state. */
  void copyTo(LocalDescent descent) {
    float[] row = new float[labels];
    for (int slice = 0; slice < count(); slice++) {
      float[] weights = slices[slice].weights();
      for (int r = 0; r < rowCount(slice); r++) {
        System.arraycopy(weights, r * labels, row, 0, labels);
        descent.setRow(firstRow(slice) + r, row);
      }
      System.arraycopy(
          slices[slice].sums(), 0, descent.rowSums(), firstRow(slice), rowCount(slice));
    }
    double[] sums = slices[0].sums();
    System.arraycopy(sums, rowCount(0), descent.columnSums(), 0, labels);
    descent.setTotal(sums[rowCount(0) + labels]);
  }

  /**
   * What a part wants changed in a slice.
   *
   * @param slice the number of the slice.
   * @param after where the part has come from this state.
   * @param loss its mean loss.
   * @param share its share of all weights of examples.
   */
  Update update(int slice, LocalDescent after, double loss, double share) {
    SparseChanges changes = new SparseChanges(labels);
    float[] row = new float[labels];
    for (int r = 0; r < rowCount(slice); r++) {
      after.getRow(firstRow(slice) + r, row);
      changes.add(r, slices[slice].weights(), row);
    }
    int from = firstRow(slice);
    double[] sums =
        Arrays.copyOf(
            Arrays.copyOfRange(after.rowSums(), from, from + rowCount(slice)), sumCount(slice));
    if (slice == 0) {
      System.arraycopy(after.columnSums(), 0, sums, rowCount(0), labels);
      sums[sums.length - 2] = after.total();
      sums[sums.length - 1] = loss;
    }
    return new Update(share, changes.bytes(), sums);
  }

  /** The mean of what the parts have made of a slice. */
  Slice average(int slice, Iterator<Update> updates) {
    float[] before = slices[slice].weights();
    double[] change = new double[before.length];
    double[] sums = new double[sumCount(slice)];
    while (updates.hasNext()) {
      Update update = updates.next();
      SparseChanges.addTo(change, update.share(), update.changes(), labels);
      Rows.add(sums, 0, update.share(), update.sums(), 0, sums.length);
    }
    float[] after = new float[before.length];
    for (int i = 0; i < after.length; i++) {
      after[i] = (float) (before[i] + change[i]);
    }
    return new Slice(after, sums);
  }
}
