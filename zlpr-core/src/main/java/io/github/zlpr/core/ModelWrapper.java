package io.github.zlpr.core;

import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/** A model that makes its predictions from those of another one. */
public interface ModelWrapper {

  /**
   * The model that gives the scores.
   *
   * @return a model with the same labels under the same ids.
   */
  Model<MultiLabel> getInnerModel();
}
