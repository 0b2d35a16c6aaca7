package io.github.zlpr.core;

/**
 * The scores of all labels for one example: each on its own, or, with thousands of labels, those of
 * the few labels that the example touches and the {@link BaseScores} of all others.
 */
public sealed interface LabelScores permits DenseScores, ListedScores {

  /**
   * The number of labels.
   *
   * @return at least 0.
   */
  int labels();

  /**
   * The score of a label.
   *
   * @param label its id.
   * @return the score.
   */
  double score(int label);

  /**
   * All scores.
   *
   * @return one by label id; it must not be changed, for it may be the array behind these scores.
   */
  double[] toArray();

  /**
   * A label whose score is NaN.
   *
   * @return the lowest id of such labels, −1 if there is none.
   */
  int firstNaN();

  /**
   * These scores with −∞ for further labels, which the model has never seen.
   *
   * @param labels the number of labels, at least that of now.
   * @return the scores of so many labels.
   */
  LabelScores padded(int labels);
}
