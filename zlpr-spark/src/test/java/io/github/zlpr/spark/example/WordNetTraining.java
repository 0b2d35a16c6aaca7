package io.github.zlpr.spark.example;

import io.github.zlpr.data.UnitNormTextExtractor;
import io.github.zlpr.data.WordNetDataSource;
import io.github.zlpr.spark.MultiLabelEstimator;
import io.github.zlpr.spark.MultiLabelLinearClassifier;
import io.github.zlpr.spark.MultiLabelModel;
import io.github.zlpr.spark.MultiLabelRankingEvaluator;
import io.github.zlpr.spark.SparseMultiLabelClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.evaluation.MultilabelClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.data.text.impl.CasingPreprocessor;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.util.tokens.impl.SplitPatternTokenizer;

/**
 * Trains on the nouns of WordNet, from the words and pairs of words of the definition to the
 * hypernyms, says how long that takes, evaluates on held-out nouns, and writes Tribuo's model.
 *
 * <p>Locally, in two threads: {@code mvn -q -P spark,spark-wordnet -pl zlpr-spark -am -DskipTests
 * test}; {@code -Dspark.args="local[1] averaged 16 out/spark.tribuo"} gives master, solver, epochs
 * or iterations, and the model's file; {@code sparse} in place of the solver trains all hypernyms
 * of at least two nouns, 11,576 labels, by {@link SparseMultiLabelClassifier}; {@code
 * -Dspark.args="local[2] scaling 1,2,4"} prints what partitions cost, see {@link PartitionScaling}.
 */
public final class WordNetTraining {

  private static final String SPARSE = "sparse";
  private static final int MIN_EXAMPLES = 100;
  private static final int MIN_EXAMPLES_OF_SPARSE = 2;
  private static final int MIN_WORD_COUNT = 3;
  private static final int SLICES = 16;

  private final SparkSession spark;
  private final int minExamples;
  private final ImmutableFeatureMap features;
  private final ImmutableOutputInfo<MultiLabel> labels;
  private final Dataset<Row> train;

  private WordNetTraining(SparkSession spark, int minExamples) {
    this.spark = spark;
    this.minExamples = minExamples;
    MutableDataset<MultiLabel> nouns = nouns("train");
    features = nouns.getFeatureIDMap();
    labels = nouns.getOutputIDInfo();
    train = frame(nouns).persist();
    System.out.printf(
        Locale.ROOT,
        "%,d examples, %,d features, %,d labels, %d tasks at once%n",
        train.count(),
        features.size(),
        labels.size(),
        spark.sparkContext().defaultParallelism());
  }

  /**
   * Runs the training.
   *
   * @param arguments the master (or {@code -} where {@code spark-submit} gives it), the solver, the
   *     number of epochs or iterations, and the file for Tribuo's model; all optional. Or the
   *     master, {@code scaling}, and numbers of partitions.
   * @throws IOException if the model cannot be written.
   * @throws TimeoutException if Spark does not tell what its stages cost.
   */
  public static void main(String[] arguments) throws IOException, TimeoutException {
    List<String> given = List.of(arguments);
    String master = given.isEmpty() ? "-" : given.get(0);
    SparkSession.Builder builder = SparkSession.builder().appName("WordNetTraining");
    if (!master.equals("-")) {
      builder.master(master);
    }
    try (SparkSession session = builder.getOrCreate()) {
      String kind = given.size() > 1 ? given.get(1) : "auto";
      boolean sparse = kind.equals(SPARSE);
      WordNetTraining training =
          new WordNetTraining(session, sparse ? MIN_EXAMPLES_OF_SPARSE : MIN_EXAMPLES);
      if (kind.equals("scaling")) {
        training.scale(given.get(2));
      } else if (sparse) {
        training.run(new SparseMultiLabelClassifier(), given);
      } else {
        training.run(new MultiLabelLinearClassifier().setSolver(kind), given);
      }
    }
  }

  private void scale(String partitions) throws TimeoutException {
    MultiLabelLinearClassifier classifier =
        new MultiLabelLinearClassifier().setSolver("averaged").setNumLabels(labels.size());
    PartitionScaling scaling =
        new PartitionScaling(classifier, train, frame(nouns("test")).persist());
    System.out.println(PartitionScaling.HEAD);
    for (String number : partitions.split(",")) {
      System.out.println(scaling.row(Integer.parseInt(number)));
    }
  }

  private <E extends MultiLabelEstimator<E, M>, M extends MultiLabelModel<M>> void run(
      E classifier, List<String> given) throws IOException {
    if (given.size() > 2) {
      classifier.setMaxIter(Integer.parseInt(given.get(2)));
    }
    long before = System.nanoTime();
    M model = classifier.setNumLabels(labels.size()).fit(train);
    double seconds = (System.nanoTime() - before) / 1e9;
    double[] history = model.summary().objectiveHistory();
    System.out.printf(
        Locale.ROOT,
        "%d epochs or iterations in %.1f s; loss %.4f%n",
        model.summary().totalIterations(),
        seconds,
        history[history.length - 1]);
    Dataset<Row> scored = model.transform(frame(nouns("test")));
    for (String metric : List.of("LRAP", "P@1", "P@3", "P@5")) {
      print(metric, new MultiLabelRankingEvaluator().setMetricName(metric).evaluate(scored));
    }
    print(
        "MicroF1",
        new MultilabelClassificationEvaluator()
            .setLabelCol("labels")
            .setMetricName("microF1Measure")
            .evaluate(scored.withColumn("labels", functions.col("labels").cast("array<double>"))));
    if (given.size() > 3) {
      model
          .toTribuo(
              IntStream.range(0, features.size())
                  .mapToObj(id -> features.get(id).getName())
                  .toArray(String[]::new),
              IntStream.range(0, labels.size())
                  .mapToObj(id -> labels.getOutput(id).getLabelString())
                  .toArray(String[]::new))
          .serializeToFile(Path.of(given.get(3)));
    }
  }

  private static void print(String metric, double value) {
    System.out.printf(Locale.ROOT, "%s of the test part %.4f%n", metric, value);
  }

  private MutableDataset<MultiLabel> nouns(String part) {
    UnitNormTextExtractor words =
        new UnitNormTextExtractor(
            new BasicPipeline(new SplitPatternTokenizer("[^\\p{L}\\p{N}]+"), 2),
            new CasingPreprocessor(CasingPreprocessor.CasingOperation.LOWERCASE));
    return new MutableDataset<>(new WordNetDataSource(words, part, minExamples, MIN_WORD_COUNT));
  }

  private Dataset<Row> frame(MutableDataset<MultiLabel> nouns) {
    List<Row> rows = new ArrayList<>();
    for (Example<MultiLabel> noun : nouns) {
      SparseVector vector = SparseVector.createSparseVector(noun, features, false);
      int[] indices = new int[vector.numActiveElements()];
      double[] values = new double[indices.length];
      int size = 0;
      for (VectorTuple element : vector) {
        indices[size] = element.index;
        values[size++] = element.value;
      }
      int[] truth =
          noun.getOutput().getLabelSet().stream()
              .mapToInt(label -> labels.getID(new MultiLabel(label)))
              .filter(label -> label >= 0)
              .toArray();
      rows.add(RowFactory.create(Vectors.sparse(features.size(), indices, values), truth));
    }
    // Rows of the driver would be scored there.
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, SLICES),
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("labels", DataTypes.createArrayType(DataTypes.IntegerType)));
  }
}
