package io.github.zlpr.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

/** Makes examples of the rows that an {@link ExtremeReader} reads. */
final class ExtremeExamples implements ExampleReader {

  /** So many names are kept, since a row shares most of its names with others. */
  private static final int KEPT_NAMES = 1 << 21;

  private final ExtremeReader reader;
  private String[] names = new String[1 << 10];

  /**
   * The examples of a file.
   *
   * @param file the file, for messages.
   * @param in its content.
   */
  ExtremeExamples(Path file, InputStream in) {
    reader = new ExtremeReader(file, in);
  }

  @Override
  public Example<MultiLabel> next() throws IOException {
    ExtremeRow row = reader.next();
    if (row == null) {
      return null;
    }
    Set<Label> labels = new HashSet<>();
    for (int i = 0; i < row.labelCount(); i++) {
      labels.add(new Label(name(row.labels()[i])));
    }
    int size = row.featureCount();
    if (size == 0) {
      return new ArrayExample<>(new MultiLabel(labels), new String[] {name(0)}, new double[] {0.0});
    }
    String[] features = new String[size];
    for (int i = 0; i < size; i++) {
      features[i] = name(row.features()[i]);
    }
    return new ArrayExample<>(new MultiLabel(labels), features, Arrays.copyOf(row.values(), size));
  }

  private String name(int id) {
    if (id >= KEPT_NAMES) {
      return Integer.toString(id);
    }
    if (id >= names.length) {
      names = Arrays.copyOf(names, Math.max(id + 1, 2 * names.length));
    }
    if (names[id] == null) {
      names[id] = Integer.toString(id);
    }
    return names[id];
  }
}
