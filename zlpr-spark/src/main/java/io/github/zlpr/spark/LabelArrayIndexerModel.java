package io.github.zlpr.spark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces labels by their indices, see {@link LabelArrayIndexer}. {@link IndexToLabelArray} is the
 * inverse.
 */
public final class LabelArrayIndexerModel extends Model<LabelArrayIndexerModel>
    implements LabelArrayIndexerParams, MLWritable {
  private static final long serialVersionUID = 1L;

  private static final StructType DATA =
      new StructType().add("labels", DataTypes.createArrayType(DataTypes.StringType, false), false);

  /** The unique name of this model. */
  private final String uid;

  /** The parameters. */
  private final LabelArrayIndexerParamSet paramSet;

  /** The labels by index. */
  private final String[] labels;

  /**
   * A model of labels that are known beforehand.
   *
   * @param labels the labels in the order of their indices.
   * @throws IllegalArgumentException if a label is null or occurs twice.
   */
  public LabelArrayIndexerModel(String[] labels) {
    this(Identifiable.randomUID("labelArrayIdx"), labels);
  }

  /**
   * A model of labels that are known beforehand.
   *
   * @param uid its unique name.
   * @param labels the labels in the order of their indices.
   * @throws IllegalArgumentException if a label is null or occurs twice.
   */
  public LabelArrayIndexerModel(String uid, String[] labels) {
    TribuoExport.checkNames("label", labels, labels.length);
    this.uid = uid;
    this.labels = labels.clone();
    paramSet = new LabelArrayIndexerParamSet(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public LabelArrayIndexerParamSet paramSet() {
    return paramSet;
  }

  /**
   * The labels.
   *
   * @return their names in the order of their indices, without that of unknown ones.
   */
  public String[] labels() {
    return labels.clone();
  }

  /**
   * Sets {@link #inputCol}.
   *
   * @param value the value.
   * @return this model.
   */
  public LabelArrayIndexerModel setInputCol(String value) {
    set(inputCol(), value);
    return this;
  }

  /**
   * Sets {@link #outputCol}.
   *
   * @param value the value.
   * @return this model.
   */
  public LabelArrayIndexerModel setOutputCol(String value) {
    set(outputCol(), value);
    return this;
  }

  /**
   * Sets {@link #handleInvalid}.
   *
   * @param value the value.
   * @return this model.
   */
  public LabelArrayIndexerModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  /**
   * Adds the column of indices. A data set without the column of labels stays as it is, so that a
   * pipeline also predicts where there are none, as with Spark's {@code StringIndexer}.
   *
   * @param dataset rows with labels.
   * @return the rows with indices.
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    if (!Columns.has(dataset.schema(), getInputCol())) {
      return dataset.toDF();
    }
    transformSchema(dataset.schema(), true);
    Map<String, Integer> indices = new HashMap<>();
    for (String label : labels) {
      indices.put(label, indices.size());
    }
    Broadcast<Map<String, Integer>> known =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext()).broadcast(indices);
    String handleInvalid = getHandleInvalid();
    Column indexed =
        functions
            .udf(
                (UDF1<scala.collection.Seq<String>, double[]>)
                    row -> indices(row, known.value(), handleInvalid),
                Columns.indicesType())
            .apply(Columns.strings(getInputCol()));
    Dataset<Row> all =
        dataset.withColumn(
            getOutputCol(), indexed, ColumnLabels.ofIndices(getOutputCol(), names()));
    return handleInvalid.equals(SKIP) ? all.where(functions.col(getOutputCol()).isNotNull()) : all;
  }

  /** The indices of the labels of a row, or null to skip it. */
  private static double[] indices(
      scala.collection.Seq<String> row, Map<String, Integer> known, String handleInvalid) {
    String invalid = row == null ? "the array of labels is null" : null;
    IntStream.Builder found = IntStream.builder();
    for (int i = 0; row != null && i < row.size(); i++) {
      String label = row.apply(i);
      Integer index = known.get(label);
      if (index != null) {
        found.add(index);
      } else {
        invalid = label == null ? "a label is null" : "label '" + label + "' was not there in fit";
      }
    }
    if (invalid != null) {
      switch (handleInvalid) {
        case KEEP -> found.add(known.size());
        case SKIP -> {
          return null;
        }
        default ->
            throw new IllegalArgumentException(
                invalid + "; set handleInvalid to skip to leave such rows out, or to keep");
      }
    }
    return found.build().distinct().sorted().asDoubleStream().toArray();
  }

  private String[] names() {
    if (!getHandleInvalid().equals(KEEP)) {
      return labels;
    }
    String[] names = Arrays.copyOf(labels, labels.length + 1);
    names[labels.length] = UNKNOWN;
    return names;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (!Columns.has(schema, getInputCol())) {
      return schema;
    }
    Columns.checkStrings(schema, getInputCol());
    return Columns.addIndices(schema, getOutputCol(), names());
  }

  @Override
  public LabelArrayIndexerModel copy(ParamMap extra) {
    LabelArrayIndexerModel copy = new LabelArrayIndexerModel(uid, labels);
    copyValues(copy, extra);
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /**
   * A reader of saved models.
   *
   * @return the reader.
   */
  public static MLReader<LabelArrayIndexerModel> read() {
    return new Reader();
  }

  /**
   * Loads a saved model.
   *
   * @param path where it is.
   * @return the model.
   */
  public static LabelArrayIndexerModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return "LabelArrayIndexerModel: uid=" + uid + ", numLabels=" + labels.length;
  }

  private static String dataPath(String path) {
    return new Path(path, "data").toString();
  }

  /** Saves Spark's metadata, and the labels as a Parquet file of one row. */
  private static final class Writer extends MLWriter {

    private final LabelArrayIndexerModel model;

    Writer(LabelArrayIndexerModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter.saveMetadata(model, path, sparkSession());
      sparkSession()
          .createDataFrame(List.of(RowFactory.create((Object) model.labels)), DATA)
          .repartition(1)
          .write()
          .parquet(dataPath(path));
    }
  }

  /** Loads what the writer has saved. */
  private static final class Reader extends MLReader<LabelArrayIndexerModel> {

    @Override
    public LabelArrayIndexerModel load(String path) {
      var metadata =
          DefaultParamsReader.loadMetadata(
              path, sparkSession(), LabelArrayIndexerModel.class.getName());
      List<String> labels = sparkSession().read().parquet(dataPath(path)).first().getList(0);
      LabelArrayIndexerModel model =
          new LabelArrayIndexerModel(metadata.uid(), labels.toArray(String[]::new));
      metadata.getAndSetParams(model, scala.Option.empty());
      return model;
    }
  }
}
