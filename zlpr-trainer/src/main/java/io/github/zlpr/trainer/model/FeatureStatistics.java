package io.github.zlpr.trainer.model;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.tribuo.CategoricalInfo;
import org.tribuo.RealIDInfo;
import org.tribuo.RealInfo;
import org.tribuo.VariableInfo;

/**
 * How often the features occur and what values they have: five numbers for each, to the precision
 * of floats, packed column by column. Few users of a model ask for them, so they are unpacked when
 * asked for.
 */
final class FeatureStatistics {

  private static final int COLUMNS = 5;

  /** By column and feature: an int, and the bits of four floats. */
  private final int[][] columns;

  private FeatureStatistics(int[][] columns) {
    this.columns = columns;
  }

  /** No statistics yet of some features. */
  FeatureStatistics(int size) {
    this(new int[COLUMNS][size]);
  }

  /** Takes the statistics of a feature. */
  void set(int id, VariableInfo info) {
    RealInfo real =
        info instanceof CategoricalInfo categorical
            ? categorical.generateRealInfo()
            : (RealInfo) info;
    set(id, info.getCount(), real);
  }

  /** Takes the statistics of a feature. */
  void set(int id, ColumnStatistics column) {
    set(id, column.count(), column.min(), column.max(), column.mean(), column.sumSquares());
  }

  private void set(int id, int count, RealInfo info) {
    double sumSquares = count < 2 ? 0.0 : info.getVariance() * (count - 1);
    set(id, count, info.getMin(), info.getMax(), info.getMean(), sumSquares);
  }

  private void set(int id, int count, double min, double max, double mean, double sumSquares) {
    columns[0][id] = count;
    if (min <= max) {
      columns[1][id] = Float.floatToIntBits((float) min);
      columns[2][id] = Float.floatToIntBits((float) max);
      columns[3][id] = Float.floatToIntBits((float) mean);
      columns[4][id] = Float.floatToIntBits((float) sumSquares);
    }
  }

  /** The statistics of a feature; rounding does not put its mean out of its range. */
  RealIDInfo get(int id, String name) {
    double min = number(1, id);
    double max = number(2, id);
    double mean = Math.max(min, Math.min(max, number(3, id)));
    return new RealIDInfo(name, columns[0][id], max, min, mean, Math.max(0.0, number(4, id)), id);
  }

  private double number(int column, int id) {
    return Float.intBitsToFloat(columns[column][id]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureStatistics statistics
        && Arrays.deepEquals(columns, statistics.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(columns);
  }

  ByteString pack() {
    byte[] plain = new byte[COLUMNS * Integer.BYTES * columns[0].length];
    int end = 0;
    for (int[] column : columns) {
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        for (int value : column) {
          plain[end++] = (byte) (value >>> shift);
        }
      }
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(packed.toByteArray());
  }

  /**
   * Unpacks.
   *
   * @param size the number of features.
   * @param packed what {@link #pack} gave.
   * @return the statistics.
   * @throws IllegalStateException if the bytes are not those of so many features.
   */
  static FeatureStatistics unpack(int size, ByteString packed) {
    int[][] columns = new int[COLUMNS][size];
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      for (int[] column : columns) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          byte[] plane = in.readNBytes(size);
          if (plane.length < size) {
            throw new IOException("too short");
          }
          for (int id = 0; id < size; id++) {
            column[id] |= (plane[id] & 0xFF) << shift;
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the statistics of the features are damaged", e);
    }
    return new FeatureStatistics(columns);
  }
}
