package io.github.zlpr.trainer.model;

import io.github.zlpr.core.BaseScores;
import io.github.zlpr.core.DenseScores;
import io.github.zlpr.core.LabelScores;
import io.github.zlpr.core.ListedScores;
import java.util.Arrays;
import java.util.Optional;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.math.util.SigmoidNormalizer;
import org.tribuo.math.util.VectorNormalizer;

/**
 * Adds up the scores of one example after the other, of the labels touched only. Each starts at its
 * bias when it is touched first, so that the sums have the same bits as those of all labels.
 */
final class TouchedScores {

  /** If more than one label in so many is touched, all scores are given. */
  private static final int SHARE = 4;

  private final double[] biases;
  private final BaseScores base;
  private final VectorNormalizer normalizer;

  /** The sums of the labels touched, and the biases of the others. */
  private final double[] sums;

  /** The labels touched, as bits. */
  private final long[] touched;

  /**
   * Nothing touched yet.
   *
   * @param biases the biases by label; not copied.
   * @param base what {@link #base} gave.
   * @param normalizer normalises the scores.
   */
  TouchedScores(double[] biases, BaseScores base, VectorNormalizer normalizer) {
    this.biases = biases;
    this.base = base;
    this.normalizer = normalizer;
    sums = biases.clone();
    touched = new long[(biases.length + Long.SIZE - 1) / Long.SIZE];
  }

  /**
   * The scores of labels that are not touched.
   *
   * @param biases the biases by label.
   * @param normalizer normalises the scores.
   * @return the scores; nothing if one is NaN, or if the normaliser is not known to work on one
   *     score at a time.
   */
  static Optional<BaseScores> base(double[] biases, VectorNormalizer normalizer) {
    double[] scores = biases.clone();
    normalizer.normalizeInPlace(scores);
    boolean isByScore =
        normalizer instanceof NoopNormalizer || normalizer instanceof SigmoidNormalizer;
    return isByScore && Arrays.stream(scores).noneMatch(Double::isNaN)
        ? Optional.of(new BaseScores(scores))
        : Optional.empty();
  }

  void add(int label, double part) {
    sums[label] += part;
    touched[label >> 6] |= 1L << label;
  }

  /** The scores of the example, and nothing touched for the next one. */
  LabelScores take() {
    int size = 0;
    for (long bits : touched) {
      size += Long.bitCount(bits);
    }
    if (size > biases.length / SHARE) {
      double[] scores = sums.clone();
      normalizer.normalizeInPlace(scores);
      clear();
      return new DenseScores(scores);
    }
    int[] ids = new int[size];
    double[] scores = new double[size];
    int next = 0;
    for (int word = 0; word < touched.length; word++) {
      for (long bits = touched[word]; bits != 0; bits &= bits - 1) {
        int label = (word << 6) + Long.numberOfTrailingZeros(bits);
        ids[next] = label;
        scores[next++] = sums[label];
      }
    }
    normalizer.normalizeInPlace(scores);
    clear();
    return new ListedScores(base, ids, scores);
  }

  /** The scores of some labels, and nothing touched for the next example. */
  double[] take(int[] labels) {
    double[] scores = new double[labels.length];
    Arrays.setAll(scores, i -> sums[labels[i]]);
    normalizer.normalizeInPlace(scores);
    clear();
    return scores;
  }

  private void clear() {
    for (int word = 0; word < touched.length; word++) {
      for (long bits = touched[word]; bits != 0; bits &= bits - 1) {
        int label = (word << 6) + Long.numberOfTrailingZeros(bits);
        sums[label] = biases[label];
      }
      touched[word] = 0L;
    }
  }
}
