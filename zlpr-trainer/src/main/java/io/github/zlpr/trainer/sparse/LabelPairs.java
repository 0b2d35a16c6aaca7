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
 *
 * <p>One object is for one thread.
 */
public final class LabelPairs {

  /** The least gain for each example that has the feature, in nats. */
  static final double COST = 0.003;

  private final int minTogether;
  private final double evidence;
  private final int examples;
  private final int[] labelCounts;

  /** The labels, the most frequent first. */
  private final int[] byFrequency;

  private final int[] together;
  private final int[] candidates;

  /**
   * The rule for some examples.
   *
   * @param settings gives the least gain and the fewest meetings.
   * @param totals of the examples.
   */
  public LabelPairs(SparseMultiLabelTrainer settings, TrainingTotals totals) {
    this(totals, settings.minTogether, settings.evidence);
  }

  private LabelPairs(TrainingTotals totals, int minTogether, double evidence) {
    this.minTogether = minTogether;
    this.evidence = evidence;
    examples = totals.examples();
    labelCounts = totals.labelCounts();
    byFrequency =
        IntStream.range(0, labelCounts.length)
            .boxed()
            .sorted(Comparator.comparingInt(label -> -labelCounts[label]))
            .mapToInt(Integer::intValue)
            .toArray();
    together = new int[labelCounts.length];
    candidates = new int[labelCounts.length];
  }

  /**
   * Chooses.
   *
   * @param examples the examples.
   * @param order the numbers of those that count.
   * @param totals of the examples.
   * @param minTogether the fewest examples in which a pair meets, at least 1, unless it is chosen
   *     because it meets less often than chance has it.
   * @param evidence the least gain; 0 for all pairs that meet, and no others.
   * @return weights of 0 for the pairs chosen, and biases of 0.
   * @throws IllegalStateException if there are more pairs than fit into one array.
   */
  static PairWeights choose(
      CompressedRows examples,
      int[] order,
      TrainingTotals totals,
      int minTogether,
      double evidence) {
    LabelPairs rule = new LabelPairs(totals, minTogether, evidence);
    Meetings meetings = new Meetings(examples, order);
    int[] starts = new int[examples.featureCount() + 1];
    int[] labels = new int[1 << 16];
    for (int feature = 0; feature < examples.featureCount(); feature++) {
      int[] chosen = rule.choose(meetings.of(feature));
      starts[feature + 1] = starts[feature] + chosen.length;
      while (starts[feature + 1] > labels.length) {
        labels = grow(labels);
      }
      System.arraycopy(chosen, 0, labels, starts[feature], chosen.length);
    }
    return new PairWeights(
        starts,
        Arrays.copyOf(labels, starts[starts.length - 1]),
        new double[examples.labelCount()]);
  }

  private static int[] grow(int[] labels) {
    if (labels.length > Integer.MAX_VALUE / 2) {
      throw new IllegalStateException(
          "more pairs of features and labels than fit into one array; raise evidence");
    }
    return Arrays.copyOf(labels, 2 * labels.length);
  }

  /**
   * Chooses the labels with which a feature is a pair.
   *
   * @param meetings how often the feature meets labels.
   * @return the labels, increasing.
   */
  public int[] choose(Meetings.OfFeature meetings) {
    int size = meetings.labels().length;
    for (int i = 0; i < size; i++) {
      candidates[i] = meetings.labels()[i];
      together[candidates[i]] = meetings.times()[i];
    }
    size = addAbsent(meetings.examples(), size);
    Arrays.sort(candidates, 0, size);
    int[] chosen = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      int label = candidates[i];
      if (isChosen(together[label], meetings.examples(), label)) {
        chosen[count++] = label;
      }
      together[label] = 0;
    }
    return Arrays.copyOf(chosen, count);
  }

  /** Adds the labels that a feature never meets, but would meet often enough by chance. */
  private int addAbsent(int count, int candidateCount) {
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
    return count * (labelCounts[label] / (double) examples);
  }

  private double least(int count) {
    return evidence + COST * count;
  }
}
