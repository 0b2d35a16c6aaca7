package io.github.zlpr.spark;

import io.github.zlpr.loss.MultiLabelLoss;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * What the multi-label estimators of this module have in common: the parameters, the checks, and
 * how the rows get to the partitions.
 *
 * <ul>
 *   <li>The input is read once, dealt out to the partitions, and kept as compressed rows on the
 *       executors, in memory or on their disks. It need not be persisted.
 *   <li>Faulty input ends in an {@link IllegalArgumentException} that names row and partition: a
 *       label index out of range, a feature that is no finite float, a target outside [0, 1], a
 *       negative weight, vectors of different sizes, no examples. A missing column or one of a
 *       wrong type is refused by {@link #transformSchema}.
 * </ul>
 *
 * @param <E> the estimator itself.
 * @param <M> its model.
 */
public abstract class MultiLabelEstimator<
        E extends MultiLabelEstimator<E, M>, M extends MultiLabelModel<M>>
    extends Estimator<M> implements MultiLabelParams, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The fewest rows of a part of local steps, on average. */
  private static final int LEAST_ROWS = 2000;

  /** The unique name of this estimator. */
  private final String uid;

  MultiLabelEstimator(String uid) {
    this.uid = uid;
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Trains on rows that have been checked.
   *
   * @param blocks the rows, persisted.
   * @param statistics what is known of them.
   * @param labels the number of labels.
   */
  abstract M train(JavaRDD<SparseRows> blocks, DataStatistics statistics, int labels);

  /** The rows in parts for local steps: fewer than partitions, if there are few rows. */
  static JavaRDD<SparseRows> parts(JavaRDD<SparseRows> blocks, int examples) {
    int parts = Math.max(1, Math.min(blocks.getNumPartitions(), examples / LEAST_ROWS));
    return Neighbours.join(blocks, parts);
  }

  /**
   * Refuses a loss before anything is read.
   *
   * @throws IllegalArgumentException if there is no such loss, or this estimator cannot train it.
   */
  void checkObjective() {
    Losses.parse(getObjective());
  }

  @SuppressWarnings("unchecked") // E is the class itself
  private E self() {
    return (E) this;
  }

  /**
   * Sets {@link #featuresCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /**
   * Sets {@link #labelsCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setLabelsCol(String value) {
    set(labelsCol(), value);
    return self();
  }

  /**
   * Sets {@link #weightCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setWeightCol(String value) {
    set(weightCol(), value);
    return self();
  }

  /**
   * Sets {@link #labelNames}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setLabelNames(String[] value) {
    set(labelNames(), value);
    return self();
  }

  /**
   * Sets {@link #rawPredictionCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return self();
  }

  /**
   * Sets {@link #predictionCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  /**
   * Sets {@link #probabilityCol}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return self();
  }

  /**
   * Sets {@link #heldOut}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setHeldOut(double value) {
    set(heldOut(), value);
    return self();
  }

  /**
   * Sets {@link #objective}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setObjective(String value) {
    set(objective(), value);
    return self();
  }

  /**
   * Sets {@link #objective}.
   *
   * @param loss the loss; saved by what its {@code toString} shows.
   * @return this estimator.
   * @throws IllegalArgumentException if the loss cannot be written as text.
   */
  public E setObjective(MultiLabelLoss loss) {
    return setObjective(Losses.format(loss));
  }

  /**
   * Sets {@link #numLabels}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setNumLabels(int value) {
    set(numLabels(), value);
    return self();
  }

  /**
   * Sets {@link #maxIter}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setMaxIter(int value) {
    set(maxIter(), value);
    return self();
  }

  /**
   * Sets {@link #stepSize}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setStepSize(double value) {
    set(stepSize(), value);
    return self();
  }

  /**
   * Sets {@link #seed}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setSeed(long value) {
    set(seed(), value);
    return self();
  }

  /**
   * Sets {@link #numPartitions}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setNumPartitions(int value) {
    set(numPartitions(), value);
    return self();
  }

  /**
   * Sets {@link #blockSize}.
   *
   * @param value the value.
   * @return this estimator.
   */
  public E setBlockSize(int value) {
    set(blockSize(), value);
    return self();
  }

  @Override
  public E copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkVector(schema, getFeaturesCol());
    LabelsCell.checkColumn(schema, getLabelsCol());
    if (!getWeightCol().isEmpty()) {
      Columns.checkNumber(schema, getWeightCol());
    }
    return addPredictions(schema, labels(schema).names());
  }

  /**
   * What parameters and the metadata of the labels column tell of the labels.
   *
   * @throws IllegalArgumentException if they contradict each other.
   */
  private ColumnLabels labels(StructType schema) {
    ColumnLabels column = ColumnLabels.of(schema.apply(getLabelsCol()));
    String[] names = getLabelNames();
    if (names.length > 0 && column.names().length > 0 && !Arrays.equals(names, column.names())) {
      throw new IllegalArgumentException(
          "labelNames are not the names in the metadata of column " + getLabelsCol());
    }
    int[] counts =
        IntStream.of(getNumLabels(), names.length, column.count())
            .filter(count -> count > 0)
            .distinct()
            .toArray();
    if (counts.length > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "numLabels is %d, there are %d labelNames, and the metadata of column %s have %d"
                  + " labels",
              getNumLabels(),
              names.length,
              getLabelsCol(),
              column.count()));
    }
    return new ColumnLabels(
        counts.length == 0 ? 0 : counts[0], names.length > 0 ? names : column.names());
  }

  /**
   * Trains a model.
   *
   * @param dataset the examples.
   * @return the model.
   * @throws IllegalArgumentException if the data cannot be used.
   */
  @Override
  public M fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    checkObjective();
    if (getProbabilityCol().isEmpty()) {
      return fitScores(dataset);
    }
    HeldOutRows rows = new HeldOutRows(this);
    M model = fitScores(rows.others(dataset));
    return copyValues(model.withProbabilities(rows.fit(model, dataset)), model.extractParamMap());
  }

  private M fitScores(Dataset<?> dataset) {
    ColumnLabels labels = labels(dataset.schema());
    TribuoExport.checkNames("label", labels.names(), labels.names().length);
    try {
      JavaRDD<SparseRows> blocks =
          blocks(dataset, labels.count()).persist(StorageLevel.MEMORY_AND_DISK());
      try {
        M model = train(blocks, labels.count());
        return labels.names().length == 0 ? model : model.setLabelNames(labels.names());
      } finally {
        blocks.unpersist(false);
      }
    } catch (Exception | StackOverflowError e) {
      throw Failures.<RuntimeException>unchecked(Failures.explained(e));
    }
  }

  private M train(JavaRDD<SparseRows> blocks, int numLabels) {
    DataStatistics statistics =
        blocks.treeAggregate(new DataStatistics(), DataStatistics::add, DataStatistics::merge, 2);
    statistics.check();
    return train(blocks, statistics, numLabels > 0 ? numLabels : statistics.labelCount());
  }

  /**
   * Deals the rows out to the partitions by a hash of what is in them, and compresses them. Their
   * place in the data set would not do: a part that is computed again may have its rows in another
   * order.
   */
  private JavaRDD<SparseRows> blocks(Dataset<?> dataset, int numLabels) {
    Column features = functions.col(getFeaturesCol());
    Column labels = functions.col(getLabelsCol());
    Column weight =
        getWeightCol().isEmpty()
            ? functions.lit(1.0)
            : functions.col(getWeightCol()).cast(DataTypes.DoubleType);
    int blockSize = getBlockSize();
    Column hash = functions.col("hash");
    return dataset
        .select(
            features,
            labels,
            weight,
            functions.monotonically_increasing_id(),
            functions.xxhash64(features, labels, weight).as("hash"))
        .repartition(partitions(dataset.sparkSession().sparkContext()), hash)
        .sortWithinPartitions(hash)
        .javaRDD()
        .mapPartitions(rows -> new BlockReader(rows, blockSize, numLabels));
  }

  private int partitions(SparkContext context) {
    return getNumPartitions() > 0
        ? getNumPartitions()
        : Math.max(1, context.defaultParallelism() / context.conf().getInt("spark.task.cpus", 1));
  }
}
