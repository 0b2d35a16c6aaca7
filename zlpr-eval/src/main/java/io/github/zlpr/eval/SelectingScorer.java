package io.github.zlpr.eval;

/** The scores of one model, with labels predicted from them by the rule of another. */
record SelectingScorer(LabelScorer scores, LabelSelection selection) implements LabelScorer {

  @Override
  public void read(ExampleBlock block, int i) {
    scores.read(block, i);
  }

  @Override
  public double[] trueScores(ExampleBlock block, int i) {
    return scores.trueScores(block, i);
  }

  @Override
  public void score(ExampleBlock block) {
    scores.score(block);
    for (int i = 0; i < block.size; i++) {
      block.predicted[i] = selection.selectLabels(block.scores[i]);
    }
  }
}
