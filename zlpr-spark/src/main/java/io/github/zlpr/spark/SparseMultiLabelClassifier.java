package io.github.zlpr.spark;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.trainer.sparse.SparseMultiLabelTrainer;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * Trains linear models of thousands to hundreds of thousands of labels in parallel, as {@link
 * SparseMultiLabelTrainer} does on one machine.
 *
 * <p>A pair of a feature and a label has a weight if the two occur together more often or less
 * often than chance has it, see {@link #evidence}; all other weights are 0. The loss is that over
 * all labels, exactly. It is ZLPR, softmax or a binary cross-entropy with one weight; others are
 * refused.
 *
 * <ol>
 *   <li>The partitions count how often features and labels meet, and the counts are added up, some
 *       features in each task. So the pairs are those that one machine would choose.
 *   <li>The learning rate and {@link #labelPower} are chosen on rows of the first partition, unless
 *       {@link #stepSize} gives the rate.
 *   <li>Rounds: each partition takes the steps of the trainer for an epoch, then the mean of the
 *       weights is where the next round starts: of the weights of a feature by the weights of the
 *       rows that have it, of the biases by those of all rows. There are 1,400,000 / n epochs over
 *       n rows, at least 4 and at most 10.
 *   <li>If the rate is chosen, scores are cut where at most a thousand rows that no partition
 *       trains on have the best micro-F1: the cut is subtracted from the biases.
 * </ol>
 *
 * <p>The same rows, in any order, in the same number of partitions give the same bits, whichever
 * executor ran or repeated what. For W pairs and L labels, a round broadcasts 4 W + 16 L bytes, and
 * each partition sends back as many, slice by slice. W must be below 2^29.
 */
public final class SparseMultiLabelClassifier
    extends MultiLabelEstimator<SparseMultiLabelClassifier, SparseMultiLabelClassificationModel>
    implements SparseMultiLabelParams {
  private static final long serialVersionUID = 1L;

  /** The parameters. */
  private final SparseParamSet paramSet;

  /** An estimator with a random uid. */
  public SparseMultiLabelClassifier() {
    this(Identifiable.randomUID("sparseMultiLabel"));
  }

  /**
   * An estimator.
   *
   * @param uid its unique name.
   */
  public SparseMultiLabelClassifier(String uid) {
    super(uid);
    paramSet = new SparseParamSet(this);
  }

  @Override
  public SparseParamSet paramSet() {
    return paramSet;
  }

  /**
   * Sets {@link #evidence}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public SparseMultiLabelClassifier setEvidence(double value) {
    set(evidence(), value);
    return this;
  }

  /**
   * Sets {@link #labelPower}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public SparseMultiLabelClassifier setLabelPower(double value) {
    set(labelPower(), value);
    return this;
  }

  /**
   * Sets {@link #tfIdf}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public SparseMultiLabelClassifier setTfIdf(boolean value) {
    set(tfIdf(), value);
    return this;
  }

  @Override
  void checkObjective() {
    try {
      new SparseMultiLabelTrainer().withObjective(Losses.parse(getObjective()));
    } catch (PropertyException e) {
      throw new IllegalArgumentException(
          "objective '" + getObjective() + "': " + e.getMessage(), e);
    }
  }

  @Override
  SparseMultiLabelClassificationModel train(
      JavaRDD<SparseRows> blocks, DataStatistics statistics, int labels) {
    if (statistics.examples() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "at most " + Integer.MAX_VALUE + " rows can be counted, found " + statistics.examples());
    }
    int examples = (int) statistics.examples();
    PairSetting setting =
        new PairSetting(
            getObjective(),
            statistics.featureCount(),
            labels,
            examples,
            Math.min(getMaxIter(), new SparseMultiLabelTrainer().epochCount(examples)),
            getStepSize(),
            getLabelPower(),
            getEvidence(),
            getTfIdf(),
            getSeed());
    AveragedPairDescent.Result result =
        new AveragedPairDescent(parts(blocks, examples), setting, log()).run();
    TrainingSummary summary =
        new TrainingSummary(
            blocks.context().version(),
            examples,
            Arrays.copyOf(statistics.labelCounts(), labels),
            result.losses().length,
            result.losses(),
            Double.NaN,
            "all " + result.losses().length + " epochs are done");
    return copyValues(
        new SparseMultiLabelClassificationModel(
            uid(),
            result.weights().compact(),
            result.scales(),
            new DenseVector(result.weights().biases()),
            summary,
            new double[0]),
        ParamMap.empty());
  }

  /**
   * A reader of saved estimators.
   *
   * @return the reader.
   */
  public static MLReader<SparseMultiLabelClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Loads a saved estimator.
   *
   * @param path where it is.
   * @return the estimator.
   */
  public static SparseMultiLabelClassifier load(String path) {
    return read().load(path);
  }
}
