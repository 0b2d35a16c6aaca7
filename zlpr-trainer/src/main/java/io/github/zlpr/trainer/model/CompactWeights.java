package io.github.zlpr.trainer.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A matrix of few weights, a row for each feature: scores are computed straight from the bytes that
 * are in the file.
 *
 * <p>A weight is a signed byte times the scale of its row, which is the largest absolute value of
 * the row by 127; so each is off by at most 1/254 of it. Weights that would be 0 are left out. A
 * weight takes two bytes where the gaps between labels are below 128, mostly three with thousands
 * of labels.
 */
public final class CompactWeights implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LARGEST_CODE = 127;

  /** The number of labels. */
  private final int labels;

  /** Where the row of each feature starts, and where the last one ends. */
  private final int[] starts;

  /** The rows. */
  private final byte[] bytes;

  private CompactWeights(int labels, int[] starts, byte[] bytes) {
    this.labels = labels;
    this.starts = starts;
    this.bytes = bytes;
  }

  /** Sees the weights of a row, by increasing label. */
  @FunctionalInterface
  public interface WeightConsumer {

    /**
     * Takes a weight.
     *
     * @param label the id of the label.
     * @param weight the weight, not 0.
     */
    void accept(int label, float weight);
  }

  /** Takes the rows of a matrix, one feature after the other. */
  public static final class Builder {
    private final int labels;
    private final int[] starts;
    private final RowBytes bytes = new RowBytes();
    private int features;

    /**
     * A builder of a matrix.
     *
     * @param features the number of features.
     * @param labels the number of labels.
     */
    public Builder(int features, int labels) {
      this.labels = labels;
      starts = new int[features + 1];
    }

    /**
     * Takes the next feature's weights.
     *
     * @param ids the ids of labels, increasing.
     * @param weights their finite weights.
     * @param size the number of both.
     * @return this builder.
     * @throws IllegalStateException if the matrix gets larger than one array of bytes.
     */
    public Builder add(int[] ids, float[] weights, int size) {
      float largest = 0f;
      for (int i = 0; i < size; i++) {
        largest = Math.max(largest, Math.abs(weights[i]));
      }
      float scale = largest / LARGEST_CODE;
      if (scale > 0f) {
        bytes.putFloat(scale);
        int previous = -1;
        for (int i = 0; i < size; i++) {
          int code = Math.round(weights[i] / scale);
          if (code != 0) {
            bytes.putVarint(ids[i] - previous - 1);
            bytes.put(code);
            previous = ids[i];
          }
        }
      }
      starts[++features] = bytes.size();
      return this;
    }

    /**
     * The matrix.
     *
     * @return the weights of all features.
     * @throws IllegalStateException if features are missing.
     */
    public CompactWeights build() {
      if (features != starts.length - 1) {
        throw new IllegalStateException(
            features + " rows of " + (starts.length - 1) + " have been added");
      }
      return new CompactWeights(labels, starts, bytes.toByteArray());
    }
  }

  /** An array that grows. */
  private static final class RowBytes extends ByteArrayOutputStream {

    void putFloat(float value) {
      int bits = Float.floatToRawIntBits(value);
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        put(bits >>> shift);
      }
    }

    void putVarint(int value) {
      int rest = value;
      while (rest > 0x7F) {
        put((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      put(rest);
    }

    void put(int value) {
      if (count == Integer.MAX_VALUE - 8) {
        throw new IllegalStateException(
            "the weights need more bytes than fit into one array; keep fewer of them");
      }
      write(value);
    }
  }

  /**
   * Reads a matrix.
   *
   * @param features the number of features.
   * @param labels the number of labels.
   * @param rowLengths the number of bytes of each row, as varints.
   * @param rows the rows.
   * @return the weights.
   * @throws IOException if the bytes are not those of such a matrix.
   */
  public static CompactWeights decode(
      int features, int labels, ByteString rowLengths, ByteString rows) throws IOException {
    CodedInputStream in = rowLengths.newCodedInput();
    int[] starts = new int[features + 1];
    for (int feature = 0; feature < features; feature++) {
      int length = in.readRawVarint32();
      if (length < 0 || length > rows.size() - starts[feature]) {
        throw new IOException("the weights are cut off");
      }
      starts[feature + 1] = starts[feature] + length;
    }
    CompactWeights weights = new CompactWeights(labels, starts, rows.toByteArray());
    weights.check();
    return weights;
  }

  /**
   * A matrix of rows that others have.
   *
   * @param labels the number of labels.
   * @param rows what {@link #row} gave, by feature.
   * @return the weights.
   * @throws IOException if the bytes are not those of such rows, or do not fit into one array.
   */
  public static CompactWeights ofRows(int labels, byte[][] rows) throws IOException {
    int[] starts = new int[rows.length + 1];
    for (int feature = 0; feature < rows.length; feature++) {
      long end = (long) starts[feature] + rows[feature].length;
      if (end > Integer.MAX_VALUE - 8) {
        throw new IOException("the weights need more bytes than fit into one array");
      }
      starts[feature + 1] = (int) end;
    }
    byte[] bytes = new byte[starts[rows.length]];
    for (int feature = 0; feature < rows.length; feature++) {
      System.arraycopy(rows[feature], 0, bytes, starts[feature], rows[feature].length);
    }
    CompactWeights weights = new CompactWeights(labels, starts, bytes);
    weights.check();
    return weights;
  }

  /**
   * The row of a feature.
   *
   * @param feature the feature's id.
   * @return its bytes, as {@link #ofRows} takes them.
   */
  public byte[] row(int feature) {
    return Arrays.copyOfRange(bytes, starts[feature], starts[feature + 1]);
  }

  private void check() throws IOException {
    if (starts[starts.length - 1] != bytes.length) {
      throw new IOException("the weights are of other features");
    }
    for (int feature = 0; feature < features(); feature++) {
      int at = starts[feature];
      int end = starts[feature + 1];
      if (at < end) {
        at += Float.BYTES;
        long label = -1;
        while (at < end && label < labels) {
          long gap = 0;
          int shift = 0;
          while (at < end - 1 && bytes[at] < 0 && shift < Integer.SIZE) {
            gap |= (bytes[at++] & 0x7FL) << shift;
            shift += 7;
          }
          gap |= (bytes[at] & 0x7FL) << shift;
          label += gap + 1;
          at += 2;
        }
        if (at != end || label >= labels) {
          throw new IOException("the weights of feature " + feature + " are damaged");
        }
      }
    }
  }

  /**
   * The number of bytes of each row.
   *
   * @return varints, as {@link #decode} reads them.
   */
  public ByteString encodeRowLengths() {
    ByteString.Output encoded = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(encoded);
    try {
      for (int feature = 0; feature < features(); feature++) {
        out.writeUInt32NoTag(starts[feature + 1] - starts[feature]);
      }
      out.flush();
    } catch (IOException e) {
      throw new AssertionError("memory can be written to", e);
    }
    return encoded.toByteString();
  }

  /**
   * The rows, one after the other.
   *
   * @return the bytes, as {@link #decode} reads them.
   */
  public ByteString encodeRows() {
    return ByteString.copyFrom(bytes);
  }

  /**
   * The number of features.
   *
   * @return the number of rows.
   */
  public int features() {
    return starts.length - 1;
  }

  /**
   * The number of labels.
   *
   * @return the number of columns.
   */
  public int labels() {
    return labels;
  }

  /**
   * The number of bytes of the rows: about the size of a model's file, besides names.
   *
   * @return at least 0.
   */
  public long byteSize() {
    return bytes.length;
  }

  /**
   * The number of weights that are kept.
   *
   * @return at least 0.
   */
  public long size() {
    long[] size = new long[1];
    for (int feature = 0; feature < features(); feature++) {
      forEach(feature, (label, weight) -> size[0]++);
    }
    return size[0];
  }

  /**
   * Adds a feature's part to the scores of all labels.
   *
   * @param feature the feature's id.
   * @param value its value.
   * @param scores the scores by label id.
   */
  public void addTo(int feature, double value, double[] scores) {
    int at = starts[feature];
    int end = starts[feature + 1];
    if (at == end) {
      return;
    }
    double factor = value * scale(at);
    at += Float.BYTES;
    int label = -1;
    while (at < end) {
      label += gap(at) + 1;
      at = afterGap(at);
      scores[label] += factor * bytes[at++];
    }
  }

  /**
   * Adds a feature's part to the scores of the labels for which it has a weight.
   *
   * @param feature the feature's id.
   * @param value its value.
   * @param scores the scores of the labels touched.
   */
  void addTo(int feature, double value, TouchedScores scores) {
    int at = starts[feature];
    int end = starts[feature + 1];
    if (at == end) {
      return;
    }
    double factor = value * scale(at);
    at += Float.BYTES;
    int label = -1;
    while (at < end) {
      label += gap(at) + 1;
      at = afterGap(at);
      scores.add(label, factor * bytes[at++]);
    }
  }

  /** The number of labels between two weights: a varint. */
  private int gap(int from) {
    int gap = bytes[from];
    if (gap >= 0) {
      return gap;
    }
    gap &= 0x7F;
    int at = from;
    int shift = 7;
    do {
      at++;
      gap |= (bytes[at] & 0x7F) << shift;
      shift += 7;
    } while (bytes[at] < 0);
    return gap;
  }

  private int afterGap(int from) {
    int at = from;
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  /**
   * Shows the weights of a feature.
   *
   * @param feature the feature's id.
   * @param consumer sees them by increasing label.
   */
  public void forEach(int feature, WeightConsumer consumer) {
    int at = starts[feature];
    int end = starts[feature + 1];
    if (at == end) {
      return;
    }
    float scale = scale(at);
    at += Float.BYTES;
    int label = -1;
    while (at < end) {
      label += gap(at) + 1;
      at = afterGap(at);
      consumer.accept(label, scale * bytes[at++]);
    }
  }

  private float scale(int at) {
    return Float.intBitsToFloat(
        (bytes[at] & 0xFF)
            | ((bytes[at + 1] & 0xFF) << 8)
            | ((bytes[at + 2] & 0xFF) << 16)
            | (bytes[at + 3] << 24));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompactWeights weights
        && labels == weights.labels
        && Arrays.equals(starts, weights.starts)
        && Arrays.equals(bytes, weights.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
