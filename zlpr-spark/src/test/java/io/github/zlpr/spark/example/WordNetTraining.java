package io.github.zlpr.spark.example;

import io.github.zlpr.data.UnitNormTextExtractor;
import io.github.zlpr.data.WordNetDataSource;
import io.github.zlpr.spark.MultiLabelLinearClassificationModel;
import io.github.zlpr.spark.MultiLabelLinearClassifier;
import io.github.zlpr.spark.MultiLabelRankingEvaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
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
 * test}; {@code -Dspark.args="local[1] averaged 16 out/spark.tribuo"} gives master, solver, rounds
 * or iterations, and the model's file.
 */
public final class WordNetTraining {

  private static final int MIN_EXAMPLES = 100;
  private static final int MIN_WORD_COUNT = 3;

  private final SparkSession spark;

  private WordNetTraining(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Runs the training.
   *
   * @param arguments the master (or {@code -} where {@code spark-submit} gives it), the solver, the
   *     number of rounds or iterations, and the file for Tribuo's model; all optional.
   * @throws IOException if the model cannot be written.
   */
  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    String master = given.isEmpty() ? "-" : given.get(0);
    MultiLabelLinearClassifier classifier = new MultiLabelLinearClassifier();
    if (given.size() > 1) {
      classifier.setSolver(given.get(1));
    }
    if (given.size() > 2) {
      classifier.setMaxIter(Integer.parseInt(given.get(2)));
    }
    SparkSession.Builder builder = SparkSession.builder().appName("WordNetTraining");
    if (!master.equals("-")) {
      builder.master(master);
    }
    try (SparkSession session = builder.getOrCreate()) {
      Path file = given.size() < 4 ? null : Path.of(given.get(3));
      new WordNetTraining(session).run(classifier, file);
    }
  }

  private void run(MultiLabelLinearClassifier classifier, Path file) throws IOException {
    MutableDataset<MultiLabel> train = nouns("train");
    ImmutableFeatureMap features = train.getFeatureIDMap();
    ImmutableOutputInfo<MultiLabel> labels = train.getOutputIDInfo();
    Dataset<Row> trainFrame = frame(train, features, labels).persist();
    System.out.printf(
        Locale.ROOT,
        "%,d examples, %,d features, %,d labels, %d tasks at once%n",
        trainFrame.count(),
        features.size(),
        labels.size(),
        spark.sparkContext().defaultParallelism());
    long before = System.nanoTime();
    MultiLabelLinearClassificationModel model =
        classifier.setNumLabels(labels.size()).fit(trainFrame);
    double seconds = (System.nanoTime() - before) / 1e9;
    double[] history = model.summary().objectiveHistory();
    System.out.printf(
        Locale.ROOT,
        "%d rounds or iterations in %.1f s; loss %.4f%n",
        model.summary().totalIterations(),
        seconds,
        history[history.length - 1]);
    Dataset<Row> scored = model.transform(frame(nouns("test"), features, labels)).persist();
    for (String metric : List.of("LRAP", "P@1")) {
      System.out.printf(
          Locale.ROOT,
          "%s of the test part %.4f%n",
          metric,
          new MultiLabelRankingEvaluator().setMetricName(metric).evaluate(scored));
    }
    if (file != null) {
      model
          .toTribuo(
              IntStream.range(0, features.size())
                  .mapToObj(id -> features.get(id).getName())
                  .toArray(String[]::new),
              IntStream.range(0, labels.size())
                  .mapToObj(id -> labels.getOutput(id).getLabelString())
                  .toArray(String[]::new))
          .serializeToFile(file);
    }
  }

  private static MutableDataset<MultiLabel> nouns(String part) {
    UnitNormTextExtractor words =
        new UnitNormTextExtractor(
            new BasicPipeline(new SplitPatternTokenizer("[^\\p{L}\\p{N}]+"), 2),
            new CasingPreprocessor(CasingPreprocessor.CasingOperation.LOWERCASE));
    return new MutableDataset<>(new WordNetDataSource(words, part, MIN_EXAMPLES, MIN_WORD_COUNT));
  }

  private Dataset<Row> frame(
      MutableDataset<MultiLabel> nouns,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<MultiLabel> labels) {
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
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("labels", DataTypes.createArrayType(DataTypes.IntegerType)));
  }
}
