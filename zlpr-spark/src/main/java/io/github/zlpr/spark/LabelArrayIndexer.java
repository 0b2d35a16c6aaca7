package io.github.zlpr.spark;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Numbers the labels of a column of arrays of strings, as Spark's {@code StringIndexer} numbers
 * those of a column of strings.
 *
 * <p>The model replaces labels by their numbers and puts the names into the column's metadata. From
 * there {@link MultiLabelLinearClassifier} takes the number of labels and their names, even where
 * some of the labels do not occur in the rows it is fitted to.
 */
public final class LabelArrayIndexer extends Estimator<LabelArrayIndexerModel>
    implements LabelArrayIndexerParams, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The unique name of this indexer. */
  private final String uid;

  /** The parameters. */
  private final LabelArrayIndexerParamSet paramSet;

  /** An indexer with a random uid. */
  public LabelArrayIndexer() {
    this(Identifiable.randomUID("labelArrayIdx"));
  }

  /**
   * An indexer.
   *
   * @param uid its unique name.
   */
  public LabelArrayIndexer(String uid) {
    this.uid = uid;
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
   * Sets {@link #inputCol}.
   *
   * @param value the value.
   * @return this indexer.
   */
  public LabelArrayIndexer setInputCol(String value) {
    set(inputCol(), value);
    return this;
  }

  /**
   * Sets {@link #outputCol}.
   *
   * @param value the value.
   * @return this indexer.
   */
  public LabelArrayIndexer setOutputCol(String value) {
    set(outputCol(), value);
    return this;
  }

  /**
   * Sets {@link #handleInvalid}.
   *
   * @param value the value.
   * @return this indexer.
   */
  public LabelArrayIndexer setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  /**
   * Sets {@link #stringOrderType}.
   *
   * @param value the value.
   * @return this indexer.
   */
  public LabelArrayIndexer setStringOrderType(String value) {
    set(stringOrderType(), value);
    return this;
  }

  /**
   * Collects the labels. Nulls are passed over, whatever {@link #handleInvalid} is.
   *
   * @param dataset rows with labels.
   * @return the model.
   * @throws IllegalArgumentException if the column is missing, is no array of strings or numbers,
   *     or holds no labels or more than 1,000,000 different ones.
   */
  @Override
  public LabelArrayIndexerModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    List<Row> counted =
        dataset
            .select(
                functions
                    .explode(functions.array_distinct(Columns.strings(getInputCol())))
                    .as("label"))
            .where("label is not null")
            .groupBy("label")
            .count()
            .limit(LabelsCell.MOST_LABELS + 1)
            .collectAsList();
    if (counted.isEmpty() || counted.size() > LabelsCell.MOST_LABELS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "column %s has %s, expected 1 to %,d different ones",
              getInputCol(),
              counted.isEmpty() ? "no labels" : "more labels",
              LabelsCell.MOST_LABELS));
    }
    String[] labels =
        counted.stream().sorted(order()).map(row -> row.getString(0)).toArray(String[]::new);
    return copyValues(new LabelArrayIndexerModel(uid, labels).setParent(this), ParamMap.empty());
  }

  private Comparator<Row> order() {
    Comparator<Row> alphabet = Comparator.comparing(row -> row.getString(0));
    Comparator<Row> frequency = Comparator.comparing(row -> row.getLong(1));
    return switch (getStringOrderType()) {
      case ALPHABET_ASC -> alphabet;
      case ALPHABET_DESC -> alphabet.reversed();
      case FREQUENCY_ASC -> frequency.thenComparing(alphabet);
      default -> frequency.reversed().thenComparing(alphabet);
    };
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.checkStrings(schema, getInputCol());
    return Columns.addIndices(schema, getOutputCol(), new String[0]);
  }

  @Override
  public LabelArrayIndexer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /**
   * A reader of saved indexers.
   *
   * @return the reader.
   */
  public static MLReader<LabelArrayIndexer> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Loads a saved indexer.
   *
   * @param path where it is.
   * @return the indexer.
   */
  public static LabelArrayIndexer load(String path) {
    return read().load(path);
  }
}
