package io.github.zlpr.eval;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.BitSet;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;
import org.tribuo.math.util.NoopNormalizer;
import org.tribuo.math.util.SigmoidNormalizer;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.protos.MultiLabelLinearSGDProto;

/**
 * Scores a block of examples with the weights of a linear model, to the same bits as the model's
 * predictions but without making them.
 *
 * <p>Products are added in the order of the feature ids and the bias comes last, as in Tribuo. The
 * labels are the outer loop: a label's weights serve all examples of the block while they are in
 * the cache, and the copy of the weights can be used as Tribuo gives it.
 *
 * <p>The normaliser and the threshold are not public in Tribuo; they are read from the model's
 * serialised form.
 */
final class LinearScorer implements LabelScorer {

  private final ImmutableFeatureMap featureMap;
  private final DenseVector[] weights;
  private final VectorNormalizer normalizer;
  private final double threshold;

  private LinearScorer(LinearSGDModel model, VectorNormalizer normalizer, double threshold) {
    featureMap = model.getFeatureIDMap();
    this.normalizer = normalizer;
    this.threshold = threshold;
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
   * @return a scorer from its weights. One from its predictions if it has more weights than Tribuo
   *     can serialise, which is what fits in one array of bytes, or a normaliser that is not known
   *     to work on one score at a time.
   */
  static LabelScorer of(LinearSGDModel model) {
    long weights = (model.getFeatureIDMap().size() + 1L) * model.getOutputIDInfo().size();
    if (weights > Integer.MAX_VALUE / Double.BYTES) {
      return new PredictingScorer(model);
    }
    MultiLabelLinearSGDProto proto = proto(model);
    VectorNormalizer normalizer = VectorNormalizer.deserialize(proto.getNormalizer());
    return normalizer instanceof NoopNormalizer || normalizer instanceof SigmoidNormalizer
        ? new LinearScorer(model, normalizer, proto.getThreshold())
        : new PredictingScorer(model);
  }

  private static MultiLabelLinearSGDProto proto(LinearSGDModel model) {
    try {
      return model.serialize().getSerializedData().unpack(MultiLabelLinearSGDProto.class);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Tribuo cannot read what it has written", e);
    }
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
  public double[] trueScores(ExampleBlock block, int i) {
    double[] scores = new double[block.trueIds[i].length];
    for (int j = 0; j < scores.length; j++) {
      DenseVector row = weights[block.trueIds[i][j]];
      scores[j] = dot(row, block.features[i], block.featureValues[i]);
    }
    normalizer.normalizeInPlace(scores);
    return scores;
  }

  @Override
  public void score(ExampleBlock block) {
    for (int i = 0; i < block.size; i++) {
      block.scores[i] = new double[weights.length];
    }
    for (int label = 0; label < weights.length; label++) {
      for (int i = 0; i < block.size; i++) {
        block.scores[i][label] = dot(weights[label], block.features[i], block.featureValues[i]);
      }
    }
    for (int i = 0; i < block.size; i++) {
      normalizer.normalizeInPlace(block.scores[i]);
      block.predicted[i] = predicted(block.scores[i]);
    }
  }

  private static double dot(DenseVector weights, int[] indices, double[] values) {
    double sum = 0.0;
    for (int j = 0; j < indices.length; j++) {
      sum += weights.get(indices[j]) * values[j];
    }
    return sum;
  }

  private BitSet predicted(double[] scores) {
    BitSet ids = new BitSet(scores.length);
    for (int id = 0; id < scores.length; id++) {
      if (scores[id] > threshold) {
        ids.set(id);
      }
    }
    return ids;
  }
}
