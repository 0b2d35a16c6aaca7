package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.DenseScores;
import java.util.Map;
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
 * Takes the scores of any model from its predictions. The model is only called by one thread,
 * because Tribuo does not promise that models can be called by more.
 *
 * <p>The scores are read off the label's own score in the prediction, because that of the {@code
 * MultiLabel} around it is always NaN.
 */
final class PredictingScorer implements LabelScorer {

  private final Model<MultiLabel> model;
  private final Label[] labels;

  PredictingScorer(Model<MultiLabel> model) {
    this.model = model;
    ImmutableOutputInfo<MultiLabel> info = model.getOutputIDInfo();
    labels = new Label[info.size()];
    for (int id = 0; id < labels.length; id++) {
      labels[id] = new Label(info.getOutput(id).getLabelString());
    }
  }

  /** An example without a feature that the model knows is scored as if all its features were 0. */
  @Override
  public void read(ExampleBlock block, int i) {
    Example<MultiLabel> example = block.examples[i];
    read(block, i, model.predict(knowsAFeature(example) ? example : zero(example)));
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
   * Reads the scores and the predicted labels out of a prediction.
   *
   * @param block the block.
   * @param i the place of the example in the block.
   * @param prediction a prediction of the model for the example.
   * @throws IllegalArgumentException if the prediction has no score for some label.
   */
  void read(ExampleBlock block, int i, Prediction<MultiLabel> prediction) {
    Map<String, MultiLabel> outputs = prediction.getOutputScores();
    double[] scores = new double[labels.length];
    for (int id = 0; id < labels.length; id++) {
      MultiLabel output = outputs.get(labels[id].getLabel());
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
    block.scores[i] = new DenseScores(scores);
    block.predicted[i] = predicted(prediction.getOutput());
  }

  private int[] predicted(MultiLabel output) {
    return output.getLabelSet().stream()
        .mapToInt(label -> model.getOutputIDInfo().getID(new MultiLabel(label.getLabel())))
        .filter(id -> id >= 0)
        .sorted()
        .toArray();
  }

  @Override
  public void score(ExampleBlock block) {}
}
