package io.github.zlpr.eval;

import java.util.OptionalDouble;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

/**
 * Brings a model's scores into an array by label id.
 *
 * <p>They are read off the label's own score in the prediction, for that of the {@code MultiLabel}
 * around it is always NaN.
 */
final class LabelScorer {

  private final Model<MultiLabel> model;
  private final Label[] labels;
  private final double[] scores;

  LabelScorer(Model<MultiLabel> model) {
    this.model = model;
    ImmutableOutputInfo<MultiLabel> info = model.getOutputIDInfo();
    labels = new Label[info.size()];
    scores = new double[labels.length];
    for (int id = 0; id < labels.length; id++) {
      labels[id] = new Label(info.getOutput(id).getLabelString());
    }
  }

  /**
   * Scores an example. One without any feature that the model knows, which Tribuo's models refuse,
   * is scored like one whose features are all 0.
   *
   * @param example the example.
   * @return the score of each label of the model, overwritten by the next call.
   */
  double[] score(Example<MultiLabel> example) {
    return score(model.predict(knowsAFeature(example) ? example : zero(example)));
  }

  private boolean knowsAFeature(Example<MultiLabel> example) {
    for (Feature feature : example) {
      if (model.getFeatureIDMap().getID(feature.getName()) >= 0) {
        return true;
      }
    }
    return false;
  }

  private Example<MultiLabel> zero(Example<MultiLabel> example) {
    String[] known = {model.getFeatureIDMap().get(0).getName()};
    return new ArrayExample<>(example.getOutput(), known, new double[] {0.0});
  }

  /**
   * Reads the scores out of a prediction.
   *
   * @param prediction a prediction of the model.
   * @return the score of each label of the model, overwritten by the next call.
   * @throws IllegalArgumentException if the prediction has no score for some label.
   */
  double[] score(Prediction<MultiLabel> prediction) {
    for (int id = 0; id < labels.length; id++) {
      MultiLabel output = prediction.getOutputScores().get(labels[id].getLabel());
      OptionalDouble score =
          output == null ? OptionalDouble.empty() : output.getLabelScore(labels[id]);
      if (score.isEmpty()) {
        throw new IllegalArgumentException(
            model.getClass().getName()
                + " gives no score for label '"
                + labels[id].getLabel()
                + "', but a ranking needs one for every label; use a model that scores all labels,"
                + " such as one trained by LinearSGDTrainer");
      }
      scores[id] = score.getAsDouble();
    }
    return scores;
  }
}
