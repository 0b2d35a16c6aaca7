package io.github.zlpr.trainer.linear;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.nio.file.Path;
import org.tribuo.multilabel.sgd.MultiLabelObjective;

/**
 * The checked properties of a trainer, and what follows from them.
 *
 * <p>The properties are described in {@link LinearMultiLabelTrainer}.
 */
record LinearSettings(
    MultiLabelObjective objective,
    int epochs,
    double learningRate,
    int minibatchSize,
    double l2,
    double gradientCutoff,
    int threads,
    boolean shuffle,
    double validationFraction,
    int patience,
    String validationMetricName,
    double loggingInterval,
    Path checkpoint) {

  /** The fewest epochs if none are given. */
  private static final int FEWEST_EPOCHS = 16;

  /** The number of epochs of n examples is this divided by n^⅔, if that is more. */
  private static final double EPOCHS_OF_ONE = 10_000.0;

  LinearSettings {
    check(objective != null, "objective", objective, "given");
    check(epochs >= 0, "epochs", epochs, "at least 0");
    check(positive(learningRate), "learningRate", learningRate, "finite and above 0");
    check(minibatchSize >= 1, "minibatchSize", minibatchSize, "at least 1");
    check(notNegative(l2), "l2", l2, "finite and at least 0");
    check(notNegative(gradientCutoff), "gradientCutoff", gradientCutoff, "finite and at least 0");
    check(threads >= 0, "threads", threads, "at least 0");
    check(
        validationFraction >= 0.0 && validationFraction < 1.0,
        "validationFraction",
        validationFraction,
        "at least 0 and below 1");
    check(patience >= 1, "patience", patience, "at least 1");
    check(!Double.isNaN(loggingInterval), "loggingInterval", loggingInterval, "a number");
    ValidationMetric.of(validationMetricName);
  }

  private static boolean positive(double value) {
    return value > 0.0 && Double.isFinite(value);
  }

  private static boolean notNegative(double value) {
    return value >= 0.0 && Double.isFinite(value);
  }

  private static void check(boolean inRange, String property, Object value, String range) {
    if (!inRange) {
      throw new PropertyException(
          "", property, property + " must be " + range + ", found " + value);
    }
  }

  ValidationMetric validationMetric() {
    return ValidationMetric.of(validationMetricName);
  }

  int threadCount() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * The number of epochs.
   *
   * @param examples the number of training examples.
   * @return the number given, or the default for so many examples.
   */
  int epochCount(int examples) {
    if (epochs > 0) {
      return epochs;
    }
    double root = StrictMath.cbrt(examples);
    return (int) Math.max(FEWEST_EPOCHS, Math.ceil(EPOCHS_OF_ONE / (root * root)));
  }

  /**
   * The number of examples held out.
   *
   * @param examples the number of all examples.
   * @return at least 1 if any are to be held out, and fewer than all.
   * @throws IllegalArgumentException if there are too few examples to hold any out.
   */
  int heldOut(int examples) {
    if (validationFraction == 0.0) {
      return 0;
    }
    if (examples < 2) {
      throw new IllegalArgumentException(
          "validationFraction is " + validationFraction + ", but there is only one example");
    }
    return (int) Math.max(1, Math.min(examples - 1, Math.round(validationFraction * examples)));
  }

  /** All properties that determine the weights, but for the seed. */
  String fingerprint() {
    return "objective="
        + objective.getProvenance()
        + ",epochs="
        + epochs
        + ",learningRate="
        + learningRate
        + ",minibatchSize="
        + minibatchSize
        + ",l2="
        + l2
        + ",gradientCutoff="
        + gradientCutoff
        + ",shuffle="
        + shuffle
        + ",validationFraction="
        + validationFraction
        + ",patience="
        + patience
        + ",validationMetric="
        + validationMetricName;
  }
}
