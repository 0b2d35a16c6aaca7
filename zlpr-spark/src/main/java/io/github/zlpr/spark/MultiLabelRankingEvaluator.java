package io.github.zlpr.spark;

import io.github.zlpr.eval.metric.Metrics;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Function1;

/**
 * A ranking metric of raw scores, with which Spark's {@code CrossValidator} can select.
 *
 * <p>The metrics are those of {@code io.github.zlpr.eval.metric}, with their conventions for ties
 * and for examples without labels. The value is the mean over the examples. Another partitioning
 * can change its last digits. The order in which partitions are worked on cannot, because their
 * sums are added in the order of the partitions.
 *
 * <p>In a vector of targets, the labels with a target above 0.5 are true, as in every evaluation of
 * this project.
 */
public final class MultiLabelRankingEvaluator extends Evaluator implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The unique name of this evaluator. */
  private final String uid;

  /** The parameter {@code rawPredictionCol}. */
  private final Param<String> rawPredictionCol;

  /** The parameter {@code labelsCol}. */
  private final Param<String> labelsCol;

  /** The parameter {@code metricName}. */
  private final Param<String> metricName;

  /** An evaluator with a random uid. */
  public MultiLabelRankingEvaluator() {
    this(Identifiable.randomUID("multiLabelRankingEval"));
  }

  /**
   * An evaluator.
   *
   * @param uid its unique name.
   */
  public MultiLabelRankingEvaluator(String uid) {
    this.uid = uid;
    rawPredictionCol = new Param<>(this, "rawPredictionCol", "raw scores column name");
    labelsCol =
        new Param<>(
            this, "labelsCol", "column of label indices (array) or of targets in [0,1] (vector)");
    metricName =
        new Param<>(
            this,
            "metricName",
            "LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k",
            (Function1<String, Object> & Serializable) name -> metric(name).isPresent());
    setDefault(rawPredictionCol, "rawPrediction");
    setDefault(labelsCol, "labels");
    setDefault(metricName, "LRAP");
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * The name of the column of raw scores, a vector. Default: "rawPrediction".
   *
   * @return the parameter.
   */
  public Param<String> rawPredictionCol() {
    return rawPredictionCol;
  }

  /**
   * Sets {@link #rawPredictionCol}.
   *
   * @param value the value.
   * @return this evaluator.
   */
  public MultiLabelRankingEvaluator setRawPredictionCol(String value) {
    set(rawPredictionCol, value);
    return this;
  }

  /**
   * The name of the column of true labels: an array of label indices, or a vector of targets.
   * Default: "labels".
   *
   * @return the parameter.
   */
  public Param<String> labelsCol() {
    return labelsCol;
  }

  /**
   * Sets {@link #labelsCol}.
   *
   * @param value the value.
   * @return this evaluator.
   */
  public MultiLabelRankingEvaluator setLabelsCol(String value) {
    set(labelsCol, value);
    return this;
  }

  /**
   * The metric: LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k with a number for k.
   * Default: "LRAP".
   *
   * @return the parameter.
   */
  public Param<String> metricName() {
    return metricName;
  }

  /**
   * Sets {@link #metricName}.
   *
   * @param value the value.
   * @return this evaluator.
   */
  public MultiLabelRankingEvaluator setMetricName(String value) {
    set(metricName, value);
    return this;
  }

  /**
   * The metric of a scored data set.
   *
   * @param dataset a data set with the columns of raw scores and of true labels.
   * @return the mean over the examples.
   * @throws IllegalArgumentException if a column is missing or has a wrong type, if there is no
   *     example, a score is NaN, or a label index is not below the number of scores.
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    String scores = getOrDefault(rawPredictionCol);
    String labels = getOrDefault(labelsCol);
    String metric = getOrDefault(metricName);
    Columns.checkVector(dataset.schema(), scores);
    LabelsCell.checkColumn(dataset.schema(), labels);
    PartialSum total = new PartialSum();
    dataset
        .select(functions.col(scores), functions.col(labels))
        .javaRDD()
        .mapPartitions(rows -> List.of(new PartialSum().addAll(rows, metric)).iterator())
        .collect()
        .forEach(total::merge);
    return total.mean();
  }

  private static Optional<RankingMetric> metric(String name) {
    return Metrics.standard().named(name, RankingMetric.class);
  }

  @Override
  public boolean isLargerBetter() {
    return metric(getOrDefault(metricName)).orElseThrow().higherIsBetter();
  }

  @Override
  public MultiLabelRankingEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /**
   * A reader of saved evaluators.
   *
   * @return the reader.
   */
  public static MLReader<MultiLabelRankingEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Loads a saved evaluator.
   *
   * @param path where it is.
   * @return the evaluator.
   */
  public static MultiLabelRankingEvaluator load(String path) {
    return read().load(path);
  }

  /** The sum over the examples of some partitions. */
  private static final class PartialSum implements Serializable {
    private static final long serialVersionUID = 1L;

    private double sum;
    private long examples;
    private String fault;

    PartialSum addAll(Iterator<Row> rows, String metricName) {
      RankingMetric metric = metric(metricName).orElseThrow();
      Ranking ranking = null;
      while (rows.hasNext() && fault == null) {
        Row row = rows.next();
        try {
          double[] scores = ((Vector) row.get(0)).toArray();
          if (ranking == null) {
            ranking = new Ranking(scores.length);
          }
          int[] truth = LabelsCell.of(row.get(1), scores.length).targets().trueIds();
          sum += metric.value(ranking.rank(scores, truth));
          examples++;
        } catch (IllegalArgumentException e) {
          fault =
              "row "
                  + examples
                  + " of partition "
                  + TaskContext.getPartitionId()
                  + ": "
                  + e.getMessage();
        }
      }
      return this;
    }

    void merge(PartialSum other) {
      sum += other.sum;
      examples += other.examples;
      fault = fault == null ? other.fault : fault;
    }

    double mean() {
      if (fault != null || examples == 0) {
        throw new IllegalArgumentException(
            fault == null ? "there are no examples to evaluate" : fault);
      }
      return sum / examples;
    }
  }
}
