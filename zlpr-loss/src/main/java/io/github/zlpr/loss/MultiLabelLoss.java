package io.github.zlpr.loss;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Targets;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.VectorTuple;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.sgd.MultiLabelObjective;

/**
 * A multi-label loss on plain arrays.
 *
 * <p>A loss implements {@link #lossAndDirection} only; the rest of this interface is the one
 * adapter that makes it an objective of Tribuo's {@code LinearSGDTrainer} and {@code
 * FMMultiLabelTrainer}. Scores are raw everywhere: there is no activation in training and no
 * normaliser in the model.
 *
 * <p>Implementations compute with what Java defines to the bit ({@code StrictMath}, and an
 * exponential of their own), so that the same training gives the same weights on every machine.
 * They hold no state besides their configuration, so one objective may serve several trainings at
 * the same time.
 */
public interface MultiLabelLoss extends MultiLabelObjective {

  /**
   * Computes the loss of one example and replaces its scores by the update direction.
   *
   * <p>The direction is the <em>negative</em> gradient, −∂loss/∂s: a step along it lowers the loss.
   * This is the sign Tribuo's trainers expect.
   *
   * @param scores the n raw scores of the example, one per label; overwritten by the n components
   *     of the update direction.
   * @param targets the ids of the labels with a target above zero: increasing, each in [0, n).
   * @param values the target of each of these labels, in (0, 1] and as long as {@code targets};
   *     null when all of them are 1.
   * @return the loss, not averaged over labels.
   * @throws IllegalArgumentException if the targets are not increasing ids below n, if a value is
   *     outside (0, 1], or if this loss is defined for targets of 0 and 1 only and a value is not
   *     1.
   */
  double lossAndDirection(double[] scores, int[] targets, double[] values);

  /**
   * Calls {@link #lossAndDirection} with copies of Tribuo's vectors.
   *
   * @param truth the targets, n long: zero (or absent) for a negative label, 1 for a positive one,
   *     in between for a soft target.
   * @param prediction the n raw scores; not changed.
   * @return the loss and the update direction (the negative gradient).
   * @throws IllegalArgumentException if a target is not in [0, 1], and as {@link #lossAndDirection}
   *     does.
   */
  @Override
  default Pair<Double, SGDVector> lossAndGradient(SGDVector truth, SGDVector prediction) {
    int[] ids = new int[truth.numActiveElements()];
    double[] values = new double[ids.length];
    int size = 0;
    for (VectorTuple target : truth) {
      ids[size] = target.index;
      values[size++] = target.value;
    }
    Targets targets = Targets.of(ids, values);
    double[] scores = prediction.toArray();
    double loss = lossAndDirection(scores, targets.ids(), targets.values());
    return new Pair<>(loss, DenseVector.createDenseVector(scores));
  }

  /**
   * The identity: scores stay raw.
   *
   * @return a {@link NoopNormalizer}.
   */
  @Override
  default VectorNormalizer getNormalizer() {
    return new NoopNormalizer();
  }

  /**
   * False: raw scores are not probabilities.
   *
   * @return false.
   */
  @Override
  default boolean isProbabilistic() {
    return false;
  }

  /**
   * The prediction rule that belongs to the loss.
   *
   * @return the threshold 0 alone, unless the loss says otherwise.
   */
  default PredictionRule rule() {
    return PredictionRule.above(0.0);
  }

  /**
   * The threshold of the {@link #rule}, which is all that Tribuo's own models know of it.
   *
   * @return 0 unless the loss says otherwise; {@link Double#NEGATIVE_INFINITY} when only the number
   *     of labels decides.
   */
  @Override
  default double threshold() {
    return rule().threshold();
  }

  @Override
  default ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "MultiLabelObjective");
  }
}
