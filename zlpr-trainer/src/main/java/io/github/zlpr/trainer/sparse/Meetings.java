package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;
import java.util.Arrays;

/** How often each feature and each label are on the same example, in some of the examples. */
public final class Meetings {

  private final CompressedRows examples;

  /** Where the examples of each feature start, and where the last ones end. */
  private final int[] starts;

  /** The examples of each feature, one feature after the other. */
  private final int[] posted;

  private final int[] together;
  private final int[] met;

  /**
   * The labels that a feature meets.
   *
   * @param examples the number of examples that have the feature.
   * @param labels the labels of these examples, increasing.
   * @param times how many of them have each of these labels.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record OfFeature(int examples, int[] labels, int[] times) {

    /**
     * The meetings in two parts of the examples.
     *
     * @param other those in the other part.
     * @return those in both together.
     */
    public OfFeature plus(OfFeature other) {
      int[] all = new int[labels.length + other.labels.length];
      int[] sums = new int[all.length];
      int size = 0;
      int i = 0;
      int j = 0;
      while (i < labels.length || j < other.labels.length) {
        int mine = i < labels.length ? labels[i] : Integer.MAX_VALUE;
        int others = j < other.labels.length ? other.labels[j] : Integer.MAX_VALUE;
        all[size] = Math.min(mine, others);
        sums[size] += mine <= others ? times[i++] : 0;
        sums[size++] += others <= mine ? other.times[j++] : 0;
      }
      return new OfFeature(
          examples + other.examples, Arrays.copyOf(all, size), Arrays.copyOf(sums, size));
    }
  }

  /**
   * Sorts examples by their features.
   *
   * @param examples the examples.
   * @param order the numbers of those that count.
   */
  public Meetings(CompressedRows examples, int[] order) {
    this.examples = examples;
    starts = postingStarts(order);
    posted = post(order);
    together = new int[examples.labelCount()];
    met = new int[together.length];
  }

  private int[] postingStarts(int[] order) {
    int[] counts = new int[examples.featureCount() + 1];
    for (int example : order) {
      for (int k = examples.start(example); k < examples.end(example) - 1; k++) {
        counts[examples.features()[k] + 1]++;
      }
    }
    for (int feature = 1; feature < counts.length; feature++) {
      counts[feature] += counts[feature - 1];
    }
    return counts;
  }

  private int[] post(int[] order) {
    int[] ends = starts.clone();
    int[] sorted = new int[starts[starts.length - 1]];
    for (int example : order) {
      for (int k = examples.start(example); k < examples.end(example) - 1; k++) {
        sorted[ends[examples.features()[k]]++] = example;
      }
    }
    return sorted;
  }

  /**
   * Counts the meetings of a feature.
   *
   * @param feature the feature.
   * @return the labels that it meets.
   */
  public OfFeature of(int feature) {
    int size = 0;
    for (int k = starts[feature]; k < starts[feature + 1]; k++) {
      for (int label : examples.targets(posted[k]).ids()) {
        if (together[label]++ == 0) {
          met[size++] = label;
        }
      }
    }
    int[] labels = Arrays.copyOf(met, size);
    Arrays.sort(labels);
    int[] times = new int[size];
    for (int i = 0; i < size; i++) {
      times[i] = together[labels[i]];
      together[labels[i]] = 0;
    }
    return new OfFeature(starts[feature + 1] - starts[feature], labels, times);
  }
}
