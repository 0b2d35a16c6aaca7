package io.github.zlpr.eval.metric;

/**
 * The sizes of an example's true and predicted label sets, which is all that the metrics of sets
 * need.
 *
 * @param labels the number n of all labels, at least 1.
 * @param trueLabels the number |Y| of true labels.
 * @param predicted the number |Z| of predicted labels.
 * @param hits the number |Y ∩ Z| of labels both true and predicted.
 */
public record SetOverlap(int labels, int trueLabels, int predicted, int hits) {

  /**
   * The number of labels that are true or predicted.
   *
   * @return |Y ∪ Z|.
   */
  public int union() {
    return trueLabels + predicted - hits;
  }

  /**
   * The number of labels that are true or predicted but not both.
   *
   * @return |Y Δ Z|.
   */
  public int errors() {
    return union() - hits;
  }
}
