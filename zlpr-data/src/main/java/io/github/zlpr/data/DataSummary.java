package io.github.zlpr.data;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.core.Truth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/**
 * What multi-label data holds, counted in one pass that keeps no examples.
 *
 * <ul>
 *   <li>A feature counts if an example has it: Tribuo's examples do not know of others.
 *   <li>A label counts for an example if it is true for it, by {@link Truth}.
 *   <li>Density is the share of the examples × features values that are not zero.
 *   <li>Cardinality is the mean number of labels of an example.
 *   <li>A feature is constant if it has the same value in all examples; where it is not stored,
 *       that is 0.
 *   <li>A duplicate is an example with the same features and values as an earlier one. It
 *       contradicts if its labels are others than those of the first such example.
 * </ul>
 */
public final class DataSummary {

  /** A feature's values. */
  private static final class Range {
    private final int index;
    private long stored;
    private double smallest = Double.POSITIVE_INFINITY;
    private double largest = Double.NEGATIVE_INFINITY;

    Range(int index) {
      this.index = index;
    }

    void add(double value) {
      stored++;
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }

    boolean isConstant(long examples) {
      return smallest == largest && (stored == examples || smallest == 0.0);
    }
  }

  private final Map<String, Range> features = new HashMap<>();
  private final Map<String, Long> labels = new HashMap<>();
  private final Map<Long, Set<String>> labelsOfFeatures = new HashMap<>();
  private long examples;
  private long nonZeros;
  private long labelCount;
  private int mostLabels;
  private long withoutLabel;
  private long softTargets;
  private long weighted;
  private long duplicates;
  private long contradictions;

  /**
   * Counts.
   *
   * @param data the examples.
   */
  public DataSummary(Iterable<Example<MultiLabel>> data) {
    data.forEach(this::add);
  }

  private void add(Example<MultiLabel> example) {
    examples++;
    weighted += example.getWeight() != 1.0f ? 1 : 0;
    Set<String> set = countLabels(example.getOutput());
    Set<String> first = labelsOfFeatures.putIfAbsent(countFeatures(example), set);
    if (first != null) {
      duplicates++;
      contradictions += first.equals(set) ? 0 : 1;
    }
  }

  private Set<String> countLabels(MultiLabel output) {
    for (Label label : output.getLabelSet()) {
      softTargets += label.getScore() > 0.0 && label.getScore() < 1.0 ? 1 : 0;
    }
    Set<String> set = Truth.names(output);
    set.forEach(label -> labels.merge(label, 1L, Long::sum));
    labelCount += set.size();
    mostLabels = Math.max(mostLabels, set.size());
    withoutLabel += set.isEmpty() ? 1 : 0;
    return Set.copyOf(set);
  }

  /** Counts the features; gives a hash of those that are not zero, the same in any order. */
  private long countFeatures(Example<MultiLabel> example) {
    long hash = 0;
    for (Feature feature : example) {
      Range range = features.computeIfAbsent(feature.getName(), name -> new Range(features.size()));
      double value = feature.getValue();
      range.add(value);
      if (value != 0.0) {
        nonZeros++;
        hash += Seeds.mix(Seeds.mix(range.index) ^ Double.doubleToLongBits(value));
      }
    }
    return hash;
  }

  /** {@return the number of examples} */
  public long examples() {
    return examples;
  }

  /** {@return the number of different features} */
  public int features() {
    return features.size();
  }

  /** {@return the share of the examples × features values that are not zero} */
  public double density() {
    return (double) nonZeros / examples / features();
  }

  /**
   * The features with the same value in all examples.
   *
   * @return their names, sorted.
   */
  public List<String> constantFeatures() {
    return features.entrySet().stream()
        .filter(feature -> feature.getValue().isConstant(examples))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** {@return the number of different labels} */
  public int labels() {
    return labels.size();
  }

  /** {@return the mean number of labels of an example} */
  public double cardinality() {
    return (double) labelCount / examples;
  }

  /** {@return the number of examples without label} */
  public long withoutLabel() {
    return withoutLabel;
  }

  /** {@return the number of examples with the features of an earlier one} */
  public long duplicates() {
    return duplicates;
  }

  /**
   * {@return the number of duplicates whose labels are others than those of the first such example}
   */
  public long contradictions() {
    return contradictions;
  }

  /** A table of all figures, and a picture of how frequent the labels are. */
  @Override
  public String toString() {
    SummaryTable table = new SummaryTable();
    table.add(
        "examples", examples, weighted == 0 ? "" : SummaryTable.count(weighted) + " with a weight");
    table.add("features", features(), "");
    table.add("density", density(), "share of the values that are not zero");
    List<String> constant = constantFeatures();
    table.add("constant features", constant.size(), LabelFrequencies.shorten(constant));
    table.add(
        "labels",
        labels(),
        softTargets == 0 ? "" : SummaryTable.count(softTargets) + " soft targets");
    table.add("cardinality", cardinality(), "labels per example, at most " + mostLabels);
    table.add("without label", withoutLabel, "");
    table.add(
        "duplicates",
        duplicates,
        duplicates == 0 ? "" : SummaryTable.count(contradictions) + " of them with other labels");
    return table.toString() + new LabelFrequencies(labels);
  }
}
