package io.github.zlpr.span;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sentence to train on, or to measure on while training.
 *
 * @param row its features.
 * @param targets the labels that are true, increasing: the number of the span times the number of
 *     types, plus the type.
 * @param lost how many marked spans are no labels, because they are too long or of no known type.
 */
record TrainingSentence(SpanRow row, int[] targets, int lost) {

  static TrainingSentence of(SpanRow row, Sentence sentence, List<String> types) {
    Set<Integer> labels = new TreeSet<>();
    int lost = 0;
    for (Span span : sentence.spans()) {
      int type = types.indexOf(span.type());
      if (type < 0 || span.length() > row.grid().longest()) {
        lost++;
      } else {
        labels.add(row.grid().index(span.start(), span.end()) * types.size() + type);
      }
    }
    return new TrainingSentence(row, labels.stream().mapToInt(Integer::intValue).toArray(), lost);
  }

  static List<TrainingSentence> all(
      List<SpanRow> rows, List<Sentence> sentences, List<String> types) {
    List<TrainingSentence> all = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      all.add(of(rows.get(i), sentences.get(i), types));
    }
    return all;
  }
}
