package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.LabelScoring;
import io.github.zlpr.core.PredictionRule;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;

/**
 * Asks a model for its scores. Those of an example are computed twice, once for the true labels and
 * once for all, so that they need not be held.
 */
record AskingScorer(LabelScoring model, ImmutableFeatureMap featureMap) implements LabelScorer {

  /** A threshold alone has no ties to break. */
  private static final int[] NO_TIES = {};

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
      trueScores[i] = scorer.score(block.features[i], block.featureValues[i], ids[i]);
    }
    return trueScores;
  }

  @Override
  public void score(ExampleBlock block) {
    PredictionRule rule = PredictionRule.above(model.getThreshold());
    LabelScoring.Scorer scorer = model.scorer();
    for (int i = 0; i < block.size; i++) {
      block.scores[i] = scorer.score(block.features[i], block.featureValues[i]);
      block.predicted[i] = rule.select(block.scores[i], NO_TIES);
    }
  }
}
