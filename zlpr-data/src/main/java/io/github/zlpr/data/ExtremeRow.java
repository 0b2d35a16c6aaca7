package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A row of the text form that {@link ExtremeDataSource} describes, in arrays that the next row
 * overwrites.
 */
final class ExtremeRow {
  private static final int INITIAL_SIZE = 64;
  private static final int LARGEST_ID = Integer.MAX_VALUE - 1;

  private final Function<String, InvalidDataException> fault;
  private int labelLimit = Integer.MAX_VALUE;
  private int featureLimit = Integer.MAX_VALUE;

  private byte[] bytes;
  private int position;
  private int end;

  private int[] labels = new int[INITIAL_SIZE];
  private int labelCount;
  private int[] features = new int[INITIAL_SIZE];
  private double[] values = new double[INITIAL_SIZE];
  private int featureCount;

  /**
   * An empty row.
   *
   * @param fault makes the exception for a message about the row.
   */
  ExtremeRow(Function<String, InvalidDataException> fault) {
    this.fault = fault;
  }

  /** The labels, {@link #labelCount()} of them. */
  int[] labels() {
    return labels;
  }

  int labelCount() {
    return labelCount;
  }

  /** The features that are not zero, {@link #featureCount()} of them. */
  int[] features() {
    return features;
  }

  /** The values of the features. */
  double[] values() {
    return values;
  }

  int featureCount() {
    return featureCount;
  }

  /** Refuses larger numbers from now on: those a header announces are counted from 0. */
  void limit(int announcedFeatures, int announcedLabels) {
    featureLimit = announcedFeatures;
    labelLimit = announcedLabels;
  }

  /**
   * Reads a row.
   *
   * @param line has the row.
   * @param lineStart the position of its first byte.
   * @param lineEnd the position after its last byte.
   * @throws InvalidDataException if it is no row.
   */
  void read(byte[] line, int lineStart, int lineEnd) {
    bytes = line;
    position = lineStart;
    end = lineEnd;
    labelCount = 0;
    featureCount = 0;
    if (position < end && !isSpace(bytes[position])) {
      int wordEnd = wordEnd();
      if (find(':', wordEnd) == wordEnd) {
        readLabels(wordEnd);
      }
    }
    readFeatures();
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /** The end of the word that begins at the position. */
  private int wordEnd() {
    int i = position;
    while (i < end && !isSpace(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Where a character is from the position on; the limit if it is not before that. */
  private int find(char c, int limit) {
    int i = position;
    while (i < limit && bytes[i] != c) {
      i++;
    }
    return i;
  }

  private void readLabels(int wordEnd) {
    boolean increasing = true;
    while (position <= wordEnd) {
      int comma = find(',', wordEnd);
      int label = Decimals.parseWhole(bytes, position, comma);
      requireSmall(label, position, comma, "label");
      if (label < 0) {
        throw fault.apply(
            "label "
                + text(position, comma)
                + " is no whole number from 0; a row is 'label,label feature:value feature:value'");
      }
      requireBelow(labelLimit, label, "label");
      if (labelCount == labels.length) {
        labels = Arrays.copyOf(labels, 2 * labelCount);
      }
      increasing &= labelCount == 0 || label > labels[labelCount - 1];
      labels[labelCount++] = label;
      position = comma + 1;
    }
    position = wordEnd;
    if (!increasing) {
      requireDistinct(labels, labelCount, "label");
    }
  }

  private void readFeatures() {
    boolean increasing = true;
    while (true) {
      while (position < end && isSpace(bytes[position])) {
        position++;
      }
      if (position == end) {
        break;
      }
      readFeature(wordEnd());
      increasing &= featureCount == 1 || features[featureCount - 1] > features[featureCount - 2];
    }
    if (!increasing) {
      requireDistinct(features, featureCount, "feature");
    }
    dropZeros();
  }

  private void readFeature(int wordEnd) {
    int colon = find(':', wordEnd);
    int feature = Decimals.parseWhole(bytes, position, colon);
    requireSmall(feature, position, colon, "feature");
    if (colon == wordEnd || feature < 0) {
      if (text(position, wordEnd).startsWith("'qid:")) {
        throw fault.apply(
            "has a query (qid), which belongs to data for ranking; remove it to read the rest");
      }
      throw fault.apply(
          "expected feature:value with a whole number from 0, found " + text(position, wordEnd));
    }
    requireBelow(featureLimit, feature, "feature");
    double value = Decimals.parse(bytes, colon + 1, wordEnd);
    if (!Double.isFinite(value)) {
      throw fault.apply(
          "feature "
              + feature
              + " has "
              + text(colon + 1, wordEnd)
              + ", "
              + Decimals.complaint(string(colon + 1, wordEnd)));
    }
    if (featureCount == features.length) {
      features = Arrays.copyOf(features, 2 * featureCount);
      values = Arrays.copyOf(values, 2 * featureCount);
    }
    features[featureCount] = feature;
    values[featureCount++] = value;
    position = wordEnd;
  }

  private void requireSmall(int id, int from, int to, String what) {
    if (id == Decimals.TOO_LARGE || id == Integer.MAX_VALUE) {
      throw fault.apply(
          what + " " + text(from, to) + " is too large; the largest number is " + LARGEST_ID);
    }
  }

  private void requireBelow(int limit, int id, String what) {
    if (id >= limit) {
      throw fault.apply(
          what + " " + id + ", but the header says that there are " + limit + ", counted from 0");
    }
  }

  private void requireDistinct(int[] ids, int count, String what) {
    int[] sorted = Arrays.copyOf(ids, count);
    Arrays.sort(sorted);
    for (int i = 1; i < count; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw fault.apply(what + " " + sorted[i] + " is there twice");
      }
    }
  }

  private void dropZeros() {
    int kept = 0;
    for (int i = 0; i < featureCount; i++) {
      if (values[i] != 0.0) {
        features[kept] = features[i];
        values[kept++] = values[i];
      }
    }
    featureCount = kept;
  }

  private String text(int from, int to) {
    return ArffReader.shorten(string(from, to));
  }

  private String string(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
