package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Chooses the pairs of a feature and a label that get a weight: those that meet more often, or less
 * often, than chance has it, by so much that it pays.
 *
 * <p>A feature in n_f examples and a label on n_l of N meet in e = n_f n_l / N of them by chance.
 * If they meet n times, knowing so gains
 *
 * <pre>
 *   n ln(n / e) − n + e
 * </pre>
 *
 * nats of log-likelihood, if n is Poisson's; e, if they never meet. A pair costs one addition and
 * one multiplication for each of the n_f examples in each epoch. It is chosen if the gain is at
 * least the evidence asked for and {@value #COST} nats for each of these examples. So
 *
 * <ul>
 *   <li>two rare things that meet once are a pair;
 *   <li>a frequent feature and a label are not, unless the feature says something about the label:
 *       such pairs are most of all, cost most of the time, and fit noise;
 *   <li>a frequent label gets weights for the features that speak against it. A label on less than
 *       {@value #COST} of the examples gets none of these.
 * </ul>
 */
final class LabelPairs {

  /** The least gain for each example that has the feature, in nats. */
  static final double COST = 0.003;

  private final CompressedRows examples;
  private final int[] order;
  private final int minTogether;
  private final double evidence;
  private final int[] labelCounts;

  /** The labels, the most frequent first. */
  private final int[] byFrequency;

  private LabelPairs(CompressedRows examples, int[] order, int minTogether, double evidence) {
    this.examples = examples;
    this.order = order;
    this.minTogether = minTogether;
    this.evidence = evidence;
    labelCounts = LabelFactors.counts(examples, order);
    byFrequency =
        IntStream.range(0, labelCounts.length)
            .boxed()
            .sorted(Comparator.comparingInt(label -> -labelCounts[label]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * Chooses.
   *
   * @param examples the examples.
   * @param order the numbers of those that count.
   * @param minTogether the fewest examples in which a pair meets, at least 1, unless it is chosen
   *     because it meets less often than chance has it.
   * @param evidence the least gain; 0 for all pairs that meet, and no others.
   * @return weights of 0 for the pairs chosen, and biases of 0.
   * @throws IllegalStateException if there are more pairs than fit into one array.
   */
  static PairWeights choose(
      CompressedRows examples, int[] order, int minTogether, double evidence) {
    return new LabelPairs(examples, order, minTogether, evidence).choose();
  }

  private PairWeights choose() {
    int[] postings = postingStarts(examples, order);
    int[] postedExamples = post(examples, order, postings);
    int[] starts = new int[examples.featureCount() + 1];
    int[] labels = new int[1 << 16];
    int[] together = new int[labelCounts.length];
    int[] candidates = new int[labelCounts.length];
    int size = 0;
    for (int feature = 0; feature < examples.featureCount(); feature++) {
      int count = postings[feature + 1] - postings[feature];
      int candidateCount = 0;
      for (int k = postings[feature]; k < postings[feature + 1]; k++) {
        for (int label : examples.targets(postedExamples[k]).ids()) {
          if (together[label]++ == 0) {
            candidates[candidateCount++] = label;
          }
        }
      }
      candidateCount = addAbsent(count, together, candidates, candidateCount);
      Arrays.sort(candidates, 0, candidateCount);
      for (int k = 0; k < candidateCount; k++) {
        int label = candidates[k];
        if (isChosen(together[label], count, label)) {
          if (size == labels.length) {
            labels = grow(labels);
          }
          labels[size++] = label;
        }
        together[label] = 0;
      }
      starts[feature + 1] = size;
    }
    return new PairWeights(starts, Arrays.copyOf(labels, size), new double[examples.labelCount()]);
  }

  /** Adds the labels that a feature never meets, but would meet often enough by chance. */
  private int addAbsent(int count, int[] together, int[] candidates, int candidateCount) {
    int size = candidateCount;
    for (int i = 0; evidence > 0.0 && i < byFrequency.length; i++) {
      int label = byFrequency[i];
      if (expected(count, label) < least(count)) {
        break;
      }
      if (together[label] == 0) {
        candidates[size++] = label;
      }
    }
    return size;
  }

  private boolean isChosen(int times, int count, int label) {
    if (evidence == 0.0) {
      return times >= minTogether;
    }
    double expected = expected(count, label);
    if (times >= expected && times < minTogether) {
      return false;
    }
    double gain = (times == 0 ? 0.0 : times * StrictMath.log(times / expected)) - times + expected;
    return gain >= least(count);
  }

  private double expected(int count, int label) {
    return count * (labelCounts[label] / (double) order.length);
  }

  private double least(int count) {
    return evidence + COST * count;
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
