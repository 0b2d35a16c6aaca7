package io.github.zlpr.spark;

import java.io.Serializable;

/** How a training went. It is saved with the model. */
public final class TrainingSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The spark version. */
  private final String sparkVersion;

  /** The examples. */
  private final long examples;

  /** The label counts. */
  private final long[] labelCounts;

  /** The total iterations. */
  private final int totalIterations;

  /** The objective history. */
  private final double[] objectiveHistory;

  /** The gradient norm. */
  private final double gradientNorm;

  /** The stop reason. */
  private final String stopReason;

  TrainingSummary(
      String sparkVersion,
      long examples,
      long[] labelCounts,
      int totalIterations,
      double[] objectiveHistory,
      double gradientNorm,
      String stopReason) {
    this.sparkVersion = sparkVersion;
    this.examples = examples;
    this.labelCounts = labelCounts;
    this.totalIterations = totalIterations;
    this.objectiveHistory = objectiveHistory;
    this.gradientNorm = gradientNorm;
    this.stopReason = stopReason;
  }

  /**
   * The version of Spark that trained.
   *
   * @return for example {@code 4.0.1}.
   */
  public String sparkVersion() {
    return sparkVersion;
  }

  /**
   * The number of examples.
   *
   * @return at least 1.
   */
  public long examples() {
    return examples;
  }

  /**
   * The number of examples in which each label has a target above 0.
   *
   * @return one number for each label.
   */
  public long[] labelCounts() {
    return labelCounts.clone();
  }

  /**
   * How the training went.
   *
   * @return of the solver {@code l-bfgs} the values of the objective, penalty included: first at
   *     the start, then one for each iteration; of {@code averaged} the mean loss of each epoch,
   *     each example's before its update.
   */
  public double[] objectiveHistory() {
    return objectiveHistory.clone();
  }

  /**
   * The number of iterations or epochs.
   *
   * @return at least 0.
   */
  public int totalIterations() {
    return totalIterations;
  }

  /**
   * The Euclidean norm of the gradient at the end, in the weights of standardised features.
   *
   * @return at least 0; NaN for the solver {@code averaged}.
   */
  public double gradientNorm() {
    return gradientNorm;
  }

  /**
   * Why the training ended.
   *
   * @return Breeze's wording, or the number of epochs.
   */
  public String stopReason() {
    return stopReason;
  }
}
