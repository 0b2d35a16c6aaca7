package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.LabelScores;
import io.github.zlpr.core.LabelScoring;
import io.github.zlpr.core.ListedScores;
import io.github.zlpr.core.PredictionRule;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;

/**
 * Asks a model for its scores. Those of an example are needed twice, for the true labels first and
 * then for all. They are held in between as far as there is room, and else computed twice.
 */
final class AskingScorer implements LabelScorer {

  /** A threshold alone has no ties to break. */
  private static final int[] NO_TIES = {};

  private static final long MOST_ROOM = 1L << 27;

  /** At most this part of the memory that Java may use. */
  private static final int PART_OF_MEMORY = 8;

  private final LabelScoring model;
  private final ImmutableFeatureMap featureMap;

  /** How many bytes of scores may still be held. */
  private final AtomicLong room =
      new AtomicLong(Math.min(MOST_ROOM, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY));

  /**
   * A scorer.
   *
   * @param model the model.
   * @param featureMap its features.
   */
  AskingScorer(LabelScoring model, ImmutableFeatureMap featureMap) {
    this.model = model;
    this.featureMap = featureMap;
  }

  @Override
  public void read(ExampleBlock block, int i) {
    SparseVector row = SparseVector.createSparseVector(block.examples[i], featureMap, true);
    int known = row.numActiveElements() - 1; // the last one is the bias
    block.features[i] = new int[known];
    block.featureValues[i] = new double[known];
    int j = 0;
    for (VectorTuple feature : row) {
      if (j < known) {
        block.features[i][j] = feature.index;
        block.featureValues[i][j++] = feature.value;
      }
    }
  }

  @Override
  public double[][] trueScores(ExampleBlock block, int[][] ids) {
    LabelScoring.Scorer scorer = model.scorer();
    double[][] trueScores = new double[block.size][];
    for (int i = 0; i < block.size; i++) {
      if (room.get() > 0) {
        LabelScores all = scorer.score(block.features[i], block.featureValues[i]);
        room.addAndGet(-bytes(all));
        block.scores[i] = all;
        trueScores[i] = Arrays.stream(ids[i]).mapToDouble(all::score).toArray();
      } else {
        trueScores[i] = scorer.score(block.features[i], block.featureValues[i], ids[i]);
      }
    }
    return trueScores;
  }

  private static long bytes(LabelScores scores) {
    return scores instanceof ListedScores listed
        ? (long) listed.ids().length * (Integer.BYTES + Double.BYTES)
        : (long) scores.labels() * Double.BYTES;
  }

  @Override
  public void score(ExampleBlock block) {
    PredictionRule rule = PredictionRule.above(model.getThreshold());
    LabelScoring.Scorer scorer = model.scorer();
    for (int i = 0; i < block.size; i++) {
      if (block.scores[i] == null) {
        block.scores[i] = scorer.score(block.features[i], block.featureValues[i]);
      }
      block.predicted[i] = rule.select(block.scores[i], NO_TIES);
    }
  }
}
