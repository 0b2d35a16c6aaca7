package io.github.zlpr.eval;

/** Sees each test example in the pass that evaluates it. */
@FunctionalInterface
public interface ScoreListener {

  /**
   * Called once for each example, in order, by the thread that called the evaluator, after the
   * example has been evaluated.
   *
   * @param scored the example with what the evaluation knows of it.
   */
  void scored(ScoredExample scored);
}
