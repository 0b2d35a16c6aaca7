package io.github.zlpr.eval;

import io.github.zlpr.core.Targets;
import io.github.zlpr.core.Truth;
import java.util.Arrays;
import java.util.Set;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** Reads the true labels of the examples, one after the other, and counts them. */
final class TrueLabels {

  private final ImmutableOutputInfo<MultiLabel> labels;
  private final boolean dropUnseenLabels;
  private int examples;
  private int examplesWithoutLabel;
  private int trueLabels;
  private long droppedLabels;
  private long fingerprint;

  TrueLabels(ImmutableOutputInfo<MultiLabel> labels, boolean dropUnseenLabels) {
    this.labels = labels;
    this.dropUnseenLabels = dropUnseenLabels;
  }

  /**
   * Reads the next example's labels.
   *
   * @param truth the true labels.
   * @return their ids, increasing.
   * @throws IllegalArgumentException if the truth is unknown, has a label without id or a target
   *     outside [0, 1].
   */
  int[] read(MultiLabel truth) {
    if (truth.equals(MultiLabelFactory.UNKNOWN_MULTILABEL)) {
      throw invalid("the output is unknown, so there is no truth to compare with");
    }
    Set<Label> targets = truth.getLabelSet();
    int[] ids = new int[targets.size()];
    int size = 0;
    int hash = 0;
    for (Label label : targets) {
      boolean isTrue = Truth.isTrue(target(label));
      int id = labels.getID(new MultiLabel(label));
      if (id < 0) {
        requireDropping(label);
      }
      if (isTrue) {
        hash += label.getLabel().hashCode();
        if (id < 0) {
          droppedLabels++;
        } else {
          ids[size++] = id;
        }
      }
    }
    Arrays.sort(ids, 0, size);
    examples++;
    trueLabels = Math.addExact(trueLabels, size);
    fingerprint = 31 * fingerprint + hash;
    if (size == 0) {
      examplesWithoutLabel++;
    }
    return Arrays.copyOf(ids, size);
  }

  private double target(Label label) {
    try {
      return Targets.of(label);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private void requireDropping(Label label) {
    if (!dropUnseenLabels) {
      throw invalid(
          "the model has never seen label '"
              + label.getLabel()
              + "'; set dropUnseenLabels to leave such labels out");
    }
  }

  private IllegalArgumentException invalid(String problem) {
    return new IllegalArgumentException("example " + examples + ": " + problem);
  }

  /**
   * Ends the reading.
   *
   * @throws IllegalArgumentException if there was no example, or if all true labels were dropped.
   */
  void requireSome() {
    if (examples == 0) {
      throw new IllegalArgumentException("there is no example to evaluate");
    }
    if (trueLabels == 0 && droppedLabels > 0) {
      throw new IllegalArgumentException(
          "the model knows none of the labels of the test data; was it trained on other data?");
    }
  }

  int examples() {
    return examples;
  }

  int examplesWithoutLabel() {
    return examplesWithoutLabel;
  }

  int trueLabels() {
    return trueLabels;
  }

  long droppedLabels() {
    return droppedLabels;
  }

  /** A hash of the names of the true labels of all examples in their order. */
  long fingerprint() {
    return fingerprint;
  }
}
