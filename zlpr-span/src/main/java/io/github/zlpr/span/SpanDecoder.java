package io.github.zlpr.span;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes spans by their scores, the best first, if they agree with those taken before: flat ones do
 * not overlap; of nested ones no two cross, so that one lies in the other or they are apart.
 *
 * <p>With a higher threshold the same spans are taken, less those that do not reach it.
 *
 * @param nested whether spans may lie in one another.
 */
record SpanDecoder(boolean nested) {

  /**
   * A span by numbers.
   *
   * @param start the place of its first token.
   * @param end the place behind its last token.
   * @param type the id of its type.
   * @param score its score.
   */
  record Candidate(int start, int end, int type, double score) {

    private boolean agrees(Candidate other, boolean nested) {
      if (end <= other.start || other.end <= start) {
        return true;
      }
      return nested
          && ((start <= other.start && other.end <= end)
              || (other.start <= start && end <= other.end));
    }
  }

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparingInt(Candidate::start)
          .thenComparingInt(Candidate::end)
          .thenComparingInt(Candidate::type);

  /**
   * Takes spans.
   *
   * @param grid the spans of the sentence.
   * @param scores the scores of each span for each type.
   * @param types the number of types.
   * @param threshold spans have scores above it.
   * @param most the most spans to take.
   * @return the spans, the best first.
   */
  List<Candidate> decode(SpanGrid grid, double[] scores, int types, double threshold, int most) {
    List<Candidate> candidates = new ArrayList<>();
    grid.forEach(
        (index, start, end) -> {
          for (int t = 0; t < types; t++) {
            double score = scores[index * types + t];
            if (score > threshold) {
              candidates.add(new Candidate(start, end, t, score));
            }
          }
        });
    candidates.sort(BEST_FIRST);
    List<Candidate> taken = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (taken.size() == most) {
        break;
      }
      if (taken.stream().allMatch(other -> candidate.agrees(other, nested))) {
        taken.add(candidate);
      }
    }
    return taken;
  }
}
