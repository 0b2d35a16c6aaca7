package io.github.zlpr.eval.scoring;

import java.util.Iterator;
import java.util.List;
import org.tribuo.Prediction;
import org.tribuo.multilabel.MultiLabel;

/** Takes the scores from predictions that were made before, in the order of the examples. */
final class GivenPredictions implements LabelScorer {

  private final PredictingScorer scorer;
  private final Iterator<Prediction<MultiLabel>> predictions;

  GivenPredictions(PredictingScorer scorer, List<Prediction<MultiLabel>> predictions) {
    this.scorer = scorer;
    this.predictions = predictions.iterator();
  }

  @Override
  public void read(ExampleBlock block, int i) {
    scorer.read(block, i, predictions.next());
  }

  @Override
  public void score(ExampleBlock block) {}
}
