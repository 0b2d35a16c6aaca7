package io.github.zlpr.core;

import java.util.Arrays;

/**
 * Scores of which few differ from those of other examples.
 *
 * @param base the scores of the labels that are not listed.
 * @param ids the ids of the labels listed, increasing; not copied.
 * @param values their scores; not copied.
 */
public record ListedScores(BaseScores base, int[] ids, double[] values) implements LabelScores {

  @Override
  public int labels() {
    return base.labels();
  }

  @Override
  public double score(int label) {
    int place = Arrays.binarySearch(ids, label);
    return place >= 0 ? values[place] : base.score(label);
  }

  /**
   * Whether a label is listed.
   *
   * @param label its id.
   * @return true if it is.
   */
  public boolean isListed(int label) {
    return Arrays.binarySearch(ids, label) >= 0;
  }

  @Override
  public double[] toArray() {
    double[] all = new double[labels()];
    Arrays.setAll(all, base::score);
    for (int i = 0; i < ids.length; i++) {
      all[ids[i]] = values[i];
    }
    return all;
  }

  @Override
  public int firstNaN() {
    for (int i = 0; i < ids.length; i++) {
      if (Double.isNaN(values[i])) {
        return ids[i];
      }
    }
    return -1;
  }

  @Override
  public ListedScores padded(int labels) {
    return labels == labels() ? this : new ListedScores(base.padded(labels), ids, values);
  }
}
