package io.github.zlpr.eval;

import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/** Sees the scores of each test example in the pass that evaluates them. */
@FunctionalInterface
public interface ScoreListener {

  /**
   * Called once for each example, in order, after it has been evaluated.
   *
   * @param example the example with its true labels.
   * @param scores the model's scores by label id, as many as the model has labels; the array is
   *     used again for the next example, so copy what is to be kept.
   */
  void scored(Example<MultiLabel> example, double[] scores);
}
