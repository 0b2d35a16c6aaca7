package io.github.zlpr.core;

import java.io.Serializable;
import java.util.Arrays;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/**
 * The targets of one example: the ids of the labels with a target above 0, in increasing order, and
 * their targets.
 *
 * <p>A target is in [0, 1]: 0 for a negative label, 1 for a positive one, in between for a soft
 * target. A {@link Label} without a score (NaN) has target 1. A label with target 0 is the same as
 * an absent one.
 */
public final class Targets implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The ids of the labels with a target above 0, increasing. */
  private final int[] ids;

  /** Their targets; null if all are 1. */
  private final double[] values;

  private Targets(int[] ids, double[] values) {
    this.ids = ids;
    this.values = values;
  }

  /**
   * The targets of the labels with increasing ids.
   *
   * @param ids label ids: increasing, at least 0; not copied.
   * @param values the target of each of these labels, in [0, 1]; null if all of them are 1.
   * @return those of them that are above 0.
   * @throws IllegalArgumentException naming the first id that is not above the one before, or the
   *     first target outside [0, 1].
   */
  public static Targets of(int[] ids, double[] values) {
    if (values == null) {
      checkIds(Integer.MAX_VALUE, ids);
      return new Targets(ids, null);
    }
    int[] kept = new int[ids.length];
    double[] keptValues = new double[ids.length];
    int size = 0;
    boolean soft = false;
    for (int i = 0; i < ids.length; i++) {
      checkValue(ids[i], values[i]);
      if (values[i] > 0.0) {
        kept[size] = ids[i];
        keptValues[size++] = values[i];
        soft |= values[i] < 1.0;
      }
    }
    int[] positive = Arrays.copyOf(kept, size);
    checkIds(Integer.MAX_VALUE, positive);
    return new Targets(positive, soft ? Arrays.copyOf(keptValues, size) : null);
  }

  /**
   * The targets of an example.
   *
   * @param output the output of the example.
   * @param labels the ids of the labels.
   * @return its targets.
   * @throws IllegalArgumentException naming the first label that has no id or a target outside [0,
   *     1].
   */
  public static Targets of(MultiLabel output, ImmutableOutputInfo<MultiLabel> labels) {
    int[] ids = new int[output.getLabelSet().size()];
    double[] values = new double[ids.length];
    int size = 0;
    for (Label label : output.getLabelSet()) {
      insert(label, labels.getID(new MultiLabel(label)), ids, values, size++);
    }
    return of(ids, values);
  }

  /** Finds the targets of many examples that have the same labels. */
  static final class Finder {
    private final Label[] labels;
    private final int[] ids;

    /**
     * Looks up the ids of labels.
     *
     * @param labels the labels that occur.
     * @param domain the ids of the labels.
     */
    Finder(Label[] labels, ImmutableOutputInfo<MultiLabel> domain) {
      this.labels = labels;
      ids = Arrays.stream(labels).mapToInt(label -> domain.getID(new MultiLabel(label))).toArray();
    }

    /**
     * The targets of an example.
     *
     * @param places the places of its labels.
     * @param from where they start.
     * @param to where they end.
     * @return its targets.
     * @throws IllegalArgumentException as {@link Targets#of(MultiLabel, ImmutableOutputInfo)} does.
     */
    Targets of(int[] places, int from, int to) {
      int[] found = new int[to - from];
      double[] values = new double[found.length];
      for (int size = 0; size < found.length; size++) {
        Label label = labels[places[from + size]];
        insert(label, ids[places[from + size]], found, values, size);
      }
      return Targets.of(found, values);
    }
  }

  /** Puts a label with its target in its place among those of smaller and larger ids. */
  private static void insert(Label label, int id, int[] ids, double[] values, int size) {
    double target = of(label);
    if (id < 0) {
      throw new IllegalArgumentException(
          "label '" + label.getLabel() + "' is not in the data set's domain");
    }
    int place = size;
    while (place > 0 && ids[place - 1] > id) {
      ids[place] = ids[place - 1];
      values[place] = values[place - 1];
      place--;
    }
    ids[place] = id;
    values[place] = target;
  }

  /**
   * The target of a label that an example has.
   *
   * @param label the label.
   * @return its score, or 1 if it has none.
   * @throws IllegalArgumentException if the target is outside [0, 1].
   */
  public static double of(Label label) {
    double target = Double.isNaN(label.getScore()) ? 1.0 : label.getScore();
    if (!isTarget(target)) {
      throw outside("'" + label.getLabel() + "'", target, "[0, 1]");
    }
    return target;
  }

  /**
   * The ids of the labels with a target above 0.
   *
   * @return increasing; not a copy.
   */
  public int[] ids() {
    return ids;
  }

  /**
   * The targets of the labels of {@link #ids}.
   *
   * @return each in (0, 1]; null if all are 1; not a copy.
   */
  public double[] values() {
    return values;
  }

  /**
   * The ids of the labels that count as true, by {@link Truth#isTrue(double)}.
   *
   * @return increasing.
   */
  public int[] trueIds() {
    if (values == null) {
      return ids;
    }
    int[] trueIds = new int[ids.length];
    int size = 0;
    for (int i = 0; i < ids.length; i++) {
      if (Truth.isTrue(values[i])) {
        trueIds[size++] = ids[i];
      }
    }
    return Arrays.copyOf(trueIds, size);
  }

  /**
   * Refuses targets that are not increasing label ids with values in (0, 1].
   *
   * @param labels the number n of labels.
   * @param ids label ids.
   * @param values the target of each of them, or null.
   * @throws IllegalArgumentException naming the first target that is wrong.
   */
  public static void check(int labels, int[] ids, double[] values) {
    checkIds(labels, ids);
    if (values == null) {
      return;
    }
    if (values.length != ids.length) {
      throw new IllegalArgumentException(
          "found " + values.length + " target values for " + ids.length + " targets");
    }
    for (int i = 0; i < values.length; i++) {
      if (!(isTarget(values[i]) && values[i] > 0.0)) {
        throw outside(String.valueOf(ids[i]), values[i], "(0, 1]");
      }
    }
  }

  /**
   * Refuses targets as {@link #check} does, and soft targets.
   *
   * @param who what is defined for targets of 0 and 1 only, for the message.
   * @param labels the number n of labels.
   * @param ids label ids.
   * @param values the target of each of them, or null.
   * @throws IllegalArgumentException naming the first target that is wrong.
   */
  public static void checkHard(Class<?> who, int labels, int[] ids, double[] values) {
    check(labels, ids, values);
    if (values != null) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] != 1.0) {
          throw new IllegalArgumentException(
              who.getSimpleName()
                  + " is defined for targets of 0 and 1 only, label "
                  + ids[i]
                  + " has target "
                  + values[i]);
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
  public static void checkDense(int labels, double[] targets) {
    if (targets.length != labels) {
      throw new IllegalArgumentException(
          "found " + targets.length + " targets for " + labels + " labels");
    }
    for (int i = 0; i < labels; i++) {
      checkValue(i, targets[i]);
    }
  }

  private static void checkIds(int labels, int[] ids) {
    int previous = -1;
    for (int id : ids) {
      if (id <= previous || id >= labels) {
        throw new IllegalArgumentException(
            "label id "
                + id
                + " after "
                + previous
                + ": targets must be increasing ids in [0, "
                + labels
                + ")");
      }
      previous = id;
    }
  }

  private static void checkValue(int id, double target) {
    if (!isTarget(target)) {
      throw outside(String.valueOf(id), target, "[0, 1]");
    }
  }

  /** Not so for NaN. */
  private static boolean isTarget(double target) {
    return target >= 0.0 && target <= 1.0;
  }

  private static IllegalArgumentException outside(String label, double target, String range) {
    return new IllegalArgumentException(
        "label " + label + " has target " + target + ", expected it in " + range);
  }
}
