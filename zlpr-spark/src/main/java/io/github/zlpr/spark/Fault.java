package io.github.zlpr.spark;

import java.io.Serializable;

/**
 * What is wrong with a row.
 *
 * @param row the row's number, see {@link #of}.
 * @param message what is wrong.
 */
record Fault(long row, String message) implements Serializable {

  /** The bits of Spark's {@code monotonically_increasing_id} that count rows in a partition. */
  private static final int ROW_BITS = 33;

  /**
   * A fault.
   *
   * @param row the number of the row by {@code monotonically_increasing_id}.
   * @param reason what is wrong with it.
   */
  static Fault of(long row, String reason) {
    long number = row & ((1L << ROW_BITS) - 1);
    return new Fault(row, "row " + number + " of partition " + (row >>> ROW_BITS) + ": " + reason);
  }

  /** The one of two faults that comes first, where null is none. */
  static Fault first(Fault one, Fault other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.row <= other.row ? one : other;
  }
}
