package io.github.zlpr.spark;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The differences between two states of some rows of weights, in bytes: for each row that has
 * changed its number, a bit for each label, and a float for each weight that has changed.
 */
final class SparseChanges {

  private final int labels;
  private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);

  SparseChanges(int labels) {
    this.labels = labels;
  }

  private static int maskBytes(int labels) {
    return (labels + Byte.SIZE - 1) / Byte.SIZE;
  }

  /**
   * Adds a row.
   *
   * @param row its number.
   * @param before its weights before.
   * @param after its weights after.
   */
  void add(int row, float[] before, float[] after) {
    if (Arrays.equals(before, after)) {
      return;
    }
    makeRoom(Integer.BYTES + maskBytes(labels) + labels * Float.BYTES);
    bytes.putInt(row);
    int mask = bytes.position();
    bytes.position(mask + maskBytes(labels));
    for (int l = 0; l < labels; l++) {
      if (after[l] != before[l]) {
        int place = mask + l / Byte.SIZE;
        bytes.put(place, (byte) (bytes.get(place) | 1 << l % Byte.SIZE));
        bytes.putFloat(after[l] - before[l]);
      }
    }
  }

  private void makeRoom(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocate(2 * bytes.capacity() + more);
      bytes = larger.put(bytes.flip());
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Adds changes, multiplied by a factor, to rows of weights. */
  static void addTo(double[] target, double factor, byte[] changes, int labels) {
    ByteBuffer bytes = ByteBuffer.wrap(changes);
    while (bytes.hasRemaining()) {
      int offset = bytes.getInt() * labels;
      int mask = bytes.position();
      bytes.position(mask + maskBytes(labels));
      for (int l = 0; l < labels; l++) {
        if ((bytes.get(mask + l / Byte.SIZE) & 1 << l % Byte.SIZE) != 0) {
          target[offset + l] += factor * bytes.getFloat();
        }
      }
    }
  }
}
