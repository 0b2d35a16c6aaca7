package io.github.zlpr.trainer.sparse;

import io.github.zlpr.trainer.linear.CompressedRows;

/**
 * Where the biases start: at about the optimum of the model without features, so that a rare label
 * is below the threshold from the first example on.
 *
 * <p>With p_l the share of the examples that have label l, that is ½ logit p_l for ZLPR where one
 * label is about as likely as another, and logit p_l for the losses whose scores are log odds. The
 * biases learn the rest.
 */
final class BiasPrior {

  private BiasPrior() {}

  /**
   * Sets biases.
   *
   * @param biases the biases by label; overwritten.
   * @param examples the examples.
   * @param order the numbers of those that count.
   * @param loss the loss.
   */
  static void set(double[] biases, CompressedRows examples, int[] order, ListedLoss loss) {
    double[] counts = new double[biases.length];
    double sum = 0.0;
    for (int example : order) {
      double weight = examples.weight(example);
      sum += weight;
      int[] ids = examples.targets(example).ids();
      double[] values = examples.targets(example).values();
      for (int i = 0; i < ids.length; i++) {
        counts[ids[i]] += weight * (values == null ? 1.0 : values[i]);
      }
    }
    for (int label = 0; label < biases.length; label++) {
      double logit = StrictMath.log((counts[label] + 0.5) / (sum - counts[label] + 0.5));
      biases[label] = loss.bias(logit);
    }
  }
}
