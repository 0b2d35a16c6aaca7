package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.rule.CutSearch;
import java.util.Arrays;

/**
 * The one score above which labels are predicted, with the best micro-F1 on examples held out.
 *
 * <p>Of each example, its {@value #MOST_OF_EXAMPLE} best labels can be predicted, so that nothing
 * is kept for each example and label.
 */
final class CommonCut {

  private static final int MOST_OF_EXAMPLE = 100;

  /** What cuts are best by. */
  static final String METRIC = "MicroF1";

  private CommonCut() {}

  /**
   * Finds the cut.
   *
   * @param weights the weights.
   * @param examples all examples.
   * @param held the numbers of those held out, at least one of them with a label.
   * @return the cut.
   */
  static double find(PairWeights weights, CompressedRows examples, int[] held) {
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
    return new CutSearch(METRIC, false).search(pairs.scores(), pairs.truth(), 1).cuts()[0];
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
