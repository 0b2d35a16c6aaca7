package io.github.zlpr.core;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** The labels of examples: for each example, its places in a list of the labels that occur. */
final class LabelRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In the order of their first appearance. */
  private final Label[] labels;

  private final int[] starts;
  private final int[] places;
  private final MutableOutputInfo<MultiLabel> domain;

  private LabelRows(
      Label[] labels, int[] starts, int[] places, MutableOutputInfo<MultiLabel> domain) {
    this.labels = labels;
    this.starts = starts;
    this.places = places;
    this.domain = domain;
  }

  /** The labels and how often they occur. */
  MutableOutputInfo<MultiLabel> domain() {
    return domain;
  }

  MultiLabel output(int row) {
    int from = starts[row];
    int to = starts[row + 1];
    if (to - from == 1 && isUnknown(labels[places[from]])) {
      return MultiLabelFactory.UNKNOWN_MULTILABEL;
    }
    Set<Label> set = new LinkedHashSet<>();
    for (int k = from; k < to; k++) {
      set.add(labels[places[k]]);
    }
    return new MultiLabel(set);
  }

  private static boolean isUnknown(Label label) {
    return label.getLabel().equals(MultiLabelFactory.UNKNOWN_MULTILABEL.getLabelString());
  }

  /**
   * The targets of all examples.
   *
   * @param ids the ids of the labels.
   * @return one by example.
   * @throws IllegalArgumentException naming the example, counted from 0, that has a target outside
   *     [0, 1] or a label without an id.
   */
  Targets[] targets(ImmutableOutputInfo<MultiLabel> ids) {
    Targets.Finder finder = new Targets.Finder(labels, ids);
    Targets[] targets = new Targets[starts.length - 1];
    for (int row = 0; row < targets.length; row++) {
      try {
        targets[row] = finder.of(places, starts[row], starts[row + 1]);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("example " + row + ": " + e.getMessage(), e);
      }
    }
    return targets;
  }

  /** Takes the outputs of one example after the other. */
  static final class Builder {
    private final OutputFactory<MultiLabel> outputFactory;
    private final Map<String, Map<Double, Integer>> placesOfLabels = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();
    private int[] places = new int[1 << 8];
    private int[] starts = new int[1 << 8];
    private int size;
    private MutableOutputInfo<MultiLabel> domain;

    Builder(OutputFactory<MultiLabel> outputFactory) {
      this.outputFactory = outputFactory;
      domain = outputFactory.generateInfo();
    }

    void add(MultiLabel output) {
      Set<Label> all = output.getLabelSet();
      int end = starts[size];
      if (end + all.size() > places.length) {
        places = Arrays.copyOf(places, GrowingArrays.grown(end + all.size()));
      }
      for (Label label : all) {
        places[end++] =
            placesOfLabels
                .computeIfAbsent(label.getLabel(), name -> new HashMap<>(2))
                .computeIfAbsent(label.getScore(), score -> place(label));
      }
      size++;
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, GrowingArrays.grown(size));
      }
      starts[size] = end;
      domain.observe(
          all.size() == 1 && isUnknown(all.iterator().next())
              ? MultiLabelFactory.UNKNOWN_MULTILABEL
              : output);
    }

    private int place(Label label) {
      labels.add(label);
      return labels.size() - 1;
    }

    /** Leaves out the labels that fewer examples have. */
    void keep(int minExamples) {
      Map<String, Integer> counts = new HashMap<>();
      for (int k = 0; k < starts[size]; k++) {
        counts.merge(labels.get(places[k]).getLabel(), 1, Integer::sum);
      }
      if (counts.values().stream().allMatch(count -> count >= minExamples)) {
        return;
      }
      int end = 0;
      int from = 0;
      for (int row = 0; row < size; row++) {
        for (int k = from; k < starts[row + 1]; k++) {
          if (counts.get(labels.get(places[k]).getLabel()) >= minExamples) {
            places[end++] = places[k];
          }
        }
        from = starts[row + 1];
        starts[row + 1] = end;
      }
      LabelRows kept = build();
      domain = outputFactory.generateInfo();
      for (int row = 0; row < size; row++) {
        domain.observe(kept.output(row));
      }
    }

    /** The labels so far. Nothing can be added any more. */
    LabelRows build() {
      return new LabelRows(
          labels.toArray(Label[]::new),
          Arrays.copyOf(starts, size + 1),
          Arrays.copyOf(places, starts[size]),
          domain);
    }
  }
}
