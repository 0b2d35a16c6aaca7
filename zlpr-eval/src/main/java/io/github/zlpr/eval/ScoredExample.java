package io.github.zlpr.eval;

import io.github.zlpr.core.LabelScores;
import io.github.zlpr.eval.metric.Ranking;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/**
 * A test example as an evaluation sees it. Ids are those of the model's labels.
 *
 * <p>The arrays are not copied and may be kept, but not changed: the evaluation may keep them, too.
 */
public final class ScoredExample {

  private final Example<MultiLabel> example;
  private final int[] trueIds;
  private final LabelScores scores;
  private final int[] predictedIds;
  private final Ranking ranking;

  /**
   * A scored example.
   *
   * @param example the example.
   * @param trueIds the ids of its true labels, increasing.
   * @param scores the scores of the model's labels.
   * @param predictedIds the ids of the labels predicted, increasing.
   * @param ranking the ranking of the labels by these scores.
   */
  public ScoredExample(
      Example<MultiLabel> example,
      int[] trueIds,
      LabelScores scores,
      int[] predictedIds,
      Ranking ranking) {
    this.example = example;
    this.trueIds = trueIds;
    this.scores = scores;
    this.predictedIds = predictedIds;
    this.ranking = ranking;
  }

  /**
   * The example.
   *
   * @return the example with its output.
   */
  public Example<MultiLabel> example() {
    return example;
  }

  /**
   * The true labels that the model knows.
   *
   * @return their ids, increasing.
   */
  public int[] trueIds() {
    return trueIds;
  }

  /**
   * The scores of the model's labels, as they were computed: with thousands of labels, few of which
   * an example touches, a list of these few.
   *
   * @return the scores.
   */
  public LabelScores labelScores() {
    return scores;
  }

  /**
   * The model's scores, one by one.
   *
   * @return one for each label of the model, by id.
   */
  public double[] scores() {
    return scores.toArray();
  }

  /**
   * The labels that the model predicts.
   *
   * @return their ids, increasing.
   */
  public int[] predictedIds() {
    return predictedIds;
  }

  /**
   * The ranking of the labels, from which the metrics were read. Where labels that the model has
   * never seen count as misses, they are part of it, below all others.
   *
   * @return the ranking.
   */
  public Ranking ranking() {
    return ranking;
  }
}
