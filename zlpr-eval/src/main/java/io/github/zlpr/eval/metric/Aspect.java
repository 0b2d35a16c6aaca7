package io.github.zlpr.eval.metric;

/** What of a model's output a metric looks at. Reports group by it, in this order. */
public enum Aspect {
  /** The order of each example's labels. */
  RANKING("How each example's labels are ranked"),
  /** The labels that are predicted, by the model's own rule. */
  PREDICTED_LABELS("Which labels are predicted"),
  /** The order of each example's labels, where rare labels count more. */
  RARE_LABELS("How each example's labels are ranked, rare ones counting more"),
  /** The scores of different examples beside each other. */
  SCORES("How scores compare from example to example");

  private final String title;

  Aspect(String title) {
    this.title = title;
  }

  /**
   * A heading for the metrics that look at it.
   *
   * @return plain English, without a full stop.
   */
  public String title() {
    return title;
  }
}
