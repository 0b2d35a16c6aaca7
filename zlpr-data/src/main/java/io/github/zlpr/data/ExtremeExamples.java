package io.github.zlpr.data;

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
final class ExtremeExamples implements ExampleReader<Example<MultiLabel>> {

  /** So many names are kept, since a row shares most of its names with others. */
  private static final int KEPT_NAMES = 1 << 21;

  /** An int has at most so many digits, and this is the smallest number that has them. */
  private static final int MOST_DIGITS = 10;

  private static final long LARGEST_POWER = 1_000_000_000L;
  private static final int LENGTH_BITS = 4;

  /** A line has at most 2^27 bytes, and a feature in it at least four. */
  private static final int POSITION_BITS = 25;

  private static final int POSITION_MASK = (1 << POSITION_BITS) - 1;

  private final ExtremeReader reader;
  private long[] order = new long[1 << 6];
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
    sort(row);
    String[] features = new String[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      int position = (int) order[i] & POSITION_MASK;
      features[i] = name(row.features()[position]);
      values[i] = row.values()[position];
    }
    return new ArrayExample<>(new MultiLabel(labels), features, values);
  }

  /**
   * Orders the features as their names are ordered. Tribuo would do that anyway, but is several
   * times faster when it is done.
   */
  private void sort(ExtremeRow row) {
    int size = row.featureCount();
    if (order.length < size) {
      order = new long[Math.max(size, 2 * order.length)];
    }
    for (int i = 0; i < size; i++) {
      order[i] = nameOrder(row.features()[i]) << POSITION_BITS | i;
    }
    Arrays.sort(order, 0, size);
  }

  /** A number that is smaller where the decimal digits of an id come first in a dictionary. */
  private static long nameOrder(int id) {
    long digits = id;
    int added = 0;
    while (digits < LARGEST_POWER && added < MOST_DIGITS) {
      digits *= 10;
      added++;
    }
    return digits << LENGTH_BITS | (MOST_DIGITS - added);
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
