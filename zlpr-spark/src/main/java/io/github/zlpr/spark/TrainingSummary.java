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
      double[] objectiveHistory,
      double gradientNorm,
      String stopReason) {
    this.sparkVersion = sparkVersion;
    this.examples = examples;
    this.labelCounts = labelCounts;
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
   * The values of the objective, penalty included.
   *
   * @return first the value at weights 0, then one value for each iteration.
   */
  public double[] objectiveHistory() {
    return objectiveHistory.clone();
  }

  /**
   * The number of iterations.
   *
   * @return at least 0.
   */
  public int totalIterations() {
    return objectiveHistory.length - 1;
  }

  /**
   * The Euclidean norm of the gradient at the end, in the weights of standardised features.
   *
   * @return at most {@code tol} if the training has converged.
   */
  public double gradientNorm() {
    return gradientNorm;
  }

  /**
   * Why the training ended.
   *
   * @return Breeze's wording.
   */
  public String stopReason() {
    return stopReason;
  }
}
