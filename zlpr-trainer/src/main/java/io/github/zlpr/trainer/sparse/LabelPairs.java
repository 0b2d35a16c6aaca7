package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;
import java.util.Arrays;

/**
 * Chooses the pairs of a feature and a label that get a weight: those that occur together more
 * often than chance has it.
 *
 * <p>A feature in n_f examples and a label on n_l of N meet in n_f n_l / N of them by chance. A
 * pair that meets n times is chosen if
 *
 * <ul>
 *   <li>its lift n N / (n_f n_l) is at least {@value #LIFT}, or √(N / n_l) for labels that are too
 *       frequent for that; the most that it can be is N / n_l;
 *   <li>its evidence n ln(lift), the gain of log-likelihood from knowing that the two belong
 *       together, is large enough. So one meeting of two rare things counts, and one of a frequent
 *       feature and a label does not: such pairs are most of all, cost most of the time, and fit
 *       noise.
 * </ul>
 */
final class LabelPairs {

  static final double LIFT = 10.0;

  private LabelPairs() {}

  /**
   * Chooses.
   *
   * @param examples the examples.
   * @param order the numbers of those that count.
   * @param minTogether the fewest examples in which a pair occurs, at least 1.
   * @param evidence the least evidence; 0 for all pairs that occur together.
   * @return weights of 0 for the pairs chosen, and biases of 0.
   * @throws IllegalStateException if there are more pairs than fit into one array.
   */
  static PairWeights choose(
      CompressedRows examples, int[] order, int minTogether, double evidence) {
    int[] labelCounts = new int[examples.labelCount()];
    for (int example : order) {
      for (int label : examples.targets(example).ids()) {
        labelCounts[label]++;
      }
    }
    int[] postings = postingStarts(examples, order);
    int[] postedExamples = post(examples, order, postings);
    int[] starts = new int[examples.featureCount() + 1];
    int[] labels = new int[1 << 16];
    int[] together = new int[labelCounts.length];
    int[] met = new int[labelCounts.length];
    int size = 0;
    for (int feature = 0; feature < examples.featureCount(); feature++) {
      int from = postings[feature];
      int to = postings[feature + 1];
      int metSize = 0;
      for (int k = from; k < to; k++) {
        for (int label : examples.targets(postedExamples[k]).ids()) {
          if (together[label]++ == 0) {
            met[metSize++] = label;
          }
        }
      }
      Arrays.sort(met, 0, metSize);
      for (int k = 0; k < metSize; k++) {
        int label = met[k];
        int times = together[label];
        together[label] = 0;
        double frequency = labelCounts[label] / (double) order.length;
        if (times >= minTogether
            && (evidence == 0.0
                || isChosen(times, times / ((to - from) * frequency), frequency, evidence))) {
          if (size == labels.length) {
            labels = grow(labels);
          }
          labels[size++] = label;
        }
      }
      starts[feature + 1] = size;
    }
    return new PairWeights(starts, Arrays.copyOf(labels, size), new double[examples.labelCount()]);
  }

  private static boolean isChosen(int times, double lift, double frequency, double evidence) {
    return lift >= Math.min(LIFT, Math.sqrt(1.0 / frequency))
        && times * StrictMath.log(lift) >= evidence;
  }

  private static int[] grow(int[] labels) {
    if (labels.length > Integer.MAX_VALUE / 2) {
      throw new IllegalStateException(
          "more pairs of features and labels than fit into one array; raise evidence");
    }
    return Arrays.copyOf(labels, 2 * labels.length);
  }

  private static int[] postingStarts(CompressedRows examples, int[] order) {
    int[] starts = new int[examples.featureCount() + 1];
    for (int example : order) {
      for (int k = examples.start(example); k < examples.end(example) - 1; k++) {
        starts[examples.features()[k] + 1]++;
      }
    }
    for (int feature = 1; feature < starts.length; feature++) {
      starts[feature] += starts[feature - 1];
    }
    return starts;
  }

  /** The examples of each feature, one feature after the other. */
  private static int[] post(CompressedRows examples, int[] order, int[] starts) {
    int[] ends = starts.clone();
    int[] posted = new int[starts[starts.length - 1]];
    for (int example : order) {
      for (int k = examples.start(example); k < examples.end(example) - 1; k++) {
        posted[ends[examples.features()[k]]++] = example;
      }
    }
    return posted;
  }
}
