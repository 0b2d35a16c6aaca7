package io.github.zlpr.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.multilabel.MultiLabel;

/** Finds the data source for a file by the file's name. */
public final class DataFiles {

  private DataFiles() {}

  /**
   * A data source for a file: {@link ArffDataSource} for names that end in {@code .arff} or {@code
   * .arff.gz}, {@link ExtremeDataSource} for others.
   *
   * <p>Mulan's label file of {@code a-train-x.arff} is the first of {@code a-train-x.xml}, {@code
   * a-train.xml} and {@code a.xml} that is there; without one the file has to be of MEKA's form.
   *
   * @param file the file.
   * @param labels Mulan's label file; null to look for it.
   * @return the source, not read yet.
   */
  public static ConfigurableDataSource<MultiLabel> source(Path file, Path labels) {
    String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
    if (!name.endsWith(".arff")) {
      return new ExtremeDataSource(file);
    }
    return new ArffDataSource(
        file, labels != null ? labels : beside(file, name.replaceFirst("\\.arff$", "")));
  }

  private static Path beside(Path file, String name) {
    for (String stem = name; ; stem = stem.substring(0, stem.lastIndexOf('-'))) {
      Path labels = file.resolveSibling(stem + ".xml");
      if (Files.isRegularFile(labels)) {
        return labels;
      }
      if (stem.lastIndexOf('-') < 0) {
        return null;
      }
    }
  }
}
