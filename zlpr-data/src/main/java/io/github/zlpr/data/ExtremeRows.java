package io.github.zlpr.data;

import io.github.zlpr.core.CompressedDatasetBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/**
 * Puts the rows that an {@link ExtremeReader} reads into a data set, without making examples of
 * them as {@link ExtremeExamples} does.
 */
final class ExtremeRows implements ExampleReader<MultiLabel> {

  /** Features with smaller ids are known by them, the others by their names. */
  private static final int KNOWN_IDS = 1 << 24;

  private final ExtremeReader reader;
  private final CompressedDatasetBuilder rows;
  private final Map<Integer, Label> labels = new HashMap<>();

  /** By feature, its number in the data set, counted from 1; 0 for those not seen yet. */
  private int[] numbers = new int[1 << 10];

  /**
   * The rows of a file.
   *
   * @param file the file, for messages.
   * @param in its content.
   * @param rows gets them.
   */
  ExtremeRows(Path file, InputStream in, CompressedDatasetBuilder rows) {
    reader = new ExtremeReader(file, in);
    this.rows = rows;
  }

  @Override
  public MultiLabel next() throws IOException {
    ExtremeRow row = reader.next();
    if (row == null) {
      return null;
    }
    for (int i = 0; i < row.featureCount(); i++) {
      rows.feature(number(row.features()[i]), row.values()[i]);
    }
    if (row.featureCount() == 0) {
      rows.feature(number(0), 0.0);
    }
    Set<Label> names = new HashSet<>();
    for (int i = 0; i < row.labelCount(); i++) {
      names.add(
          labels.computeIfAbsent(row.labels()[i], label -> new Label(Integer.toString(label))));
    }
    MultiLabel output = new MultiLabel(names);
    rows.endExample(output, Example.DEFAULT_WEIGHT);
    return output;
  }

  private int number(int feature) {
    if (feature >= KNOWN_IDS) {
      return rows.number(Integer.toString(feature));
    }
    if (feature >= numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(feature + 1, 2 * numbers.length));
    }
    if (numbers[feature] == 0) {
      numbers[feature] = rows.number(Integer.toString(feature)) + 1;
    }
    return numbers[feature] - 1;
  }
}
