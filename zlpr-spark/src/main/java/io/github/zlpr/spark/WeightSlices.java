package io.github.zlpr.spark;

import io.github.zlpr.trainer.linear.LocalDescent;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
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
  private final int epochs;
  private final Slice[] slices;

  /**
   * Some rows.
   *
   * @param bytes their weights; Java writes an array of bytes many times as fast as one of floats.
   * @param sums their sums of squares; in the first slice also those of the labels, that of all,
   *     and the mean loss of each epoch of the last round.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Slice(byte[] bytes, double[] sums) implements Serializable {

    static Slice of(float[] weights, double[] sums) {
      byte[] bytes = new byte[weights.length * Float.BYTES];
      ByteBuffer.wrap(bytes).asFloatBuffer().put(weights);
      return new Slice(bytes, sums);
    }

    FloatBuffer weights() {
      return ByteBuffer.wrap(bytes).asFloatBuffer();
    }
  }

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
  private WeightSlices(int rows, int labels, int epochs) {
    this.rows = rows;
    this.labels = labels;
    this.epochs = epochs;
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
    WeightSlices state = new WeightSlices(features + 1, biases.length, 0);
    for (int slice = 0; slice < state.count(); slice++) {
      float[] weights = new float[state.rowCount(slice) * biases.length];
      if (slice == state.count() - 1) {
        System.arraycopy(biases, 0, weights, weights.length - biases.length, biases.length);
      }
      state.set(slice, Slice.of(weights, new double[state.sumCount(slice, 0)]));
    }
    return state;
  }

  /** A state of the same shape after a round of so many epochs, to be set slice by slice. */
  WeightSlices next(int epochs) {
    return new WeightSlices(rows, labels, epochs);
  }

  int count() {
    return slices.length;
  }

  void set(int number, Slice slice) {
    slices[number] = slice;
  }

  /** The mean loss of each epoch of the last round, each example's before its update. */
  double[] losses() {
    double[] sums = slices[0].sums();
    return Arrays.copyOfRange(sums, sums.length - epochs, sums.length);
  }

  private int firstRow(int slice) {
    return slice * rowsPerSlice;
  }

  private int rowCount(int slice) {
    return Math.min(rows - firstRow(slice), rowsPerSlice);
  }

  private int sumCount(int slice, int epochs) {
    return rowCount(slice) + (slice == 0 ? labels + 1 + epochs : 0);
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
      FloatBuffer weights = slices[slice].weights();
      int offset = firstRow(slice) * labels;
      int size = Math.min(weights.capacity(), target.length - offset);
      for (int i = 0; i < size; i++) {
        target[offset + i] = weights.get(i);
      }
    }
    FloatBuffer last = slices[count() - 1].weights();
    for (int l = 0; l < labels; l++) {
      intercepts[l] = (double) last.get(last.capacity() - labels + l) * biasValue;
    }
  }

  /** Gives a descent this state. */
  void copyTo(LocalDescent descent) {
    float[] row = new float[labels];
    for (int slice = 0; slice < count(); slice++) {
      FloatBuffer weights = slices[slice].weights();
      for (int r = 0; r < rowCount(slice); r++) {
        weights.get(row);
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
   * @param losses its mean loss in each epoch of the round.
   * @param share its share of all weights of examples.
   */
  Update update(int slice, LocalDescent after, double[] losses, double share) {
    SparseChanges changes = new SparseChanges(labels);
    FloatBuffer weights = slices[slice].weights();
    float[] before = new float[labels];
    float[] row = new float[labels];
    for (int r = 0; r < rowCount(slice); r++) {
      weights.get(before);
      after.getRow(firstRow(slice) + r, row);
      changes.add(r, before, row);
    }
    int from = firstRow(slice);
    double[] sums =
        Arrays.copyOf(
            Arrays.copyOfRange(after.rowSums(), from, from + rowCount(slice)),
            sumCount(slice, losses.length));
    if (slice == 0) {
      System.arraycopy(after.columnSums(), 0, sums, rowCount(0), labels);
      sums[rowCount(0) + labels] = after.total();
      System.arraycopy(losses, 0, sums, rowCount(0) + labels + 1, losses.length);
    }
    return new Update(share, changes.bytes(), sums);
  }

  /** What follows on a slice of this state after a round of so many epochs: the parts' mean. */
  Slice average(int slice, Iterator<Update> updates, int epochs) {
    FloatBuffer before = slices[slice].weights();
    double[] change = new double[before.capacity()];
    double[] sums = new double[sumCount(slice, epochs)];
    while (updates.hasNext()) {
      Update update = updates.next();
      SparseChanges.addTo(change, update.share(), update.changes(), labels);
      Rows.add(sums, 0, update.share(), update.sums(), 0, sums.length);
    }
    float[] after = new float[change.length];
    before.get(after);
    for (int i = 0; i < after.length; i++) {
      after[i] = (float) (after[i] + change[i]);
    }
    return Slice.of(after, sums);
  }
}
