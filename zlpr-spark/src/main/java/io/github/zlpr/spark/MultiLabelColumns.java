package io.github.zlpr.spark;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.StructType;

/** The parameters that name columns. */
public interface MultiLabelColumns extends Params {

  /**
   * The parameters of this object, for the accessors.
   *
   * @return the parameters.
   */
  MultiLabelParamSet paramSet();

  /**
   * The name of the column of feature vectors, sparse or dense. Default: "features".
   *
   * @return the parameter.
   */
  default Param<String> featuresCol() {
    return paramSet().featuresCol;
  }

  /**
   * The value of {@link #featuresCol}.
   *
   * @return a column name.
   */
  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  /**
   * The name of the column of true labels: an array of label indices, or a vector of targets in [0,
   * 1]. Default: "labels".
   *
   * @return the parameter.
   */
  default Param<String> labelsCol() {
    return paramSet().labelsCol;
  }

  /**
   * The value of {@link #labelsCol}.
   *
   * @return a column name.
   */
  default String getLabelsCol() {
    return getOrDefault(labelsCol());
  }

  /**
   * The name of the column of raw scores, a vector; empty for none. Default: "rawPrediction".
   *
   * @return the parameter.
   */
  default Param<String> rawPredictionCol() {
    return paramSet().rawPredictionCol;
  }

  /**
   * The value of {@link #rawPredictionCol}.
   *
   * @return a column name.
   */
  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  /**
   * The name of the column of predicted label indices, an array of doubles, as Spark's own {@code
   * MultilabelClassificationEvaluator} reads it; empty for none. Default: "prediction".
   *
   * @return the parameter.
   */
  default Param<String> predictionCol() {
    return paramSet().predictionCol;
  }

  /**
   * The value of {@link #predictionCol}.
   *
   * @return a column name.
   */
  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  /**
   * The name of the column of probabilities, a vector; empty for none. With a name, the estimator
   * holds out {@link MultiLabelParams#heldOut} of the rows and fits a map from scores to
   * probabilities to them, as {@code CalibratedTrainer} of {@code zlpr-trainer} does. Default:
   * empty.
   *
   * @return the parameter.
   */
  default Param<String> probabilityCol() {
    return paramSet().probabilityCol;
  }

  /**
   * The value of {@link #probabilityCol}.
   *
   * @return a column name.
   */
  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  /**
   * The name of the column of example weights, which are finite and at least 0; empty, the default,
   * for a weight of 1 each. Default: empty.
   *
   * @return the parameter.
   */
  default Param<String> weightCol() {
    return paramSet().weightCol;
  }

  /**
   * The value of {@link #weightCol}.
   *
   * @return a column name.
   */
  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /**
   * The schema of data with the columns of raw scores, probabilities and predictions, if they have
   * a name.
   *
   * @param schema the schema of the data.
   * @param names the names of the labels, or none.
   * @return the schema with these columns too.
   */
  default StructType addPredictions(StructType schema, String[] names) {
    StructType scored = Columns.addVector(schema, getRawPredictionCol(), names);
    scored = Columns.addVector(scored, getProbabilityCol(), names);
    return Columns.addIndices(scored, getPredictionCol(), names);
  }
}
