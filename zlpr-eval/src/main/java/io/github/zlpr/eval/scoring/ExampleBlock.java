package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.LabelScores;
import io.github.zlpr.eval.metric.Ranking;
import java.util.Arrays;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/**
 * A few examples in a row: what is handed to a thread at once.
 *
 * <p>It is filled in three steps. Reading the examples sets {@code examples} and {@code trueIds};
 * {@link LabelScorer#read} sets what the scorer needs, {@link LabelScorer#trueScores} gives {@code
 * trueScores}. {@link LabelScorer#score} sets {@code scores} and {@code predicted}. Measuring sets
 * {@code ranked} and {@code rankings}. All arrays go by the place of the example in the block.
 */
public final class ExampleBlock {

  /** Enough for a row of weights, once in the cache, to serve many examples. */
  public static final int CAPACITY = 512;

  /** Number of the first example, from 0. */
  public final int first;

  /** The examples. */
  public final Example<MultiLabel>[] examples = newExamples();

  /**
   * The ids of the true labels, increasing. Ids from the number of the model's labels on are of
   * labels that the model has never seen.
   */
  public final int[][] trueIds = new int[CAPACITY][];

  /** The scores of the true labels that the model knows, in the order of their ids. */
  double[][] trueScores = {};

  /** The ids of the features, where a scorer needs them. */
  final int[][] features = new int[CAPACITY][];

  /** The values of these features. */
  final double[][] featureValues = new double[CAPACITY][];

  /** The scores of the model's labels. */
  public final LabelScores[] scores = new LabelScores[CAPACITY];

  /** The ids of the labels predicted, increasing. */
  public final int[][] predicted = new int[CAPACITY][];

  /** The scores of all labels, −∞ for those that the model has never seen. */
  final LabelScores[] ranked = new LabelScores[CAPACITY];

  /** The rankings by these scores. */
  public final Ranking[] rankings = new Ranking[CAPACITY];

  /** The number of examples in the block. */
  public int size;

  /**
   * A block without any example yet.
   *
   * @param first the number of its first example, from 0.
   */
  public ExampleBlock(int first) {
    this.first = first;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private static Example<MultiLabel>[] newExamples() {
    return new Example[CAPACITY];
  }

  /**
   * The ids of an example's true labels that the model knows.
   *
   * @param i the place of the example.
   * @param labels the number of the model's labels.
   * @return increasing.
   */
  public int[] knownTrueIds(int i, int labels) {
    int[] ids = trueIds[i];
    int size = ids.length;
    while (size > 0 && ids[size - 1] >= labels) {
      size--;
    }
    return size == ids.length ? ids : Arrays.copyOf(ids, size);
  }

  /** The score of the jth of an example's true labels. */
  double trueScore(int i, int j) {
    return j < trueScores[i].length ? trueScores[i][j] : Double.NEGATIVE_INFINITY;
  }

  /** Completes the scores to those of all labels. */
  void rank(int i, int allLabels) {
    ranked[i] = scores[i].padded(allLabels);
    rankings[i] = new Ranking(allLabels).rank(ranked[i], trueIds[i]);
  }
}
