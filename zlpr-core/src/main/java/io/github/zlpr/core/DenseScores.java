package io.github.zlpr.core;

import java.util.Arrays;

/**
 * A score for each label.
 *
 * @param toArray the scores by label id; not copied.
 */
public record DenseScores(double[] toArray) implements LabelScores {

  @Override
  public int labels() {
    return toArray.length;
  }

  @Override
  public double score(int label) {
    return toArray[label];
  }

  @Override
  public int firstNaN() {
    for (int label = 0; label < toArray.length; label++) {
      if (Double.isNaN(toArray[label])) {
        return label;
      }
    }
    return -1;
  }

  @Override
  public DenseScores padded(int labels) {
    if (labels == toArray.length) {
      return this;
    }
    double[] all = Arrays.copyOf(toArray, labels);
    Arrays.fill(all, toArray.length, labels, Double.NEGATIVE_INFINITY);
    return new DenseScores(all);
  }
}
