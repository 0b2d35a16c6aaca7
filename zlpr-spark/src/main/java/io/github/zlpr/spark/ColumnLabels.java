package io.github.zlpr.spark;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * The labels that the metadata of a column tell of, in the form of Spark ML's own attributes: an
 * array of indices has one nominal attribute, whose values are the labels; a vector has an
 * attribute for each label.
 *
 * @param count the number of labels, or 0 if it is not known.
 * @param names their names by index, none if they are not known.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColumnLabels(int count, String[] names) {

  /** What a column tells of its labels. */
  static ColumnLabels of(StructField column) {
    return column.dataType().equals(SQLDataTypes.VectorType())
        ? ofVector(AttributeGroup.fromStructField(column))
        : ofIndices(column);
  }

  private static ColumnLabels ofVector(AttributeGroup group) {
    String[] names =
        group.attributes().isEmpty()
            ? new String[0]
            : Arrays.stream(group.attributes().get())
                .map(attribute -> attribute.name().getOrElse(() -> null))
                .toArray(String[]::new);
    boolean named = Arrays.stream(names).allMatch(name -> name != null);
    return new ColumnLabels(Math.max(0, group.size()), named ? names : new String[0]);
  }

  private static ColumnLabels ofIndices(StructField column) {
    // Spark reads the attribute of numbers only, and an array's is the same.
    StructField asNumber =
        new StructField(column.name(), DataTypes.DoubleType, true, column.metadata());
    if (!(Attribute.fromStructField(asNumber) instanceof NominalAttribute labels)) {
      return new ColumnLabels(0, new String[0]);
    }
    String[] names = labels.values().getOrElse(() -> new String[0]);
    int count = names.length > 0 ? names.length : (int) labels.numValues().getOrElse(() -> 0);
    return new ColumnLabels(count, names);
  }

  /** The metadata of a column of arrays of label indices. */
  static Metadata ofIndices(String column, String[] names) {
    return names.length == 0
        ? Metadata.empty()
        : NominalAttribute.defaultAttr().withName(column).withValues(names).toMetadata();
  }

  /** The metadata of a column of vectors with a number for each label. */
  static Metadata ofVector(String column, String[] names) {
    return names.length == 0
        ? Metadata.empty()
        : new AttributeGroup(
                column,
                IntStream.range(0, names.length)
                    .mapToObj(
                        label ->
                            NumericAttribute.defaultAttr().withName(names[label]).withIndex(label))
                    .toArray(Attribute[]::new))
            .toMetadata();
  }
}
