package io.github.zlpr.trainer.linear;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.loss.MultiLabelLoss;
import java.util.Arrays;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;
import org.tribuo.multilabel.sgd.MultiLabelObjective;

/** Any multi-label objective, called with arrays as {@link MultiLabelLoss#lossAndDirection} is. */
@FunctionalInterface
public interface ArrayObjective {

  /**
   * Computes the loss of one example and replaces its scores by the update direction.
   *
   * @param scores the scores; overwritten by the negative gradient.
   * @param targets the ids of the labels with a target above 0, increasing.
   * @param values their targets, or null if all are 1.
   * @return the loss.
   */
  double lossAndDirection(double[] scores, int[] targets, double[] values);

  /**
   * Makes an objective callable with arrays.
   *
   * @param objective a loss of this project, which is called as it is, or any other objective,
   *     which is called with Tribuo's vectors.
   * @return the same objective.
   */
  static ArrayObjective of(MultiLabelObjective objective) {
    if (objective instanceof MultiLabelLoss loss) {
      return loss::lossAndDirection;
    }
    return (scores, targets, values) -> lossAndDirection(objective, scores, targets, values);
  }

  private static double lossAndDirection(
      MultiLabelObjective objective, double[] scores, int[] targets, double[] values) {
    double[] truth = values;
    if (truth == null) {
      truth = new double[targets.length];
      Arrays.fill(truth, 1.0);
    }
    Pair<Double, SGDVector> result =
        objective.lossAndGradient(
            SparseVector.createSparseVector(scores.length, targets, truth),
            DenseVector.createDenseVector(scores));
    Arrays.fill(scores, 0.0);
    for (VectorTuple component : result.getB()) {
      scores[component.index] = component.value;
    }
    return result.getA();
  }
}
