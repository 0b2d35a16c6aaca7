package io.github.zlpr.core;

/**
 * A model that gives the scores of all labels without making a prediction. An evaluation asks it
 * for them, which is much faster and may be done by several threads.
 */
public interface LabelScoring {

  /** Scores examples, one after the other. Used by one thread. */
  interface Scorer {

    /**
     * The scores of an example, as the model's predictions have them.
     *
     * @param features ids of the example's features, increasing.
     * @param values their values.
     * @return the scores of all labels, which later calls do not change.
     */
    LabelScores score(int[] features, double[] values);

    /**
     * Some of these scores.
     *
     * @param features ids of the example's features, increasing.
     * @param values their values.
     * @param labels ids of labels.
     * @return their scores, in the order of the ids.
     */
    double[] score(int[] features, double[] values, int[] labels);
  }

  /**
   * A scorer for one thread. May be called by several threads at once.
   *
   * @return a new scorer.
   */
  Scorer scorer();

  /**
   * The score above which labels are predicted.
   *
   * @return the threshold.
   */
  double getThreshold();
}
