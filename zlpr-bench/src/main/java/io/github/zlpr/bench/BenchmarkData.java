package io.github.zlpr.bench;

import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.UnitNormTextExtractor;
import io.github.zlpr.data.WordNetDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.data.text.impl.CasingPreprocessor;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformerMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;
import org.tribuo.util.tokens.impl.SplitPatternTokenizer;

/**
 * A data set of the benchmark.
 *
 * @param name its name.
 * @param train the training examples.
 * @param test the test examples.
 */
record BenchmarkData(String name, Dataset<MultiLabel> train, Dataset<MultiLabel> test) {

  /**
   * Reads a data set of Mulan from its folder: NAME.xml, NAME-train*.arff and NAME-test*.arff.
   *
   * <p>Dense features, those that more than half of the examples have, are standardised.
   *
   * @param folder the folder.
   * @return the data.
   * @throws IOException if a file is missing or cannot be read.
   */
  static BenchmarkData mulan(Path folder) throws IOException {
    Path labels = find(folder, ".*\\.xml");
    Path trainFile = find(folder, ".*-train.*\\.arff");
    Path testFile = find(folder, ".*-test.*\\.arff");
    Dataset<MultiLabel> train = new MutableDataset<>(new ArffDataSource(trainFile, labels));
    Dataset<MultiLabel> test = new MutableDataset<>(new ArffDataSource(testFile, labels));
    if (isDense(train)) {
      TransformerMap standardise =
          train.createTransformers(
              new TransformationMap(List.of(new MeanStdDevTransformation(0.0, 1.0))), false);
      train = standardise.transformDataset(train);
      test = standardise.transformDataset(test);
    }
    return new BenchmarkData(folder.getFileName().toString(), train, test);
  }

  private static Path find(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .findFirst()
          .orElseThrow(() -> new NoSuchFileException(folder + ": no file named " + name));
    }
  }

  private static boolean isDense(Dataset<MultiLabel> data) {
    long values = 0;
    for (var example : data) {
      values += example.size();
    }
    return 2 * values > (long) data.size() * data.getFeatureMap().size();
  }

  /**
   * The nouns of WordNet with the features of configs/wordnet.xml.
   *
   * @param minExamples the fewest examples of a label.
   * @return the data.
   */
  static BenchmarkData wordNet(int minExamples) {
    return new BenchmarkData(
        "WordNet", wordNet("train", minExamples), wordNet("test", minExamples));
  }

  private static Dataset<MultiLabel> wordNet(String part, int minExamples) {
    UnitNormTextExtractor extractor =
        new UnitNormTextExtractor(
            new BasicPipeline(new SplitPatternTokenizer("[^\\p{L}\\p{N}]+"), 2),
            new CasingPreprocessor(CasingPreprocessor.CasingOperation.LOWERCASE));
    return new MutableDataset<>(new WordNetDataSource(extractor, part, minExamples, 3));
  }
}
