package io.github.zlpr.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * Reads the true labels of scored rows by the ids of the model that gave the scores. Where both
 * columns have names, a label is known by its name, otherwise by its index.
 */
final class ScoredTruth implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The names of the labels column by index; none if they are the model's, or not known. */
  private final String[] names;

  /** The ids of the model's labels; none if only their number is known. */
  private final Map<String, Integer> ids;

  /**
   * The true labels of a row.
   *
   * @param known the ids of those that the model knows, increasing.
   * @param unseen the names or indices of the others.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Labels(int[] known, Set<String> unseen) {}

  private ScoredTruth(String[] names, Map<String, Integer> ids) {
    this.names = names;
    this.ids = ids;
  }

  /**
   * A reader of a column.
   *
   * @param labels the column of true labels.
   * @param scores the column of scores.
   * @throws IllegalArgumentException if the labels are strings and the scores have no names.
   */
  static ScoredTruth of(StructField labels, StructField scores) {
    String[] modelNames = ColumnLabels.of(scores).names();
    Map<String, Integer> ids = new HashMap<>();
    for (String name : modelNames) {
      ids.put(name, ids.size());
    }
    if (isStrings(labels)) {
      if (ids.isEmpty()) {
        throw new IllegalArgumentException(
            "column "
                + labels.name()
                + " has strings, but the metadata of column "
                + scores.name()
                + " have no names of labels; train with labelNames or LabelArrayIndexer");
      }
      return new ScoredTruth(new String[0], ids);
    }
    String[] names = ColumnLabels.of(labels).names();
    return names.length == 0 || ids.isEmpty() || Arrays.equals(names, modelNames)
        ? new ScoredTruth(new String[0], Map.of())
        : new ScoredTruth(names, ids);
  }

  /** Whether a column holds arrays of strings. */
  static boolean isStrings(StructField column) {
    return column.dataType() instanceof ArrayType array
        && array.elementType() instanceof StringType;
  }

  /**
   * Reads the true labels of a row.
   *
   * @param cell the value of the labels column.
   * @param scores the number of scores.
   * @throws IllegalArgumentException if the value is none of labels.
   */
  Labels read(Object cell, int scores) {
    TreeSet<Integer> known = new TreeSet<>();
    Set<String> unseen = new LinkedHashSet<>();
    if (names.length == 0 && !ids.isEmpty()) {
      for (String label : strings(cell)) {
        add(label, ids.get(label), known, unseen);
      }
    } else {
      for (int index : LabelsCell.of(cell, 0).targets().trueIds()) {
        String name = index < names.length ? names[index] : Integer.toString(index);
        add(name, ids.isEmpty() ? knownIndex(index, scores) : ids.get(name), known, unseen);
      }
      requireAllTargets(cell, scores);
    }
    return new Labels(known.stream().mapToInt(Integer::intValue).toArray(), unseen);
  }

  private static Integer knownIndex(int index, int scores) {
    return index < scores ? index : null;
  }

  private static void add(String label, Integer id, Set<Integer> known, Set<String> unseen) {
    if (id == null) {
      unseen.add(label);
    } else {
      known.add(id);
    }
  }

  private static Set<String> strings(Object cell) {
    if (!(cell instanceof scala.collection.Seq<?> labels)) {
      throw new IllegalArgumentException("labels are null");
    }
    Set<String> strings = new LinkedHashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.apply(i) == null) {
        throw new IllegalArgumentException("a label is null");
      }
      strings.add((String) labels.apply(i));
    }
    return strings;
  }

  private void requireAllTargets(Object cell, int scores) {
    if (ids.isEmpty() && cell instanceof Vector vector && vector.size() < scores) {
      throw new IllegalArgumentException(
          "found " + vector.size() + " targets for " + scores + " labels");
    }
  }
}
