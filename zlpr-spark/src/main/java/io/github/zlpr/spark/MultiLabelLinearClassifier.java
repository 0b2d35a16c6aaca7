package io.github.zlpr.spark;

import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.spark.Minimizer.Minimum;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains a linear multi-label model in parallel with any loss of this project. Spark ML itself has
 * no such estimator.
 *
 * <p>It minimises the weighted mean of the losses plus regParam/2 times the squared norm of the
 * weights, with the L-BFGS of Spark ML's own linear estimators. All losses of this project but
 * {@code BinaryFocal} with γ > 0 are convex. For these the minimum is that of training on one
 * machine, whatever the partitions. The last digits of the weights may differ from run to run: sums
 * of doubles depend on their order, which is the order in which tasks finish.
 *
 * <p>How it works, with D features and L labels:
 *
 * <ul>
 *   <li>The input is read once, and kept as compressed rows on the executors, in memory or on their
 *       disks. It need not be persisted.
 *   <li>Each evaluation of the function is one job, and an iteration usually needs one evaluation:
 *       8 (D + 1) L bytes are broadcast, and as many come back from each partition. Use no more
 *       partitions than cores.
 *   <li>The driver holds about 30 arrays of this size, most of them for L-BFGS; each task holds
 *       one.
 *   <li>The driver's loops over them run in one thread per core, but in no more threads than tasks
 *       run at once.
 *   <li>(D + 1) L must be below 2^31, because each of these is a single Java array.
 * </ul>
 *
 * <ul>
 *   <li>A constant feature has the weight 0, as in Spark ML.
 *   <li>Faulty input ends in an {@link IllegalArgumentException} that names row and partition: a
 *       label index out of range, a feature that is NaN or infinite, a target outside [0, 1], a
 *       negative weight, vectors of different sizes, no examples. A missing column or one of a
 *       wrong type is refused by {@link #transformSchema}.
 *   <li>A training that has not converged logs a warning; {@link TrainingSummary} has the details.
 * </ul>
 */
public final class MultiLabelLinearClassifier extends Estimator<MultiLabelLinearClassificationModel>
    implements MultiLabelLinearParams, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The unique name of this estimator. */
  private final String uid;

  /** The parameters. */
  private final LinearParamSet paramSet;

  /** An estimator with a random uid. */
  public MultiLabelLinearClassifier() {
    this(Identifiable.randomUID("multiLabelLinear"));
  }

  /**
   * An estimator.
   *
   * @param uid its unique name.
   */
  public MultiLabelLinearClassifier(String uid) {
    this.uid = uid;
    paramSet = new LinearParamSet(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public LinearParamSet paramSet() {
    return paramSet;
  }

  /**
   * Sets {@link #featuresCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setFeaturesCol(String value) {
    set(featuresCol(), value);
    return this;
  }

  /**
   * Sets {@link #labelsCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setLabelsCol(String value) {
    set(labelsCol(), value);
    return this;
  }

  /**
   * Sets {@link #weightCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setWeightCol(String value) {
    set(weightCol(), value);
    return this;
  }

  /**
   * Sets {@link #labelNames}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setLabelNames(String[] value) {
    set(labelNames(), value);
    return this;
  }

  /**
   * Sets {@link #rawPredictionCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  /**
   * Sets {@link #predictionCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /**
   * Sets {@link #objective}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setObjective(String value) {
    set(objective(), value);
    return this;
  }

  /**
   * Sets {@link #objective}.
   *
   * @param loss the loss; saved by what its {@code toString} shows.
   * @return this estimator.
   * @throws IllegalArgumentException if the loss cannot be written as text.
   */
  public MultiLabelLinearClassifier setObjective(MultiLabelLoss loss) {
    return setObjective(Losses.format(loss));
  }

  /**
   * Sets {@link #numLabels}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setNumLabels(int value) {
    set(numLabels(), value);
    return this;
  }

  /**
   * Sets {@link #regParam}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setRegParam(double value) {
    set(regParam(), value);
    return this;
  }

  /**
   * Sets {@link #maxIter}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setMaxIter(int value) {
    set(maxIter(), value);
    return this;
  }

  /**
   * Sets {@link #tol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setTol(double value) {
    set(tol(), value);
    return this;
  }

  /**
   * Sets {@link #fitIntercept}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setFitIntercept(boolean value) {
    set(fitIntercept(), value);
    return this;
  }

  /**
   * Sets {@link #standardization}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setStandardization(boolean value) {
    set(standardization(), value);
    return this;
  }

  /**
   * Sets {@link #aggregationDepth}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setAggregationDepth(int value) {
    set(aggregationDepth(), value);
    return this;
  }

  /**
   * Sets {@link #blockSize}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public MultiLabelLinearClassifier setBlockSize(int value) {
    set(blockSize(), value);
    return this;
  }

  @Override
  public MultiLabelLinearClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkVector(schema, getFeaturesCol());
    LabelsCell.checkColumn(schema, getLabelsCol());
    if (!getWeightCol().isEmpty()) {
      Columns.checkNumber(schema, getWeightCol());
    }
    return Columns.addPredictions(schema, this);
  }

  /**
   * Trains a model.
   *
   * @param dataset the examples.
   * @return the model.
   * @throws IllegalArgumentException if the data cannot be used.
   */
  @Override
  public MultiLabelLinearClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    Losses.parse(getObjective());
    JavaRDD<SparseRows> blocks = blocks(dataset).persist(StorageLevel.MEMORY_AND_DISK());
    try (DriverLoops loops = DriverLoops.of(blocks.context())) {
      return train(blocks, loops);
    } catch (Exception | StackOverflowError e) {
      throw Failures.<RuntimeException>unchecked(Failures.explained(e));
    } finally {
      blocks.unpersist(false);
    }
  }

  private JavaRDD<SparseRows> blocks(Dataset<?> dataset) {
    Column weight =
        getWeightCol().isEmpty()
            ? functions.lit(1.0)
            : functions.col(getWeightCol()).cast(DataTypes.DoubleType);
    int blockSize = getBlockSize();
    int numLabels = getNumLabels();
    return dataset
        .select(functions.col(getFeaturesCol()), functions.col(getLabelsCol()), weight)
        .javaRDD()
        .mapPartitions(rows -> new BlockReader(rows, blockSize, numLabels));
  }

  private MultiLabelLinearClassificationModel train(JavaRDD<SparseRows> blocks, DriverLoops loops) {
    DataStatistics statistics =
        blocks.treeAggregate(
            new DataStatistics(),
            DataStatistics::add,
            DataStatistics::merge,
            getAggregationDepth());
    statistics.check();
    int labels = getNumLabels() > 0 ? getNumLabels() : statistics.labelCount();
    requireRoom(statistics.featureCount(), labels);
    FeatureScale scale = FeatureScale.of(blocks, statistics, getAggregationDepth());
    ObjectiveFunction function =
        new ObjectiveFunction(blocks, statistics, scale, labels, settings(), loops);
    Minimum minimum = new Minimizer(getMaxIter(), getTol(), log()).minimise(function);
    TrainingSummary summary =
        new TrainingSummary(
            blocks.context().version(),
            statistics.examples(),
            Arrays.copyOf(statistics.labelCounts(), labels),
            minimum.history,
            minimum.gradientNorm,
            minimum.reason);
    if (!(minimum.gradientNorm <= getTol())) {
      log()
          .warn(
              "training has not converged, the norm of the gradient is {}: {}",
              minimum.gradientNorm,
              minimum.reason);
    }
    return copyValues(
        new MultiLabelLinearClassificationModel(
            uid, function.originalWeights(minimum.point), scale.size(), labels, summary),
        ParamMap.empty());
  }

  private static void requireRoom(int features, int labels) {
    if ((features + 1L) * labels > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d features x %,d labels are more weights than the %,d that fit into one array;"
                  + " lower the number of features or labels",
              features,
              labels,
              Integer.MAX_VALUE - 8));
    }
  }

  private LinearSettings settings() {
    return new LinearSettings(
        getObjective(),
        getRegParam(),
        getMaxIter(),
        getTol(),
        getFitIntercept(),
        getStandardization(),
        getAggregationDepth());
  }

  /**
   * A reader of saved estimators.
   *
   * @return the reader.
   */
  public static MLReader<MultiLabelLinearClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Loads a saved estimator.
   *
   * @param path where it is.
   * @return the estimator.
   */
  public static MultiLabelLinearClassifier load(String path) {
    return read().load(path);
  }
}
