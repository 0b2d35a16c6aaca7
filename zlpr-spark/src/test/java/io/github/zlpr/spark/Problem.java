package io.github.zlpr.spark;

import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.UnitNormTextExtractor;
import io.github.zlpr.data.WordNetDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.data.text.impl.CasingPreprocessor;
import org.tribuo.math.la.SparseVector;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.util.tokens.impl.SplitPatternTokenizer;

/**
 * Examples in arrays and as a data frame.
 *
 * @param name what they are.
 * @param features one vector for each example.
 * @param labels the true label indices of each example, increasing.
 * @param weights the weight of each example.
 * @param numLabels the number of labels.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Problem(
    String name, List<Vector> features, List<int[]> labels, double[] weights, int numLabels) {

  static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("labels", DataTypes.createArrayType(DataTypes.IntegerType))
          .add("weight", DataTypes.DoubleType);

  /** Random features, the last of them constant, sparse and dense by turns, and weights. */
  static Problem random(int examples, int numFeatures, int numLabels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Vector> features = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    double[] weights = random.doubles(examples, 0.1, 3.0).toArray();
    for (int i = 0; i < examples; i++) {
      double[] x = new double[numFeatures];
      for (int j = 0; j < numFeatures; j++) {
        x[j] = random.nextInt(3) == 0 ? 0.0 : (j + 1) * random.nextDouble() + j;
      }
      x[numFeatures - 1] = 5.0;
      labels.add(
          IntStream.range(0, numLabels)
              .filter(
                  l ->
                      x[l % (numFeatures - 1)] > 0.6 * (l % (numFeatures - 1) + 1)
                          != (random.nextInt(8) == 0))
              .toArray());
      features.add(i % 2 == 0 ? Vectors.dense(x) : Vectors.dense(x).toSparse());
    }
    return new Problem("random", features, labels, weights, numLabels);
  }

  /** Topics with three words of their own among twenty that say nothing, and weights. */
  static Problem topics(int examples, int topics, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Vector> features = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      TreeSet<Integer> truth = new TreeSet<>();
      TreeSet<Integer> words = new TreeSet<>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        int topic = Math.min(random.nextInt(topics), random.nextInt(topics));
        truth.add(topic);
        words.add(3 * topic);
        words.add(3 * topic + 1 + random.nextInt(2));
      }
      for (int k = 0; k < 4; k++) {
        words.add(3 * topics + random.nextInt(20));
      }
      int[] indices = words.stream().mapToInt(Integer::intValue).toArray();
      double[] values = new double[indices.length];
      Arrays.fill(values, 1.0);
      features.add(Vectors.sparse(3 * topics + 20, indices, values));
      labels.add(truth.stream().mapToInt(Integer::intValue).toArray());
    }
    double[] weights = random.doubles(examples, 0.5, 1.5).toArray();
    return new Problem("topics", features, labels, weights, topics);
  }

  /** Every so many examples of the training part of one of Mulan's data sets. */
  static Problem mulan(String name, int step) throws IOException {
    Path folder = mulanFolder().resolve(name);
    return of(
        name,
        new ArffDataSource(folder.resolve(name + "-train.arff"), folder.resolve(name + ".xml")),
        step);
  }

  /** The folder of Mulan's data sets as in the other modules, or null. */
  static Path mulanFolder() {
    return Stream.of(System.getProperty("zlpr.data", ""), "../data", "../../shared/data")
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(path -> Files.isDirectory(path.resolve("emotions")))
        .findFirst()
        .orElse(null);
  }

  /** Every so many of the nouns of WordNet with frequent words and labels. */
  static Problem wordNet(int step) {
    UnitNormTextExtractor extractor =
        new UnitNormTextExtractor(
            new BasicPipeline(new SplitPatternTokenizer("[^\\p{L}\\p{N}]+"), 1),
            new CasingPreprocessor(CasingPreprocessor.CasingOperation.LOWERCASE));
    return of("WordNet", new WordNetDataSource(extractor, "train", 1000, 100), step);
  }

  private static Problem of(String name, DataSource<MultiLabel> source, int step) {
    MutableDataset<MultiLabel> data =
        new MutableDataset<>(source.getProvenance(), source.getOutputFactory());
    int row = 0;
    for (Example<MultiLabel> example : source) {
      if (row % step == 0) {
        data.add(example);
      }
      row++;
    }
    ImmutableFeatureMap featureMap = data.getFeatureIDMap();
    List<Vector> features = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    for (Example<MultiLabel> example : data) {
      SparseVector vector = SparseVector.createSparseVector(example, featureMap, false);
      int[] indices = new int[vector.numActiveElements()];
      double[] values = new double[indices.length];
      int k = 0;
      for (var element : vector) {
        indices[k] = element.index;
        values[k++] = element.value;
      }
      features.add(Vectors.sparse(featureMap.size(), indices, values));
      labels.add(
          example.getOutput().getLabelSet().stream()
              .mapToInt(label -> data.getOutputIDInfo().getID(new MultiLabel(label)))
              .sorted()
              .toArray());
    }
    double[] weights = new double[features.size()];
    Arrays.fill(weights, 1.0);
    return new Problem(name, features, labels, weights, data.getOutputInfo().size());
  }

  /** Names for the features. */
  String[] featureNames() {
    return IntStream.range(0, features.get(0).size()).mapToObj(j -> "f" + j).toArray(String[]::new);
  }

  /** Names for the labels. */
  String[] labelNames() {
    return IntStream.range(0, numLabels).mapToObj(l -> "label " + l).toArray(String[]::new);
  }

  int size() {
    return features.size();
  }

  Dataset<Row> frame(SparkSession spark, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      rows.add(RowFactory.create(features.get(i), labels.get(i), weights[i]));
    }
    return spark.createDataFrame(rows, SCHEMA).repartition(partitions).persist();
  }
}
