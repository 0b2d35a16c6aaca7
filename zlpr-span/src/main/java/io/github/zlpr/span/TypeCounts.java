package io.github.zlpr.span;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** What is marked in training sentences. */
final class TypeCounts {

  private final ImmutableOutputInfo<MultiLabel> types;
  private final SortedMap<Integer, Integer> lengths = new TreeMap<>();
  private int all;
  private int overlapping;

  /**
   * Counts.
   *
   * @param sentences the sentences.
   * @throws IllegalArgumentException if no span is marked.
   */
  TypeCounts(List<Sentence> sentences) {
    MutableOutputInfo<MultiLabel> info = new MultiLabelFactory().generateInfo();
    for (Sentence sentence : sentences) {
      int behind = 0;
      for (Span span : sentence.spans()) {
        info.observe(new MultiLabel(span.type()));
        lengths.merge(span.length(), 1, Integer::sum);
        all++;
        overlapping += span.start() < behind ? 1 : 0;
        behind = Math.max(behind, span.end());
      }
    }
    if (all == 0) {
      throw new IllegalArgumentException(
          sentences.size() + " training sentences have no marked span; there is nothing to learn");
    }
    types = info.generateImmutableOutputInfo();
  }

  /** The types, as labels. */
  ImmutableOutputInfo<MultiLabel> types() {
    return types;
  }

  /** The number of marked spans. */
  int all() {
    return all;
  }

  /** How many of them overlap one before them. */
  int overlapping() {
    return overlapping;
  }

  /** The fewest tokens that a share of the marked spans does not exceed. */
  int longest(double share) {
    int within = 0;
    for (Map.Entry<Integer, Integer> length : lengths.entrySet()) {
      within += length.getValue();
      if (within >= share * all) {
        return length.getKey();
      }
    }
    return lengths.lastKey();
  }

  /** How many marked spans are longer. */
  int longerThan(int length) {
    return lengths.tailMap(length + 1).values().stream().mapToInt(Integer::intValue).sum();
  }
}
