package io.github.zlpr.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.multilabel.MultiLabel;

/** Data for tests. */
public final class TestData {

  private TestData() {}

  /**
   * Writes a small problem that a linear model can learn: label l is set where feature l is above
   * 0.5. The feature {@code id} is the number of the row.
   *
   * @param directory gets the files {@code small.arff} and {@code small.xml}.
   * @param rows the number of rows.
   * @param seed of the random features.
   * @return a source over them.
   */
  public static ArffDataSource write(Path directory, int rows, long seed) throws IOException {
    int labels = 4;
    StringBuilder arff = new StringBuilder("@relation small\n@attribute id numeric\n");
    StringBuilder xml = new StringBuilder("<labels>");
    for (int label = 0; label < labels; label++) {
      arff.append("@attribute x").append(label).append(" numeric\n");
    }
    for (int label = 0; label < labels; label++) {
      arff.append("@attribute label").append(label).append(" {0,1}\n");
      xml.append("<label name=\"label").append(label).append("\"/>");
    }
    arff.append("@data\n");
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = 0; row < rows; row++) {
      arff.append(row);
      StringBuilder targets = new StringBuilder();
      for (int label = 0; label < labels; label++) {
        double x = random.nextDouble();
        arff.append(',').append(x);
        targets.append(x > 0.5 ? ",1" : ",0");
      }
      arff.append(targets).append('\n');
    }
    Path arffFile = Files.writeString(directory.resolve("small.arff"), arff);
    Path xmlFile = Files.writeString(directory.resolve("small.xml"), xml.append("</labels>"));
    return new ArffDataSource(arffFile, xmlFile);
  }

  static List<Example<MultiLabel>> examples(DataSource<MultiLabel> source) {
    List<Example<MultiLabel>> examples = new ArrayList<>();
    source.forEach(examples::add);
    return examples;
  }

  static Map<String, Double> features(Example<MultiLabel> example) {
    Map<String, Double> features = new TreeMap<>();
    example.forEach(feature -> features.put(feature.getName(), feature.getValue()));
    return features;
  }

  public static Path gzip(Path file, String content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  static List<Double> ids(DataSource<MultiLabel> source) {
    List<Double> ids = new ArrayList<>();
    source.forEach(
        example -> {
          for (Feature feature : example) {
            if (feature.getName().equals("id")) {
              ids.add(feature.getValue());
            }
          }
        });
    return ids;
  }

  /**
   * The folder of Mulan's data sets, where there is one: the system property {@code zlpr.data}, or
   * {@code data} in the project or {@code shared/data} beside it.
   *
   * @return the folder, or null.
   */
  public static Path mulan() {
    return Stream.of(System.getProperty("zlpr.data", ""), "../data", "../../shared/data")
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(path -> Files.isDirectory(path.resolve("emotions")))
        .findFirst()
        .orElse(null);
  }
}
