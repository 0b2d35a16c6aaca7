package io.github.zlpr.spark;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Checks of columns, with the exceptions of Spark's own estimators. */
final class Columns {

  private static final ArrayType PREDICTION =
      DataTypes.createArrayType(DataTypes.IntegerType, false);

  private Columns() {}

  static void checkVector(StructType schema, String column) {
    SchemaUtils.checkColumnType(schema, column, SQLDataTypes.VectorType(), "");
  }

  static void checkNumber(StructType schema, String column) {
    SchemaUtils.checkNumericType(schema, column, "");
  }

  /** The type of a column of predicted label indices. */
  static ArrayType predictionType() {
    return PREDICTION;
  }

  /** A schema with the columns of raw scores and of predictions, if they have a name. */
  static StructType addPredictions(StructType schema, MultiLabelColumns columns) {
    StructType scored =
        SchemaUtils.appendColumn(
            schema, columns.getRawPredictionCol(), SQLDataTypes.VectorType(), false);
    return SchemaUtils.appendColumn(scored, columns.getPredictionCol(), PREDICTION, false);
  }
}
