package io.github.zlpr.spark;

import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.trainer.rule.LogisticMap;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.tribuo.multilabel.MultiLabel;

/**
 * What the multi-label models of this module have in common: one raw score for each label, and the
 * labels that the {@link PredictionRule} of the loss selects; see {@link #labelNames} for ties.
 *
 * @param <M> the model itself.
 */
public abstract class MultiLabelModel<M extends MultiLabelModel<M>> extends Model<M>
    implements MultiLabelParams, MLWritable {
  private static final long serialVersionUID = 1L;

  /** The unique name of this model. */
  private final String uid;

  /** The intercepts. */
  private final DenseVector intercepts;

  /** The summary. */
  private final TrainingSummary summary;

  /** The slope and the offset of the map to probabilities, or none. */
  private final double[] probabilityMap;

  /** The weights on the executors of a context, once they were needed. */
  private transient Broadcast<VectorScorer> broadcast;

  /** The context of the broadcast. */
  private transient SparkContext broadcastContext;

  MultiLabelModel(
      String uid, DenseVector intercepts, TrainingSummary summary, double[] probabilityMap) {
    this.uid = uid;
    this.intercepts = intercepts;
    this.summary = summary;
    this.probabilityMap = probabilityMap;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The number of features. */
  abstract int featureCount();

  /** Scores examples; sent to the executors. */
  abstract VectorScorer scorer();

  /** This model with a slope and an offset for probabilities, or none. */
  abstract M withProbabilityMap(double[] map);

  /** The class of the estimator. */
  abstract Class<?> estimatorClass();

  /** Tribuo's model with the same scores, which predicts by a threshold. */
  abstract org.tribuo.Model<MultiLabel> export(TribuoExport export);

  /** Saves this model. */
  abstract ModelWriter modelWriter();

  @SuppressWarnings("unchecked") // M is the class itself
  private M self() {
    return (M) this;
  }

  /**
   * The intercepts.
   *
   * @return one for each label, 0 if there are none.
   */
  public DenseVector interceptVector() {
    return intercepts;
  }

  /** This model with a map to probabilities. */
  M withProbabilities(LogisticMap map) {
    return withProbabilityMap(new double[] {map.slope(), map.offsets()[0]});
  }

  /** The slope and the offset of the map to probabilities, or none. */
  double[] probabilityMap() {
    return probabilityMap;
  }

  /**
   * The map from scores to probabilities.
   *
   * @throws IllegalArgumentException if the model has none.
   */
  LogisticMap probabilities() {
    if (probabilityMap.length == 0) {
      throw new IllegalArgumentException(
          "the model has no probabilities; set probabilityCol before fit");
    }
    double[] offsets = new double[intercepts.size()];
    Arrays.fill(offsets, probabilityMap[1]);
    return new LogisticMap(probabilityMap[0], offsets);
  }

  /**
   * How the training went.
   *
   * @return the summary.
   */
  public TrainingSummary summary() {
    return summary;
  }

  /**
   * Sets {@link #featuresCol}.
   *
   * @param value the value.
   * @return this model.
   */
  public M setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /**
   * Sets {@link #labelNames}.
   *
   * @param value the value.
   * @return this model.
   */
  public M setLabelNames(String[] value) {
    set(labelNames(), value);
    return self();
  }

  /**
   * Sets {@link #rawPredictionCol}.
   *
   * @param value the value.
   * @return this model.
   */
  public M setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return self();
  }

  /**
   * Sets {@link #predictionCol}.
   *
   * @param value the value.
   * @return this model.
   */
  public M setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  /**
   * Sets {@link #probabilityCol}.
   *
   * @param value the value.
   * @return this model.
   */
  public M setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return self();
  }

  /**
   * The raw scores of one example.
   *
   * @param features its features.
   * @return one score for each label.
   */
  public Vector predictRaw(Vector features) {
    return Vectors.dense(scorer().scores(features));
  }

  /**
   * The labels predicted for one example.
   *
   * @param features its features.
   * @return label indices, increasing.
   * @throws IllegalArgumentException if there are {@link #labelNames} but not one for each label.
   */
  public int[] predict(Vector features) {
    return rule().select(scorer().scores(features), places());
  }

  private PredictionRule rule() {
    return Losses.parse(getObjective()).rule();
  }

  private int[] places() {
    String[] names = getLabelNames();
    if (names.length == 0) {
      return IntStream.range(0, intercepts.size()).toArray();
    }
    TribuoExport.checkNames("label", names, intercepts.size());
    return PredictionRule.places(names);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkVector(schema, getFeaturesCol());
    return addPredictions(schema, getLabelNames());
  }

  /**
   * Adds raw scores, probabilities and predictions, with the {@link #labelNames} in the metadata of
   * the columns.
   *
   * <p>The weights are broadcast once for each Spark context.
   *
   * @param dataset examples; a stream, too.
   * @return the examples with these columns, if they have a name.
   * @throws IllegalArgumentException if probabilities are asked for, and the estimator was not.
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    Broadcast<VectorScorer> scorer = broadcast(dataset.sparkSession().sparkContext());
    double threshold = rule().threshold();
    int maxLabels = rule().maxLabels();
    int[] places = places();
    Column scores =
        functions
            .udf(
                (UDF1<Vector, Vector>) features -> Vectors.dense(scorer.value().scores(features)),
                SQLDataTypes.VectorType())
            .asNonNullable()
            .apply(functions.col(getFeaturesCol()));
    Dataset<Row> result = dataset.toDF();
    if (!getRawPredictionCol().isEmpty()) {
      result =
          result.withColumn(
              getRawPredictionCol(),
              scores,
              ColumnLabels.ofVector(getRawPredictionCol(), getLabelNames()));
      scores = functions.col(getRawPredictionCol());
    }
    if (!getProbabilityCol().isEmpty()) {
      double slope = probabilities().slope();
      double offset = probabilities().offsets()[0];
      Column probabilities =
          functions
              .udf(
                  (UDF1<Vector, Vector>) vector -> probabilities(vector, slope, offset),
                  SQLDataTypes.VectorType())
              .asNonNullable()
              .apply(scores);
      result =
          result.withColumn(
              getProbabilityCol(),
              probabilities,
              ColumnLabels.ofVector(getProbabilityCol(), getLabelNames()));
    }
    if (!getPredictionCol().isEmpty()) {
      Column prediction =
          functions
              .udf(
                  (UDF1<Vector, double[]>)
                      vector ->
                          Arrays.stream(
                                  new PredictionRule(threshold, maxLabels)
                                      .select(vector.toArray(), places))
                              .asDoubleStream()
                              .toArray(),
                  Columns.indicesType())
              .asNonNullable()
              .apply(scores);
      result =
          result.withColumn(
              getPredictionCol(),
              prediction,
              ColumnLabels.ofIndices(getPredictionCol(), getLabelNames()));
    }
    return result;
  }

  private static Vector probabilities(Vector scores, double slope, double offset) {
    LogisticMap map = new LogisticMap(slope, new double[] {offset});
    return Vectors.dense(
        Arrays.stream(scores.toArray()).map(score -> map.probability(0, score)).toArray());
  }

  /** The scorer on the executors of a context, where it stays as long as this model is in use. */
  private synchronized Broadcast<VectorScorer> broadcast(SparkContext context) {
    if (broadcast == null || broadcastContext != context) {
      broadcast = JavaSparkContext.fromSparkContext(context).broadcast(scorer());
      broadcastContext = context;
    }
    return broadcast;
  }

  /**
   * Turns the model into Tribuo's, which predicts without Spark.
   *
   * <p>It has the same scores, and is a {@code LinearSGDModel} or, if it has few weights, a {@code
   * CompactLinearModel}; for a loss that predicts the top k, a {@code SelectingModel} is around it.
   * Its provenance names this run: the estimator's class, uid and parameters, the version of Spark,
   * the number of iterations and the final objective. It cannot be trained again from there,
   * because the data belong to Spark.
   *
   * @param featureNames the names of the features, in the order of the vectors.
   * @param labelNames the names of the labels, in the order of their indices. Tribuo's model breaks
   *     ties by them, so set {@link #labelNames} if this model is to do the same.
   * @return Tribuo's model.
   * @throws IllegalArgumentException if there are more or fewer names than features and labels, or
   *     a name occurs twice or is null, or the model has other {@link #labelNames}.
   */
  public org.tribuo.Model<MultiLabel> toTribuo(String[] featureNames, String[] labelNames) {
    return new TribuoExport(this, featureNames, labelNames).model();
  }

  /**
   * Turns a model with {@link #labelNames} into Tribuo's, see {@link #toTribuo(String[],
   * String[])}.
   *
   * @param featureNames the names of the features, in the order of the vectors.
   * @return Tribuo's model.
   * @throws IllegalArgumentException if there are no label names, or more or fewer names than
   *     features, or a name occurs twice or is null.
   */
  public org.tribuo.Model<MultiLabel> toTribuo(String[] featureNames) {
    String[] labelNames = getLabelNames();
    if (labelNames.length == 0) {
      throw new IllegalArgumentException("the model has no labelNames; give them");
    }
    return new TribuoExport(this, featureNames, labelNames).model();
  }

  @Override
  public M copy(ParamMap extra) {
    M copy = withProbabilityMap(probabilityMap);
    copyValues(copy, extra);
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return modelWriter();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + ": uid="
        + uid
        + ", numLabels="
        + intercepts.size()
        + ", numFeatures="
        + featureCount();
  }
}
