package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.LabelScoring;
import io.github.zlpr.core.LabelSelection;
import io.github.zlpr.core.PredictionRule;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/**
 * Scores the examples of a block and predicts their labels, in two steps: what must be done in the
 * order of the examples by one thread, and what any thread may do.
 */
public interface LabelScorer {

  /**
   * Takes the example at a place of the block. Called by one thread.
   *
   * @param block the block, which has the example.
   * @param i its place.
   */
  void read(ExampleBlock block, int i);

  /**
   * The scores of the true labels of a block. Called by any thread, before {@link #score}.
   *
   * @param block a block whose examples have all been read.
   * @param ids the ids of the labels, by example.
   * @return by example, the scores in the order of the ids.
   */
  default double[][] trueScores(ExampleBlock block, int[][] ids) {
    double[][] scores = new double[block.size][];
    for (int i = 0; i < block.size; i++) {
      scores[i] = Arrays.stream(ids[i]).mapToDouble(block.scores[i]::score).toArray();
    }
    return scores;
  }

  /**
   * Completes the scores and the predicted labels of the block. Called by any thread.
   *
   * @param block a block whose examples have all been read.
   */
  void score(ExampleBlock block);

  /**
   * The fastest scorer for a model.
   *
   * @param model the model.
   * @return a scorer with the scores and the predicted sets of {@link Model#predict}.
   */
  static LabelScorer of(Model<MultiLabel> model) {
    if (model instanceof LabelSelection selection) {
      return new SelectingScorer(
          of(selection.getInnerModel()),
          selection.getRule(),
          PredictionRule.places(model.getOutputIDInfo()));
    }
    if (model instanceof LabelScoring scoring) {
      return new AskingScorer(scoring, model.getFeatureIDMap());
    }
    return model instanceof LinearSGDModel linear ? LinearScorer.of(linear) : predicting(model);
  }

  /**
   * A scorer for any model, which asks it for predictions.
   *
   * @param model the model.
   * @return a scorer with the scores and the predicted sets of {@link Model#predict}.
   */
  static LabelScorer predicting(Model<MultiLabel> model) {
    return new PredictingScorer(model);
  }

  /**
   * A scorer that takes the scores from predictions made before.
   *
   * @param model the model that made the predictions.
   * @param predictions the predictions, in the order of the examples.
   * @return a scorer.
   */
  static LabelScorer of(Model<MultiLabel> model, List<Prediction<MultiLabel>> predictions) {
    return new GivenPredictions(new PredictingScorer(model), predictions);
  }
}
