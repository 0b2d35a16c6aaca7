package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.PredictionRule;

/**
 * The scores of one model, with labels predicted from them by the rule of another.
 *
 * <p>{@code places} are those of {@link PredictionRule#places}.
 */
final class SelectingScorer implements LabelScorer {

  private final LabelScorer scores;
  private final PredictionRule rule;
  private final int[] places;

  SelectingScorer(LabelScorer scores, PredictionRule rule, int[] places) {
    this.scores = scores;
    this.rule = rule;
    this.places = places;
  }

  @Override
  public void read(ExampleBlock block, int i) {
    scores.read(block, i);
  }

  @Override
  public double[][] trueScores(ExampleBlock block, int[][] ids) {
    return scores.trueScores(block, ids);
  }

  @Override
  public void score(ExampleBlock block) {
    scores.score(block);
    for (int i = 0; i < block.size; i++) {
      block.predicted[i] = rule.select(block.scores[i], places);
    }
  }
}
