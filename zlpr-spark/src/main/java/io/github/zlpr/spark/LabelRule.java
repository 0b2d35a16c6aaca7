package io.github.zlpr.spark;

import io.github.zlpr.loss.MultiLabelLoss;
import java.io.Serializable;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which labels are predicted: of those with a score above the threshold at most {@code maxLabels},
 * the ones with the highest scores; of equal ones at the cut, those with the lowest indices.
 */
record LabelRule(double threshold, int maxLabels) implements Serializable {

  static LabelRule of(MultiLabelLoss loss) {
    return new LabelRule(loss.threshold(), loss.maxLabels());
  }

  /** The indices of the labels predicted, increasing. */
  int[] select(double[] scores) {
    int[] above =
        IntStream.range(0, scores.length).filter(label -> scores[label] > threshold).toArray();
    if (above.length <= maxLabels) {
      return above;
    }
    return IntStream.of(above)
        .boxed()
        .sorted(Comparator.comparingDouble(label -> -scores[label]))
        .limit(maxLabels)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }
}
