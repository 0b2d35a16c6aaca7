package io.github.zlpr.core;

import org.tribuo.Model;

/**
 * A model that predicts labels by a rule of its own from the scores of another model. An evaluation
 * takes the scores from the other model, the fast way if there is one, and selects the predicted
 * labels by the rule.
 */
public interface LabelSelection extends ModelWrapper {

  /**
   * Which labels {@link Model#predict} of this model predicts, by the inner model's scores.
   *
   * @return the rule.
   */
  PredictionRule getRule();
}
