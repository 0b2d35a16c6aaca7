package io.github.zlpr.spark;

import io.github.zlpr.trainer.sparse.PairWeights;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Iterator;

/**
 * The state of a training of pairs between two rounds.
 *
 * @param slices the weights of the pairs, {@link SliceReduction#SLICE} in each slice, as bytes;
 *     Java writes an array of bytes many times as fast as one of floats.
 * @param sums the biases, the sums of the squares of their gradients, and the mean loss of the last
 *     epoch.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PairState(byte[][] slices, double[] sums) implements Serializable {

  /**
   * A slice of a state, or of what a part of the rows adds to a mean.
   *
   * @param weights the weights.
   * @param sums in the first slice those of the state; none in others.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Slice(byte[] weights, double[] sums) implements Serializable {}

  /** The state before the first round: weights of 0. */
  static PairState start(int pairs, double[] biases) {
    byte[][] slices = new byte[Math.max(1, (pairs - 1) / SliceReduction.SLICE + 1)][];
    for (int slice = 0; slice < slices.length; slice++) {
      int size = Math.min(SliceReduction.SLICE, pairs - slice * SliceReduction.SLICE);
      slices[slice] = new byte[size * Float.BYTES];
    }
    return new PairState(slices, Arrays.copyOf(biases, 2 * biases.length + 1));
  }

  /** The mean loss of the last epoch, each row's before its update. */
  double loss() {
    return sums[sums.length - 1];
  }

  /** Copies weights and biases, and returns the sums of squares of the biases' gradients. */
  double[] copyTo(PairWeights target) {
    for (int slice = 0; slice < slices.length; slice++) {
      ByteBuffer.wrap(slices[slice])
          .asFloatBuffer()
          .get(target.weights(), slice * SliceReduction.SLICE, slices[slice].length / Float.BYTES);
    }
    int labels = target.biases().length;
    System.arraycopy(sums, 0, target.biases(), 0, labels);
    return Arrays.copyOfRange(sums, labels, 2 * labels);
  }

  /**
   * What a part that started from this state adds to a slice of the mean.
   *
   * @param slice the number of the slice.
   * @param weights the weights after an epoch times the part's shares of their features; the
   *     biases.
   * @param biasSquares the sums of the squares of the biases' gradients.
   * @param loss the mean loss.
   * @param share the part's share of all weights of rows.
   */
  Slice term(int slice, PairWeights weights, double[] biasSquares, double loss, double share) {
    byte[] bytes = new byte[slices[slice].length];
    ByteBuffer.wrap(bytes)
        .asFloatBuffer()
        .put(weights.weights(), slice * SliceReduction.SLICE, bytes.length / Float.BYTES);
    double[] terms = new double[sumCount(slice)];
    if (slice == 0) {
      int labels = biasSquares.length;
      Rows.add(terms, 0, share, weights.biases(), 0, labels);
      Rows.add(terms, labels, share, biasSquares, 0, labels);
      terms[2 * labels] = share * loss;
    }
    return new Slice(bytes, terms);
  }

  private int sumCount(int slice) {
    return slice == 0 ? sums.length : 0;
  }

  /** The mean: the sum of what the parts add to a slice. */
  Slice mean(int slice, Iterator<Slice> parts) {
    double[] weights = new double[slices[slice].length / Float.BYTES];
    double[] means = new double[sumCount(slice)];
    while (parts.hasNext()) {
      Slice part = parts.next();
      FloatBuffer floats = ByteBuffer.wrap(part.weights).asFloatBuffer();
      for (int i = 0; i < weights.length; i++) {
        weights[i] += floats.get(i);
      }
      Rows.add(means, 0, 1.0, part.sums, 0, means.length);
    }
    byte[] bytes = new byte[slices[slice].length];
    FloatBuffer floats = ByteBuffer.wrap(bytes).asFloatBuffer();
    for (double weight : weights) {
      floats.put((float) weight);
    }
    return new Slice(bytes, means);
  }
}
