package io.github.zlpr.trainer.model;

/**
 * Which weights of a dense matrix a compact model keeps: the largest ones.
 *
 * <p>How many, is chosen by the caller: as a number, or by the bytes that they may take.
 */
public final class Pruning {

  /** Two magnitudes in one bin of the histogram differ by less than one part in 256. */
  private static final int DROPPED_BITS = 15;

  /** Some more, as the bytes of a weight depend on those around it. */
  private static final double SAFETY = 0.998;

  /** A weight takes at least two bytes. */
  private static final int LEAST_BYTES = 2;

  private final WeightRows weights;
  private final long[] counts = new long[1 << (Float.SIZE - DROPPED_BITS)];

  /** The bin of the largest weight of each feature. */
  private final int[] largest;

  private final long notZero;

  /**
   * Looks at a matrix.
   *
   * @param weights the weights, which must not change.
   */
  public Pruning(WeightRows weights) {
    this.weights = weights;
    largest = new int[weights.features()];
    float[] row = new float[weights.labels()];
    for (int feature = 0; feature < largest.length; feature++) {
      weights.read(feature, row);
      largest[feature] = count(row);
    }
    notZero = (long) weights.features() * weights.labels() - counts[0];
  }

  /** Counts weights, and gives the bin of the largest. */
  private int count(float[] row) {
    int last = 0;
    for (float weight : row) {
      int bin = bin(weight);
      counts[bin]++;
      last = Math.max(last, bin);
    }
    return last;
  }

  private static int bin(float weight) {
    return Float.floatToIntBits(Math.abs(weight)) >>> DROPPED_BITS;
  }

  /**
   * The number of weights that are not 0.
   *
   * @return at least 0; weights too small for a float's normal range count as 0.
   */
  public long notZero() {
    return notZero;
  }

  /**
   * Keeps the largest weights.
   *
   * @param number how many, about: not more than that, and fewer by those that are as large as the
   *     first one left out, to one part in 256.
   * @return the weights kept.
   */
  public CompactWeights keep(long number) {
    int bin = counts.length;
    long above = 0;
    while (bin > 1 && above + counts[bin - 1] <= number) {
      above += counts[--bin];
    }
    return keepFrom(bin);
  }

  /**
   * Keeps the largest weights that fit into a size.
   *
   * @param bytes the most bytes that {@link CompactWeights#byteSize} may be.
   * @return the weights kept.
   */
  public CompactWeights fit(long bytes) {
    long number = Math.min(notZero, bytes / LEAST_BYTES);
    CompactWeights kept = keep(number);
    while (kept.byteSize() > bytes) {
      number = (long) (SAFETY * number * bytes / kept.byteSize());
      kept = keep(number);
    }
    return kept;
  }

  private CompactWeights keepFrom(int bin) {
    CompactWeights.Builder kept = new CompactWeights.Builder(weights.features(), weights.labels());
    float[] row = new float[weights.labels()];
    int[] ids = new int[row.length];
    for (int feature = 0; feature < largest.length; feature++) {
      int size = 0;
      if (largest[feature] >= bin) {
        weights.read(feature, row);
        size = select(row, ids, bin);
      }
      kept.add(ids, row, size);
    }
    return kept.build();
  }

  /** Moves the weights from a bin on to the front, and gives their number. */
  private static int select(float[] row, int[] ids, int bin) {
    int size = 0;
    for (int label = 0; label < row.length; label++) {
      if (bin(row[label]) >= bin) {
        row[size] = row[label];
        ids[size++] = label;
      }
    }
    return size;
  }
}
