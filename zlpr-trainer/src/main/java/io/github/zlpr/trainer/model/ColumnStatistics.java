package io.github.zlpr.trainer.model;

import java.util.Arrays;
import org.tribuo.CategoricalInfo;

/**
 * What Tribuo's feature map computes of the values of a feature, without its tables of boxed
 * numbers.
 *
 * <p>Tribuo counts the different values of a feature as long as they are at most {@value
 * CategoricalInfo#THRESHOLD}, and computes mean and squares from the counts, by increasing value;
 * from then on it updates them value by value (Welford). Zeros do not count. A second value that is
 * within 1e-10 of the first one counts as the first.
 */
final class ColumnStatistics {

  private static final double SAME = 1e-10;
  private static final int PLACES = 128;

  /** The values counted and how often they occur, at the places of their hashes; NaN for none. */
  private final double[] counted = new double[PLACES];

  private final int[] occurrences = new int[PLACES];
  private final double[] sorted = new double[CategoricalInfo.THRESHOLD + 1];
  private int different;
  private int count;
  private double min;
  private double max;
  private double mean;
  private double sumSquares;

  /**
   * Looks at the values of a feature, and forgets those of the one before.
   *
   * @param values has its values.
   * @param from the place of the first.
   * @param to the place after the last.
   * @return this.
   */
  ColumnStatistics observe(double[] values, int from, int to) {
    Arrays.fill(counted, Double.NaN);
    different = 0;
    count = 0;
    double first = Double.NaN;
    int k = from;
    while (k < to && different <= CategoricalInfo.THRESHOLD) {
      double value = values[k++];
      if (value != 0.0) {
        if (different == 0) {
          first = value;
        }
        count(different == 1 && Math.abs(value - first) < SAME ? first : value);
        count++;
      }
    }
    summarise();
    for (; k < to; k++) {
      if (values[k] != 0.0) {
        update(values[k]);
      }
    }
    return this;
  }

  private void count(double value) {
    int place = place(value);
    if (Double.isNaN(counted[place])) {
      counted[place] = value;
      occurrences[place] = 0;
      sorted[different++] = value;
    }
    occurrences[place]++;
  }

  private int place(double value) {
    int place = (int) ((Double.doubleToLongBits(value) * 0x9E3779B97F4A7C15L) >>> 57);
    while (!Double.isNaN(counted[place]) && counted[place] != value) {
      place = (place + 1) & (PLACES - 1);
    }
    return place;
  }

  private void summarise() {
    Arrays.sort(sorted, 0, different);
    min = different == 0 ? Double.POSITIVE_INFINITY : sorted[0];
    max = different == 0 ? Double.NEGATIVE_INFINITY : sorted[different - 1];
    mean = 0.0;
    sumSquares = 0.0;
    if (different == 1) {
      mean = min;
    } else if (different > 1) {
      double sum = 0.0;
      for (int i = 0; i < different; i++) {
        sum += sorted[i] * occurrences[place(sorted[i])];
      }
      mean = sum / count;
      for (int i = 0; i < different; i++) {
        double delta = sorted[i] - mean;
        sumSquares += delta * delta * occurrences[place(sorted[i])];
      }
    }
  }

  private void update(double value) {
    count++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    double delta = value - mean;
    mean += delta / count;
    sumSquares += delta * (value - mean);
  }

  int count() {
    return count;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  double mean() {
    return mean;
  }

  double sumSquares() {
    return sumSquares;
  }
}
