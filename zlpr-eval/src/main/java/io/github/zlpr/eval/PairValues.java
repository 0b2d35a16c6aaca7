package io.github.zlpr.eval;

import java.util.ArrayList;
import java.util.List;

/** What resampling needs of each example besides its {@link ExampleValues}: scores and labels. */
final class PairValues {

  private final List<double[]> scores = new ArrayList<>();
  private final List<int[]> trueIds = new ArrayList<>();
  private final List<int[]> predicted = new ArrayList<>();

  /** Takes the next examples, which have been scored. */
  void add(ExampleBlock block) {
    for (int i = 0; i < block.size; i++) {
      scores.add(block.scores[i]);
      trueIds.add(block.trueIds[i]);
      predicted.add(block.predicted[i]);
    }
  }

  int examples() {
    return scores.size();
  }

  double[] scores(int example) {
    return scores.get(example);
  }

  int[] trueIds(int example) {
    return trueIds.get(example);
  }

  int[] predicted(int example) {
    return predicted.get(example);
  }
}
