package io.github.zlpr.data;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.multilabel.MultiLabel;

/** Finds the data source for a file by the file's name. */
public final class DataFiles {

  private static final Pattern PACKED = Pattern.compile("\\.(gz|bz2|zip)$", CASE_INSENSITIVE);
  private static final Pattern ARFF = Pattern.compile("\\.arff$", CASE_INSENSITIVE);

  private DataFiles() {}

  /**
   * A data source for a file: {@link ArffDataSource} for names that end in {@code .arff}, {@link
   * ExtremeDataSource} for others. The case of the ending does not matter, and {@code .gz}, {@code
   * .bz2} or {@code .zip} may follow it.
   *
   * <p>Mulan's label file of {@code a-train-x.arff} is the first of {@code a-train-x.xml}, {@code
   * a-train.xml} and {@code a.xml} that is there, also with the ending {@code .XML}; without one
   * the file has to be of MEKA's form.
   *
   * @param file the file.
   * @param labels Mulan's label file; null to look for it.
   * @return the source, not read yet.
   */
  public static ConfigurableDataSource<MultiLabel> source(Path file, Path labels) {
    String name = PACKED.matcher(file.getFileName().toString()).replaceFirst("");
    if (!ARFF.matcher(name).find()) {
      return new ExtremeDataSource(file);
    }
    return new ArffDataSource(
        file, labels != null ? labels : beside(file, ARFF.matcher(name).replaceFirst("")));
  }

  private static Path beside(Path file, String name) {
    for (String stem = name; ; stem = stem.substring(0, stem.lastIndexOf('-'))) {
      for (String ending : List.of(".xml", ".XML")) {
        Path labels = file.resolveSibling(stem + ending);
        if (Files.isRegularFile(labels)) {
          return labels;
        }
      }
      if (stem.lastIndexOf('-') < 0) {
        return null;
      }
    }
  }
}
