package io.github.zlpr.spark;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Types of columns and their checks, with the exceptions of Spark's own estimators. */
final class Columns {

  private static final ArrayType INDICES = DataTypes.createArrayType(DataTypes.DoubleType, false);
  private static final ArrayType STRINGS = DataTypes.createArrayType(DataTypes.StringType, true);

  private Columns() {}

  static boolean has(StructType schema, String column) {
    return Arrays.asList(schema.fieldNames()).contains(column);
  }

  static void checkVector(StructType schema, String column) {
    SchemaUtils.checkColumnType(schema, column, SQLDataTypes.VectorType(), "");
  }

  static void checkNumber(StructType schema, String column) {
    SchemaUtils.checkNumericType(schema, column, "");
  }

  /**
   * Refuses a column that is no array of strings or numbers.
   *
   * @throws IllegalArgumentException if it is not, or is missing.
   */
  static void checkStrings(StructType schema, String column) {
    if (!(schema.apply(column).dataType() instanceof ArrayType array
        && (array.elementType() instanceof StringType
            || array.elementType() instanceof NumericType))) {
      throw wrongType(schema, column, "an array of strings or numbers");
    }
  }

  /** The exception for a column of a wrong type. */
  static IllegalArgumentException wrongType(StructType schema, String column, String expected) {
    return new IllegalArgumentException(
        "Column "
            + column
            + " must be "
            + expected
            + ", but was actually of type "
            + schema.apply(column).dataType().catalogString()
            + ".");
  }

  /** The values of a column of arrays as strings. */
  static Column strings(String column) {
    return functions.col(column).cast(STRINGS);
  }

  /** The type of a column of label indices that Spark's own multi-label evaluator reads. */
  static ArrayType indicesType() {
    return INDICES;
  }

  /** The type of a column of arrays of labels. */
  static ArrayType stringsType() {
    return STRINGS;
  }

  /** A schema with a further column, if it has a name. */
  static StructType add(StructType schema, String column, DataType type) {
    return SchemaUtils.appendColumn(schema, column, type, false);
  }

  /** A schema with a column of indices of labels with these names, if it has a name. */
  static StructType addIndices(StructType schema, String column, String[] names) {
    return column.isEmpty()
        ? schema
        : SchemaUtils.appendColumn(
            schema, new StructField(column, INDICES, false, ColumnLabels.ofIndices(column, names)));
  }

  /** A schema with a column of vectors for labels with these names, if it has a name. */
  static StructType addVector(StructType schema, String column, String[] names) {
    return column.isEmpty()
        ? schema
        : SchemaUtils.appendColumn(
            schema,
            new StructField(
                column, SQLDataTypes.VectorType(), false, ColumnLabels.ofVector(column, names)));
  }
}
