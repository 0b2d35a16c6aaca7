package io.github.zlpr.trainer.rule;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.Seeds;
import io.github.zlpr.eval.RankingEvaluator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.multilabel.MultiLabel;

/**
 * The scores that a training on a part of the examples gives the others.
 *
 * @param labels the number of labels L that the training has seen, by their ids.
 * @param scores one row of L scores for each example held out.
 * @param truth which of the pairs are true.
 * @param model what was trained on the part.
 */
record HeldOutScores(int labels, float[] scores, boolean[] truth, Model<MultiLabel> model) {

  /**
   * Trains and scores.
   *
   * @param trainer the trainer, which must give scores.
   * @param examples all examples.
   * @param runProvenance goes to the trainer.
   * @param heldOut the share held out.
   * @param seed seed of the choice of the examples held out.
   * @throws IllegalArgumentException if there are too few examples, or too many pairs.
   */
  static HeldOutScores of(
      Trainer<MultiLabel> trainer,
      Dataset<MultiLabel> examples,
      Map<String, Provenance> runProvenance,
      double heldOut,
      long seed) {
    int[] order = Seeds.permutation(examples.size(), seed);
    int size = (int) Math.round(heldOut * order.length);
    if (size < 1 || size == order.length) {
      throw new IllegalArgumentException(
          order.length + " examples cannot be split to hold out a share of " + heldOut);
    }
    long pairs = (long) size * examples.getOutputInfo().size();
    if (pairs > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d held-out examples with %,d labels are too many: the pairs must be fewer than"
                  + " 2^31; lower heldOut",
              size,
              examples.getOutputInfo().size()));
    }
    Dataset<MultiLabel> tuning = view(examples, Arrays.copyOf(order, size), "tuning");
    Dataset<MultiLabel> rest =
        view(examples, Arrays.copyOfRange(order, size, order.length), "rest");
    return of(trainer.train(rest, runProvenance), tuning);
  }

  private static Dataset<MultiLabel> view(Dataset<MultiLabel> all, int[] indices, String tag) {
    Arrays.sort(indices);
    return new DatasetView<>(all, indices, tag);
  }

  private static HeldOutScores of(Model<MultiLabel> model, Dataset<MultiLabel> tuning) {
    int labels = model.getOutputIDInfo().size();
    float[] scores = new float[tuning.size() * labels];
    boolean[] truth = new boolean[scores.length];
    int[] start = {0};
    new RankingEvaluator(1)
        .withUnseenLabels(RankingEvaluator.DROP)
        .evaluate(
            model,
            tuning,
            tuning.getProvenance(),
            scored -> {
              for (int id = 0; id < labels; id++) {
                scores[start[0] + id] = (float) scored.scores()[id];
              }
              for (int id : scored.trueIds()) {
                truth[start[0] + id] = true;
              }
              start[0] += labels;
            });
    return new HeldOutScores(labels, scores, truth, model);
  }

  /** The number of examples held out. */
  int examples() {
    return scores.length / labels;
  }
}
