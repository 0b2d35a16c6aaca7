package io.github.zlpr.core;

/**
 * A model that gives the scores of all labels without making a prediction. An evaluation asks it
 * for them, which is much faster and may be done by several threads.
 */
public interface LabelScoring {

  /**
   * The scores of an example, as the model's predictions have them. May be called by several
   * threads at once.
   *
   * @param features ids of the example's features, increasing.
   * @param values their values.
   * @return a new array, the scores by label id.
   */
  double[] score(int[] features, double[] values);

  /**
   * The score above which labels are predicted.
   *
   * @return the threshold.
   */
  double getThreshold();
}
