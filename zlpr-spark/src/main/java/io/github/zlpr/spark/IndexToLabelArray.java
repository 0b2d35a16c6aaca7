package io.github.zlpr.spark;

import java.util.Locale;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces label indices by names, for instance in predictions: the inverse of {@link
 * LabelArrayIndexer}, as Spark's {@code IndexToString} is that of {@code StringIndexer}.
 */
public final class IndexToLabelArray extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The unique name of this transformer. */
  private final String uid;

  /** The parameter {@code inputCol}. */
  private final Param<String> inputCol;

  /** The parameter {@code outputCol}. */
  private final Param<String> outputCol;

  /** The parameter {@code labels}. */
  private final StringArrayParam labels;

  /** A transformer with a random uid. */
  public IndexToLabelArray() {
    this(Identifiable.randomUID("idxToLabelArray"));
  }

  /**
   * A transformer.
   *
   * @param uid its unique name.
   */
  public IndexToLabelArray(String uid) {
    this.uid = uid;
    inputCol = new Param<>(this, "inputCol", "column of arrays of label indices");
    outputCol = new Param<>(this, "outputCol", "column of arrays of labels");
    labels = new StringArrayParam(this, "labels", "labels by index, or else those of the column");
    setDefault(inputCol, "prediction");
    setDefault(outputCol, "predictedLabels");
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * The name of the column of label indices, arrays of whole numbers of any type. Default:
   * "prediction".
   *
   * @return the parameter.
   */
  public Param<String> inputCol() {
    return inputCol;
  }

  /**
   * Sets {@link #inputCol}.
   *
   * @param value the value.
   * @return this transformer.
   */
  public IndexToLabelArray setInputCol(String value) {
    set(inputCol, value);
    return this;
  }

  /**
   * The name of the column of labels, arrays of strings. Default: "predictedLabels".
   *
   * @return the parameter.
   */
  public Param<String> outputCol() {
    return outputCol;
  }

  /**
   * Sets {@link #outputCol}.
   *
   * @param value the value.
   * @return this transformer.
   */
  public IndexToLabelArray setOutputCol(String value) {
    set(outputCol, value);
    return this;
  }

  /**
   * The labels in the order of their indices. Where they are not set, they are those that the
   * metadata of {@link #inputCol} name.
   *
   * @return the parameter.
   */
  public StringArrayParam labels() {
    return labels;
  }

  /**
   * Sets {@link #labels}.
   *
   * @param value the value.
   * @return this transformer.
   */
  public IndexToLabelArray setLabels(String[] value) {
    set(labels, value);
    return this;
  }

  /**
   * Adds the column of labels.
   *
   * @param dataset rows with label indices.
   * @return the rows with labels too.
   * @throws IllegalArgumentException if no labels are set and the column has none. A row with an
   *     index that is none of a label fails when it is asked for.
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    String input = getOrDefault(inputCol);
    String[] names =
        isDefined(labels)
            ? getOrDefault(labels)
            : ColumnLabels.of(dataset.schema().apply(input)).names();
    if (names.length == 0) {
      throw new IllegalArgumentException(
          "column " + input + " has no labels in its metadata; set the parameter labels");
    }
    return dataset.withColumn(
        getOrDefault(outputCol),
        functions
            .udf(
                (UDF1<scala.collection.Seq<Double>, String[]>) indices -> labels(indices, names),
                Columns.stringsType())
            .apply(functions.col(input).cast(DataTypes.createArrayType(DataTypes.DoubleType))));
  }

  private static String[] labels(scala.collection.Seq<Double> indices, String[] names) {
    if (indices == null) {
      return null;
    }
    String[] found = new String[indices.size()];
    for (int i = 0; i < found.length; i++) {
      Double index = indices.apply(i);
      if (index == null || !(index >= 0 && index < names.length && index == Math.rint(index))) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "label index %s is not a whole number in [0, %d)",
                index,
                names.length));
      }
      found[i] = names[index.intValue()];
    }
    return found;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    String input = getOrDefault(inputCol);
    if (!(schema.apply(input).dataType() instanceof ArrayType array
        && array.elementType() instanceof NumericType)) {
      throw Columns.wrongType(schema, input, "an array of label indices");
    }
    return Columns.add(schema, getOrDefault(outputCol), Columns.stringsType());
  }

  @Override
  public IndexToLabelArray copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /**
   * A reader of saved transformers.
   *
   * @return the reader.
   */
  public static MLReader<IndexToLabelArray> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Loads a saved transformer.
   *
   * @param path where it is.
   * @return the transformer.
   */
  public static IndexToLabelArray load(String path) {
    return read().load(path);
  }
}
