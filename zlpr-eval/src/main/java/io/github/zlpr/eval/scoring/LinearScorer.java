package io.github.zlpr.eval.scoring;

import io.github.zlpr.core.DenseScores;
import io.github.zlpr.core.PredictionRule;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.math.util.SigmoidNormalizer;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/**
 * Scores a block of examples with the weights of a linear model, to the same bits as the model's
 * predictions but without making them.
 *
 * <p>Products are added in the order of the feature ids and the bias comes last, as in Tribuo. The
 * labels are the outer loop: a label's weights serve all examples of the block while they are in
 * the cache, and the copy of the weights can be used as Tribuo gives it.
 */
final class LinearScorer implements LabelScorer {

  /** A threshold alone makes no ties. */
  private static final int[] NO_TIES = {};

  private final ImmutableFeatureMap featureMap;
  private final DenseVector[] weights;
  private final VectorNormalizer normalizer;
  private final PredictionRule rule;

  private LinearScorer(LinearSGDModel model, LinearRule rule) {
    featureMap = model.getFeatureIDMap();
    normalizer = rule.normalizer();
    this.rule = PredictionRule.above(rule.threshold());
    DenseMatrix copy = model.getWeightsCopy();
    weights = new DenseVector[copy.getDimension1Size()];
    for (int label = 0; label < weights.length; label++) {
      weights[label] = copy.getRow(label);
    }
  }

  /**
   * A scorer for a linear model.
   *
   * @param model the model.
   * @return a scorer from its weights; one from its predictions if the model's rule is not known,
   *     or if its normaliser is not known to work on one score at a time.
   */
  static LabelScorer of(LinearSGDModel model) {
    return LinearRule.of(model)
        .filter(
            rule ->
                rule.normalizer() instanceof NoopNormalizer
                    || rule.normalizer() instanceof SigmoidNormalizer)
        .<LabelScorer>map(rule -> new LinearScorer(model, rule))
        .orElseGet(() -> new PredictingScorer(model));
  }

  @Override
  public void read(ExampleBlock block, int i) {
    SparseVector features = SparseVector.createSparseVector(block.examples[i], featureMap, true);
    block.features[i] = new int[features.numActiveElements()];
    block.featureValues[i] = new double[block.features[i].length];
    int j = 0;
    for (VectorTuple feature : features) {
      block.features[i][j] = feature.index;
      block.featureValues[i][j++] = feature.value;
    }
  }

  @Override
  public double[][] trueScores(ExampleBlock block, int[][] ids) {
    double[][] scores = new double[block.size][];
    for (int i = 0; i < block.size; i++) {
      scores[i] = new double[ids[i].length];
      for (int j = 0; j < ids[i].length; j++) {
        DenseVector row = weights[ids[i][j]];
        scores[i][j] = dot(row, block.features[i], block.featureValues[i]);
      }
      normalizer.normalizeInPlace(scores[i]);
    }
    return scores;
  }

  @Override
  public void score(ExampleBlock block) {
    double[][] scores = new double[block.size][weights.length];
    int label = 0;
    for (; label + 1 < weights.length; label += 2) {
      for (int i = 0; i < block.size; i++) {
        scoreTwo(label, block.features[i], block.featureValues[i], scores[i]);
      }
    }
    for (int i = 0; i < block.size && label < weights.length; i++) {
      scores[i][label] = dot(weights[label], block.features[i], block.featureValues[i]);
    }
    for (int i = 0; i < block.size; i++) {
      normalizer.normalizeInPlace(scores[i]);
      block.scores[i] = new DenseScores(scores[i]);
      block.predicted[i] = rule.select(block.scores[i], NO_TIES);
    }
  }

  /** Two labels at once, whose sums need not wait for each other. */
  private void scoreTwo(int label, int[] indices, double[] values, double[] scores) {
    DenseVector first = weights[label];
    DenseVector second = weights[label + 1];
    double firstSum = 0.0;
    double secondSum = 0.0;
    for (int j = 0; j < indices.length; j++) {
      firstSum += first.get(indices[j]) * values[j];
      secondSum += second.get(indices[j]) * values[j];
    }
    scores[label] = firstSum;
    scores[label + 1] = secondSum;
  }

  private static double dot(DenseVector weights, int[] indices, double[] values) {
    double sum = 0.0;
    for (int j = 0; j < indices.length; j++) {
      sum += weights.get(indices[j]) * values[j];
    }
    return sum;
  }
}
