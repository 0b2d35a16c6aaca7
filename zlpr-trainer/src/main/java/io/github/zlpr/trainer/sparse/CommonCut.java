package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.linear.RawThreshold;
import io.github.zlpr.trainer.rule.CutSearch;
import java.util.Arrays;
import java.util.List;

/**
 * The one score above which labels are predicted, with the best micro-F1 on examples held out.
 *
 * <p>Of each example, its {@value #MOST_OF_EXAMPLE} best labels can be predicted, so that nothing
 * is kept for each example and label.
 */
public final class CommonCut {

  private static final int MOST_OF_EXAMPLE = 100;

  /** The most examples held out, and one in so many of few. */
  private static final int MOST = 1_000;

  private static final int SHARE = 20;

  /** What cuts are best by. */
  static final String METRIC = "MicroF1";

  private CommonCut() {}

  /**
   * The scores of labels that can be predicted, and of those that are true.
   *
   * @param scores the scores, one example after the other.
   * @param truth whether the label is true.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Scores(float[] scores, boolean[] truth) {}

  /**
   * How many examples are held out.
   *
   * @param settings says whether scores are cut.
   * @param size the number of all examples.
   * @return at most {@value #MOST}, and at most one in {@value #SHARE}.
   */
  public static int heldOut(SparseMultiLabelTrainer settings, int size) {
    return settings.findsCut() ? Math.min(MOST, size / SHARE) : 0;
  }

  /**
   * Scores examples held out.
   *
   * @param weights the weights.
   * @param examples all examples.
   * @param held the numbers of those held out.
   * @return their scores.
   */
  public static Scores score(PairWeights weights, CompressedRows examples, int[] held) {
    Pairs pairs = new Pairs();
    double[] scores = new double[weights.labelCount()];
    boolean[] isTrue = new boolean[scores.length];
    for (int example : held) {
      weights.score(examples, example, scores);
      int[] truth = examples.targets(example).trueIds();
      for (int label : truth) {
        isTrue[label] = true;
      }
      double least = least(scores);
      for (int label = 0; label < scores.length; label++) {
        // True labels that cannot be predicted count as missed.
        if (scores[label] >= least) {
          pairs.add((float) scores[label], isTrue[label]);
        } else if (isTrue[label]) {
          pairs.add(-Float.MAX_VALUE, true);
        }
      }
      for (int label : truth) {
        isTrue[label] = false;
      }
    }
    return new Scores(pairs.scores(), pairs.truth());
  }

  /**
   * Moves the biases so that the best cut is at the threshold of the loss, if scores are cut and an
   * example that is held out has a label.
   *
   * @param settings the trainer.
   * @param weights the weights; their biases are changed.
   * @param parts what {@link #score} gave for the parts of the examples held out.
   */
  public static void apply(
      SparseMultiLabelTrainer settings, PairWeights weights, List<Scores> parts) {
    Pairs pairs = new Pairs();
    boolean hasLabels = false;
    for (Scores part : parts) {
      for (int i = 0; i < part.scores.length; i++) {
        pairs.add(part.scores[i], part.truth[i]);
        hasLabels |= part.truth[i];
      }
    }
    if (!settings.findsCut() || !hasLabels) {
      return;
    }
    double cut = new CutSearch(METRIC, false).search(pairs.scores(), pairs.truth(), 1).cuts()[0];
    double shift = RawThreshold.of(settings.objective) - cut;
    for (int label = 0; label < weights.biases.length; label++) {
      weights.biases[label] += shift;
    }
  }

  private static double least(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, sorted.length - MOST_OF_EXAMPLE)];
  }

  /** A list of scores, and whether the label is true. */
  private static final class Pairs {
    private float[] scores = new float[1 << 10];
    private boolean[] truth = new boolean[scores.length];
    private int size;

    void add(float score, boolean isTrue) {
      if (size == scores.length) {
        scores = Arrays.copyOf(scores, 2 * size);
        truth = Arrays.copyOf(truth, 2 * size);
      }
      scores[size] = score;
      truth[size++] = isTrue;
    }

    float[] scores() {
      return Arrays.copyOf(scores, size);
    }

    boolean[] truth() {
      return Arrays.copyOf(truth, size);
    }
  }
}
