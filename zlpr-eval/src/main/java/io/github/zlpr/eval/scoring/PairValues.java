package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.LabelScores;
import java.util.ArrayList;
import java.util.List;

/** The scores of all labels, the true and the predicted labels of each example. */
public final class PairValues {

  private final List<LabelScores> scores = new ArrayList<>();
  private final List<int[]> trueIds = new ArrayList<>();
  private final List<int[]> predicted = new ArrayList<>();

  /** No example yet. */
  PairValues() {}

  /** Takes the next examples, which have been scored. */
  void add(ExampleBlock block) {
    for (int i = 0; i < block.size; i++) {
      scores.add(block.ranked[i]);
      trueIds.add(block.trueIds[i]);
      predicted.add(block.predicted[i]);
    }
  }

  /**
   * The number of examples.
   *
   * @return at least 0.
   */
  public int examples() {
    return scores.size();
  }

  /**
   * The scores of an example.
   *
   * @param example its number.
   * @return a score for each label.
   */
  public LabelScores scores(int example) {
    return scores.get(example);
  }

  /**
   * The true labels of an example.
   *
   * @param example its number.
   * @return their ids, increasing.
   */
  public int[] trueIds(int example) {
    return trueIds.get(example);
  }

  /**
   * The labels predicted for an example.
   *
   * @param example its number.
   * @return their ids, increasing.
   */
  public int[] predicted(int example) {
    return predicted.get(example);
  }
}
