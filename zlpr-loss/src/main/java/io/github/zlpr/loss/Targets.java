package io.github.zlpr.loss;

/** Checks of the targets that a loss is given. */
final class Targets {

  private Targets() {}

  /**
   * Refuses targets that are not increasing label ids with values in (0, 1].
   *
   * @param labels the number n of labels.
   * @param targets label ids.
   * @param values the value of each target, or null.
   * @throws IllegalArgumentException naming the first target that is wrong.
   */
  static void check(int labels, int[] targets, double[] values) {
    int previous = -1;
    for (int target : targets) {
      if (target <= previous || target >= labels) {
        throw new IllegalArgumentException(
            "label id "
                + target
                + " after "
                + previous
                + ": targets must be increasing ids in [0, "
                + labels
                + ")");
      }
      previous = target;
    }
    if (values != null) {
      checkValues(targets, values);
    }
  }

  /**
   * Refuses targets as {@link #check} does, and soft targets.
   *
   * @param loss the loss that is defined for targets of 0 and 1 only.
   * @param labels the number n of labels.
   * @param targets label ids.
   * @param values the value of each target, or null.
   * @throws IllegalArgumentException naming the first target that is wrong.
   */
  static void checkHard(MultiLabelLoss loss, int labels, int[] targets, double[] values) {
    check(labels, targets, values);
    if (values != null) {
      for (int j = 0; j < values.length; j++) {
        if (values[j] != 1.0) {
          throw new IllegalArgumentException(
              loss.getClass().getSimpleName()
                  + " is defined for targets of 0 and 1 only, label "
                  + targets[j]
                  + " has target "
                  + values[j]);
        }
      }
    }
  }

  /**
   * Refuses targets that are not one value in [0, 1] for each label.
   *
   * @param labels the number n of labels.
   * @param targets the target of each label.
   * @throws IllegalArgumentException naming the first target that is wrong.
   */
  static void checkDense(int labels, double[] targets) {
    if (targets.length != labels) {
      throw new IllegalArgumentException(
          "found " + targets.length + " targets for " + labels + " labels");
    }
    for (int i = 0; i < labels; i++) {
      checkValue(i, targets[i]);
    }
  }

  /**
   * Refuses a target outside [0, 1].
   *
   * @param label the id of the label.
   * @param value its target.
   * @throws IllegalArgumentException naming label and target.
   */
  static void checkValue(int label, double value) {
    if (!(value >= 0.0 && value <= 1.0)) {
      throw new IllegalArgumentException(
          "label " + label + " has target " + value + ", expected it in [0, 1]");
    }
  }

  private static void checkValues(int[] targets, double[] values) {
    if (values.length != targets.length) {
      throw new IllegalArgumentException(
          "found " + values.length + " target values for " + targets.length + " targets");
    }
    for (int j = 0; j < values.length; j++) {
      if (!(values[j] > 0.0 && values[j] <= 1.0)) {
        throw new IllegalArgumentException(
            "label " + targets[j] + " has target " + values[j] + ", expected it in (0, 1]");
      }
    }
  }
}
