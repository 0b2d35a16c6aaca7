package io.github.zlpr.spark;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;

/**
 * Loops of the driver over arrays of (D + 1) L numbers, in pieces and in threads. On one core, the
 * driver's share of an iteration would spend its time waiting for memory.
 *
 * <p>The pieces have a fixed size and their sums are added in order, so the result has the same
 * bits for any number of threads.
 */
final class DriverLoops implements AutoCloseable {

  private static final int PIECE = 1 << 15;

  private final ForkJoinPool pool;

  /** Starts the threads. */
  DriverLoops(int threads) {
    pool = new ForkJoinPool(threads);
  }

  /** As many threads as the driver has cores, but no more than tasks run at once. */
  static DriverLoops of(SparkContext context) {
    return new DriverLoops(
        Math.min(Runtime.getRuntime().availableProcessors(), context.defaultParallelism()));
  }

  /** The part of a loop from one index (included) to another (excluded). */
  interface Piece {
    /** Runs it, and returns its term of the sum over all pieces. */
    double run(int from, int to);
  }

  /**
   * Runs a loop.
   *
   * @param length the number of steps.
   * @param stepSize how many numbers a step touches.
   * @param piece the loop.
   * @return the sum over the pieces.
   */
  double sum(int length, int stepSize, Piece piece) {
    int steps = Math.max(1, PIECE / stepSize);
    double[] sums = new double[(length + steps - 1) / steps];
    pool.submit(
            () ->
                IntStream.range(0, sums.length)
                    .parallel()
                    .forEach(
                        i -> {
                          int from = i * steps;
                          sums[i] = piece.run(from, Math.min(length - from, steps) + from);
                        }))
        .join();
    return Arrays.stream(sums).sum();
  }

  /** Σ a_i b_i. */
  double dot(double[] a, double[] b) {
    return sum(
        a.length,
        1,
        (from, to) -> {
          double even = 0.0;
          double odd = 0.0;
          int i = from;
          for (; i + 1 < to; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
          }
          return i < to ? even + odd + a[i] * b[i] : even + odd;
        });
  }

  /** target += factor · source. */
  void add(double[] target, double factor, double[] source) {
    sum(
        target.length,
        1,
        (from, to) -> {
          Rows.add(target, from, factor, source, from, to - from);
          return 0.0;
        });
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
