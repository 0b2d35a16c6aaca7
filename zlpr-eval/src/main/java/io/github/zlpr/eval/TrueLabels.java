package io.github.zlpr.eval;

import io.github.zlpr.core.Targets;
import io.github.zlpr.core.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** Reads the true labels of the examples, one after the other, and counts them. */
final class TrueLabels {

  private final ImmutableOutputInfo<MultiLabel> labels;
  private final UnseenLabels policy;

  /** The ids of the labels that the model has never seen, from the number of its labels on. */
  private final Map<String, Integer> unseenIds = new LinkedHashMap<>();

  private int examples;
  private int examplesWithoutLabel;
  private int trueLabels;
  private int knownTrueLabels;
  private long unseenOccurrences;
  private long fingerprint;

  TrueLabels(ImmutableOutputInfo<MultiLabel> labels, UnseenLabels policy) {
    this.labels = labels;
    this.policy = policy;
  }

  /**
   * Reads the next example's labels.
   *
   * @param truth the true labels.
   * @return their ids, increasing; those of labels that the model has never seen, where they count
   *     as misses, from the number of its labels on.
   * @throws IllegalArgumentException if the truth is unknown, has a label without id, where such
   *     are refused, or a target outside [0, 1].
   */
  int[] read(MultiLabel truth) {
    if (truth.equals(MultiLabelFactory.UNKNOWN_MULTILABEL)) {
      throw invalid("the output is unknown, so there is no truth to compare with");
    }
    Set<Label> targets = truth.getLabelSet();
    int[] ids = new int[targets.size()];
    Set<String> unseen = new TreeSet<>();
    int size = 0;
    int hash = 0;
    for (Label label : targets) {
      boolean isTrue = Truth.isTrue(target(label));
      int id = labels.getID(new MultiLabel(label));
      if (id < 0) {
        requireAllowed(label);
      }
      if (isTrue) {
        hash += label.getLabel().hashCode();
        if (id < 0) {
          unseen.add(label.getLabel());
        } else {
          ids[size++] = id;
        }
      }
    }
    knownTrueLabels = Math.addExact(knownTrueLabels, size);
    // In the order of the names, so that the ids do not depend on that of a set.
    for (String name : unseen) {
      unseenOccurrences++;
      int id = unseenIds.computeIfAbsent(name, any -> labels.size() + unseenIds.size());
      if (policy == UnseenLabels.MISS) {
        ids[size++] = id;
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

  private void requireAllowed(Label label) {
    try {
      policy.requireAllowed(label.getLabel());
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private IllegalArgumentException invalid(String problem) {
    return new IllegalArgumentException("example " + examples + ": " + problem);
  }

  /**
   * Ends the reading.
   *
   * @throws IllegalArgumentException if there was no example, or if the model knows none of the
   *     true labels.
   */
  void requireSome() {
    if (examples == 0) {
      throw new IllegalArgumentException("there is no example to evaluate");
    }
    UnseenLabels.requireSomeKnown(knownTrueLabels, unseenOccurrences);
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

  UnseenLabels policy() {
    return policy;
  }

  /** The true labels that the model has never seen, in the order of their ids. */
  List<String> unseen() {
    return List.copyOf(unseenIds.keySet());
  }

  long unseenOccurrences() {
    return unseenOccurrences;
  }

  /** The names of all labels that are ranked, by id. */
  List<String> ranked() {
    List<String> names = new ArrayList<>();
    for (int id = 0; id < labels.size(); id++) {
      names.add(labels.getOutput(id).getLabelString());
    }
    if (policy == UnseenLabels.MISS) {
      names.addAll(unseenIds.keySet());
    }
    return names;
  }

  /** A hash of the names of the true labels of all examples in their order. */
  long fingerprint() {
    return fingerprint;
  }
}
