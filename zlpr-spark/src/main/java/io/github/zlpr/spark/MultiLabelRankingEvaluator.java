package io.github.zlpr.spark;

import io.github.zlpr.core.DenseScores;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.eval.UnseenLabels;
import io.github.zlpr.eval.metric.Metrics;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingMetric;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
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
 * this project. Where the metadata of both columns have names, labels are compared by name, so the
 * truth may also be an array of strings. {@link #unseenLabels} says what becomes of true labels
 * that have no score.
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

  /** The parameter {@code unseenLabels}. */
  private final Param<String> unseenLabels;

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
            this,
            "labelsCol",
            "column of labels or label indices (array) or of targets in [0,1] (vector)");
    metricName =
        new Param<>(
            this,
            "metricName",
            "LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k",
            (Function1<String, Object> & Serializable) name -> metric(name).isPresent());
    unseenLabels =
        new Param<>(
            this,
            "unseenLabels",
            "true labels that the model has never seen: refuse, drop or miss",
            ParamValidators.inArray(
                Arrays.stream(UnseenLabels.values()).map(UnseenLabels::toString).toArray()));
    setDefault(unseenLabels, RankingEvaluator.REFUSE);
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
   * The name of the column of true labels: an array of label indices, or of strings where the
   * metadata of the scores have names, or a vector of targets. Default: "labels".
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
   * What becomes of true labels that have no score, with the names and the meaning of {@link
   * RankingEvaluator}: {@code refuse} them; {@code drop} them, which flatters the model; or {@code
   * miss}: each is one more label, ranked below all others in every example. For {@code miss} the
   * data are read twice, so persist them. Default: "refuse".
   *
   * @return the parameter.
   */
  public Param<String> unseenLabels() {
    return unseenLabels;
  }

  /**
   * Sets {@link #unseenLabels}.
   *
   * @param value the value.
   * @return this evaluator.
   */
  public MultiLabelRankingEvaluator setUnseenLabels(String value) {
    set(unseenLabels, value);
    return this;
  }

  /**
   * The metric of a scored data set.
   *
   * @param dataset a data set with the columns of raw scores and of true labels.
   * @return the mean over the examples.
   * @throws IllegalArgumentException if a column is missing or has a wrong type, if there is no
   *     example, a score is NaN, a true label has no score where such are refused, or none has one.
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    String scores = getOrDefault(rawPredictionCol);
    String labels = getOrDefault(labelsCol);
    String metric = getOrDefault(metricName);
    UnseenLabels policy = UnseenLabels.of(getOrDefault(unseenLabels));
    StructType schema = dataset.schema();
    Columns.checkVector(schema, scores);
    if (!ScoredTruth.isStrings(schema.apply(labels))) {
      LabelsCell.checkColumn(schema, labels);
    }
    ScoredTruth truth = ScoredTruth.of(schema.apply(labels), schema.apply(scores));
    JavaRDD<Row> rows = dataset.select(functions.col(scores), functions.col(labels)).javaRDD();
    String[] unseen = policy == UnseenLabels.MISS ? unseen(rows, truth) : new String[0];
    PartialSum total = new PartialSum();
    rows.mapPartitions(
            part ->
                List.of(new PartialSum().addAll(part, truth, policy, unseen, metric)).iterator())
        .collect()
        .forEach(total::merge);
    return total.mean();
  }

  /** All true labels that have no score, in alphabetical order. */
  private static String[] unseen(JavaRDD<Row> rows, ScoredTruth truth) {
    return rows
        .mapPartitions(
            part -> {
              Set<String> found = new TreeSet<>();
              part.forEachRemaining(row -> found.addAll(unseen(row, truth)));
              return found.iterator();
            })
        .collect()
        .stream()
        .distinct()
        .sorted()
        .toArray(String[]::new);
  }

  /** What is wrong with a row is said when it is evaluated. */
  private static Set<String> unseen(Row row, ScoredTruth truth) {
    try {
      return row.get(0) instanceof Vector scores
          ? truth.read(row.get(1), scores.size()).unseen()
          : Set.of();
    } catch (IllegalArgumentException e) {
      return Set.of();
    }
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
    private long known;
    private long unseen;
    private String fault;

    /**
     * Adds examples.
     *
     * @param missed the labels without score that count as missed, sorted.
     */
    PartialSum addAll(
        Iterator<Row> rows,
        ScoredTruth truth,
        UnseenLabels policy,
        String[] missed,
        String metricName) {
      RankingMetric metric = metric(metricName).orElseThrow();
      Ranking ranking = null;
      while (rows.hasNext() && fault == null) {
        Row row = rows.next();
        try {
          DenseScores scores = scores(row);
          int all = scores.labels() + missed.length;
          if (ranking == null) {
            ranking = new Ranking(all);
          }
          ScoredTruth.Labels labels = truth.read(row.get(1), scores.labels());
          labels.unseen().forEach(policy::requireAllowed);
          IntStream misses =
              missed.length == 0
                  ? IntStream.empty()
                  : labels.unseen().stream()
                      .mapToInt(label -> scores.labels() + Arrays.binarySearch(missed, label))
                      .sorted();
          int[] ids = IntStream.concat(Arrays.stream(labels.known()), misses).toArray();
          sum += metric.value(ranking.rank(scores.padded(all), ids));
          known += labels.known().length;
          unseen += labels.unseen().size();
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

    private static DenseScores scores(Row row) {
      if (!(row.get(0) instanceof Vector scores)) {
        throw new IllegalArgumentException("scores are null");
      }
      return new DenseScores(scores.toArray());
    }

    void merge(PartialSum other) {
      sum += other.sum;
      examples += other.examples;
      known += other.known;
      unseen += other.unseen;
      fault = fault == null ? other.fault : fault;
    }

    double mean() {
      if (fault != null || examples == 0) {
        throw new IllegalArgumentException(
            fault == null ? "there are no examples to evaluate" : fault);
      }
      UnseenLabels.requireSomeKnown(known, unseen);
      return sum / examples;
    }
  }
}
