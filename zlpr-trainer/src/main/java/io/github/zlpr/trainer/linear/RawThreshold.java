package io.github.zlpr.trainer.linear;

import org.tribuo.math.util.SigmoidNormalizer;
import org.tribuo.multilabel.sgd.MultiLabelObjective;

/** The threshold of an objective's rule on the raw scores, before any normaliser. */
public final class RawThreshold {

  private RawThreshold() {}

  /**
   * Finds the threshold.
   *
   * @param objective the objective.
   * @return its threshold if its scores stay raw; the raw score whose sigmoid it is, if it has
   *     Tribuo's; negative infinity if it has no threshold.
   */
  public static double of(MultiLabelObjective objective) {
    double threshold = objective.threshold();
    return objective.getNormalizer() instanceof SigmoidNormalizer
        ? StrictMath.log(threshold / (1.0 - threshold))
        : threshold;
  }
}
