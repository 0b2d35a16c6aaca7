package io.github.zlpr.eval;

import java.util.BitSet;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/**
 * A model that predicts labels by a rule of its own from the scores of another model. {@link
 * RankingEvaluator} takes the scores from the other model, the fast way if there is one, and asks
 * this one for the predicted set only.
 */
public interface LabelSelection {

  /**
   * The model that gives the scores.
   *
   * @return a model with the same labels under the same ids.
   */
  Model<MultiLabel> getInnerModel();

  /**
   * Selects labels by their scores, as {@link Model#predict} of this model does. May be called by
   * several threads at once.
   *
   * @param scores the inner model's scores by label id; not to be changed or kept.
   * @return the ids of the labels predicted.
   */
  BitSet selectLabels(double[] scores);
}
