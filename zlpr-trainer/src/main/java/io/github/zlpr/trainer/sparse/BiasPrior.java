package io.github.zlpr.trainer.sparse;

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
   * The biases.
   *
   * @param totals of the examples.
   * @param loss the loss.
   * @return by label.
   */
  static double[] of(TrainingTotals totals, ListedLoss loss) {
    double[] biases = new double[totals.labelWeights().length];
    for (int label = 0; label < biases.length; label++) {
      double count = totals.labelWeights()[label];
      biases[label] = loss.bias(StrictMath.log((count + 0.5) / (totals.weightSum() - count + 0.5)));
    }
    return biases;
  }
}
