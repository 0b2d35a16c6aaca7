package io.github.zlpr.core;

import java.util.SortedSet;
import java.util.TreeSet;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/**
 * Which labels of an example count as true, wherever a metric, a report or a file asks.
 *
 * <p>A label is true if its target is above 0.5, that is if it is more likely than not. This is the
 * rule by which ZLPR with threshold 0 predicts. A label without a score (NaN), as labels read from
 * data usually have, is true.
 */
public final class Truth {

  private static final double TRUE_ABOVE = 0.5;

  private Truth() {}

  /**
   * Whether a label of an example is true.
   *
   * @param label the label.
   * @return whether it has no score (NaN) or one above 0.5.
   */
  public static boolean isTrue(Label label) {
    return isTrue(label.getScore());
  }

  /**
   * Whether a label with a target is true.
   *
   * @param target the target, or NaN for a label that is just there.
   * @return whether it is NaN or above 0.5.
   */
  public static boolean isTrue(double target) {
    return !(target <= TRUE_ABOVE);
  }

  /**
   * The true labels of an example.
   *
   * @param output the output of the example.
   * @return their names in alphabetical order.
   */
  public static SortedSet<String> names(MultiLabel output) {
    SortedSet<String> names = new TreeSet<>();
    for (Label label : output.getLabelSet()) {
      if (isTrue(label)) {
        names.add(label.getLabel());
      }
    }
    return names;
  }

  /**
   * The true labels that a model knows.
   *
   * @param output the output of an example.
   * @param labels the model's labels.
   * @return their ids, increasing.
   */
  public static int[] ids(MultiLabel output, ImmutableOutputInfo<MultiLabel> labels) {
    return output.getLabelSet().stream()
        .filter(Truth::isTrue)
        .mapToInt(label -> labels.getID(new MultiLabel(label.getLabel())))
        .filter(id -> id >= 0)
        .sorted()
        .toArray();
  }
}
