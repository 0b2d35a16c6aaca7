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
