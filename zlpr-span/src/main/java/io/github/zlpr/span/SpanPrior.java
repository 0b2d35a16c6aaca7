package io.github.zlpr.span;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.trainer.linear.ArrayObjective;
import java.util.Arrays;
import java.util.List;

/**
 * The scores that are best when nothing but the length of a span is known: one for each length and
 * type. Training starts from them, so that it need not first push all spans below the threshold.
 *
 * <p>It is {@link io.github.zlpr.trainer.linear.Prior} over the spans of sentences: with G⁺ the sum
 * of the update directions of a length and type where they are positive and G⁻ that of the others,
 *
 * <pre>
 *   b ← b + ½ log(G⁺ / G⁻)
 * </pre>
 *
 * from the log-odds of a span of this length. Scores stay within {@value #BOUND} of the threshold.
 */
final class SpanPrior {

  private static final int STEPS = 30;
  private static final double PRECISION = 1e-3;
  private static final double BOUND = 12.0;

  /** So many sentences tell the best scores well enough. */
  private static final int MOST_SENTENCES = 1_000;

  private SpanPrior() {}

  /**
   * Finds the scores.
   *
   * @param loss the loss.
   * @param threshold its threshold.
   * @param sentences the training sentences.
   * @param types the number of types.
   * @param longest the longest span.
   * @return for each length, from 1, a score for each type.
   */
  static double[] of(
      ArrayObjective loss,
      double threshold,
      List<TrainingSentence> sentences,
      int types,
      int longest) {
    int[] order = Seeds.permutation(sentences.size(), 1L);
    List<TrainingSentence> sample =
        Arrays.stream(order, 0, Math.min(order.length, MOST_SENTENCES))
            .mapToObj(sentences::get)
            .toList();
    double[] scores = logOdds(sample, threshold, types, longest);
    for (int step = 0; step < STEPS; step++) {
      double[] up = new double[scores.length];
      double[] down = new double[scores.length];
      for (TrainingSentence sentence : sample) {
        addDirections(loss, sentence, scores, types, up, down);
      }
      double largest = 0.0;
      for (int l = 0; l < scores.length; l++) {
        if (up[l] > 0.0 || down[l] > 0.0) {
          double next =
              clip(scores[l] + 0.5 * (StrictMath.log(up[l]) - StrictMath.log(down[l])), threshold);
          largest = Math.max(largest, Math.abs(next - scores[l]));
          scores[l] = next;
        }
      }
      if (largest < PRECISION) {
        break;
      }
    }
    return scores;
  }

  private static double clip(double score, double threshold) {
    return Math.max(threshold - BOUND, Math.min(threshold + BOUND, score));
  }

  private static double[] logOdds(
      List<TrainingSentence> sentences, double threshold, int types, int longest) {
    double[] marked = new double[longest * types];
    double[] all = new double[longest];
    for (TrainingSentence sentence : sentences) {
      SpanGrid grid = sentence.row().grid();
      int[] lengths = lengths(grid);
      for (int length : lengths) {
        all[length - 1]++;
      }
      for (int target : sentence.targets()) {
        marked[(lengths[target / types] - 1) * types + target % types]++;
      }
    }
    double[] scores = new double[longest * types];
    for (int l = 0; l < scores.length; l++) {
      double rest = all[l / types] - marked[l];
      scores[l] =
          clip(threshold + 0.5 * StrictMath.log((marked[l] + 0.5) / (rest + 0.5)), threshold);
    }
    return scores;
  }

  private static int[] lengths(SpanGrid grid) {
    int[] lengths = new int[grid.spans()];
    grid.forEach((index, start, end) -> lengths[index] = end - start);
    return lengths;
  }

  private static void addDirections(
      ArrayObjective loss,
      TrainingSentence sentence,
      double[] scores,
      int types,
      double[] up,
      double[] down) {
    int[] lengths = lengths(sentence.row().grid());
    double[] directions = new double[lengths.length * types];
    for (int span = 0; span < lengths.length; span++) {
      System.arraycopy(scores, (lengths[span] - 1) * types, directions, span * types, types);
    }
    loss.lossAndDirection(directions, sentence.targets(), null);
    for (int l = 0; l < directions.length; l++) {
      int at = (lengths[l / types] - 1) * types + l % types;
      up[at] += Math.max(0.0, directions[l]);
      down[at] += Math.max(0.0, -directions[l]);
    }
  }
}
