package io.github.zlpr.trainer.linear;

import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.Compaction;
import io.github.zlpr.trainer.model.Pruning;
import io.github.zlpr.trainer.model.WeightRows;
import java.util.Locale;
import java.util.logging.Logger;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.provenance.ModelProvenance;

/**
 * Which of the weights trained a compact model keeps: the largest. Either as many as fit into a
 * file of some size, or as few as the examples held out allow: halved as long as their metric is
 * within one thousandth of the best.
 */
final class KeptWeights {
  private static final Logger logger = Logger.getLogger(KeptWeights.class.getName());

  /** The metric may be worse by this share of it. */
  private static final double TOLERANCE = 1e-3;

  private static final int MOST_HALVINGS = 8;

  private static final double MEGABYTE = 1e6;

  private KeptWeights() {}

  /** A trainer's weights without the bias. */
  private record Features(FeatureMajorWeights weights) implements WeightRows {

    @Override
    public int features() {
      return weights.rows() - 1;
    }

    @Override
    public int labels() {
      return weights.labels();
    }

    @Override
    public void read(int feature, float[] row) {
      weights.getRow(feature, row);
    }
  }

  /**
   * The fewest weights that do as well as all on the examples held out.
   *
   * @param weights the weights trained.
   * @param validation the examples held out.
   * @return the number of weights to keep.
   */
  static long number(FeatureMajorWeights weights, Validation validation) {
    Pruning pruning = new Pruning(new Features(weights));
    float[] biases = new float[weights.labels()];
    weights.getRow(weights.rows() - 1, biases);
    long chosen = pruning.notZero();
    double best = Double.NaN;
    long number = chosen;
    for (int halving = 0; halving <= MOST_HALVINGS && number > 0; halving++) {
      double value = validation.measure(pruning.keep(number), biases);
      if (halving == 0 || validation.metric().lead(value, best) > 0.0) {
        best = value;
      }
      if (Math.abs(value - best) <= TOLERANCE * Math.abs(best)) {
        chosen = number;
      }
      number /= 2;
    }
    logger.info(
        String.format(
            Locale.ROOT,
            "%,d of %,d weights kept, chosen on examples held out",
            chosen,
            pruning.notZero()));
    return chosen;
  }

  /**
   * Makes a compact model.
   *
   * @param weights the weights trained, the bias in the last row.
   * @param biasValue the value of the bias in every example.
   * @param number the number of weights to keep; used if no size is given.
   * @param megabytes the largest size of the model's file, 0 for none.
   * @param objective gives the normaliser, the threshold, and whether scores are probabilities.
   * @param provenance the model's provenance.
   * @param featureMap the features.
   * @param labels the labels.
   * @return the model.
   */
  static CompactLinearModel model(
      FeatureMajorWeights weights,
      float biasValue,
      long number,
      double megabytes,
      MultiLabelObjective objective,
      ModelProvenance provenance,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels) {
    float[] row = new float[weights.labels()];
    weights.getRow(weights.rows() - 1, row);
    double[] biases = new double[row.length];
    for (int label = 0; label < row.length; label++) {
      biases[label] = (double) row[label] * biasValue;
    }
    Pruning pruning = new Pruning(new Features(weights));
    CompactLinearModel empty =
        new CompactLinearModel(
            "compact-linear-model",
            provenance,
            featureMap,
            labels,
            objective.isProbabilistic(),
            pruning.keep(0),
            biases,
            objective.getNormalizer(),
            objective.threshold());
    if (megabytes == 0.0) {
      return empty.withWeights(pruning.keep(number));
    }
    long space = Compaction.spaceForWeights(empty, (long) (megabytes * MEGABYTE));
    return empty.withWeights(pruning.fit(space));
  }
}
