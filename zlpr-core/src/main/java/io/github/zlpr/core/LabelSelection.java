package io.github.zlpr.core;

import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/**
 * A model that predicts labels by a rule of its own from the scores of another model. An evaluation
 * takes the scores from the other model, the fast way if there is one, and selects the predicted
 * labels by the rule.
 */
public interface LabelSelection {

  /**
   * The model that gives the scores.
   *
   * @return a model with the same labels under the same ids.
   */
  Model<MultiLabel> getInnerModel();

  /**
   * Which labels {@link Model#predict} of this model predicts, by the inner model's scores.
   *
   * @return the rule.
   */
  PredictionRule getRule();
}
