package io.github.zlpr.trainer.model;

/** A matrix of weights, read a feature at a time and as often as needed. */
public interface WeightRows {

  /**
   * The number of features.
   *
   * @return the number of rows, without a bias.
   */
  int features();

  /**
   * The number of labels.
   *
   * @return the number of columns.
   */
  int labels();

  /**
   * Reads the weights of a feature. Reading the features in their order is quickest.
   *
   * @param feature the feature's id.
   * @param row gets the weights by label id.
   */
  void read(int feature, float[] row);
}
