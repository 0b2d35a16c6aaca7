package io.github.zlpr.spark;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The parameters of {@link LabelArrayIndexer} and its model, with the names and values of Spark's
 * {@code StringIndexer}.
 */
public interface LabelArrayIndexerParams extends Params {

  /** The value of {@link #handleInvalid} that refuses. */
  String ERROR = "error";

  /** The value of {@link #handleInvalid} that leaves rows out. */
  String SKIP = "skip";

  /** The value of {@link #handleInvalid} that makes a label of what is not known. */
  String KEEP = "keep";

  /** All values of {@link #handleInvalid}. */
  List<String> HANDLE_INVALID = List.of(ERROR, SKIP, KEEP);

  /** The value of {@link #stringOrderType} by which the most frequent label is the first. */
  String FREQUENCY_DESC = "frequencyDesc";

  /** The value of {@link #stringOrderType} by which the least frequent label is the first. */
  String FREQUENCY_ASC = "frequencyAsc";

  /** The value of {@link #stringOrderType} that goes back in the alphabet. */
  String ALPHABET_DESC = "alphabetDesc";

  /** The value of {@link #stringOrderType} that follows the alphabet. */
  String ALPHABET_ASC = "alphabetAsc";

  /** All values of {@link #stringOrderType}. */
  List<String> ORDER_TYPES = List.of(FREQUENCY_DESC, FREQUENCY_ASC, ALPHABET_DESC, ALPHABET_ASC);

  /** The name of the label that {@link #KEEP} makes, which is Spark's. */
  String UNKNOWN = "__unknown";

  /**
   * The parameters of this object, for the accessors.
   *
   * @return the parameters.
   */
  LabelArrayIndexerParamSet paramSet();

  /**
   * The name of the column of labels, arrays of strings; numbers are taken as strings. Default:
   * "labels".
   *
   * @return the parameter.
   */
  default Param<String> inputCol() {
    return paramSet().inputCol;
  }

  /**
   * The value of {@link #inputCol}.
   *
   * @return a column name.
   */
  default String getInputCol() {
    return getOrDefault(inputCol());
  }

  /**
   * The name of the column of label indices, arrays of doubles, increasing, none twice. Default:
   * "labelIndices".
   *
   * @return the parameter.
   */
  default Param<String> outputCol() {
    return paramSet().outputCol;
  }

  /**
   * The value of {@link #outputCol}.
   *
   * @return a column name.
   */
  default String getOutputCol() {
    return getOrDefault(outputCol());
  }

  /**
   * What becomes of a row whose array is null, or holds a null or a label that was not there in
   * fit. {@code error} refuses it; {@code skip} leaves the row out; {@code keep} puts one more
   * label in the place of all of these, named {@value #UNKNOWN}, whose index is the number of
   * labels. A row without labels is valid. Default: "error".
   *
   * @return the parameter.
   */
  default Param<String> handleInvalid() {
    return paramSet().handleInvalid;
  }

  /**
   * The value of {@link #handleInvalid}.
   *
   * @return error, skip or keep.
   */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  /**
   * The order of the labels: {@code frequencyDesc}, {@code frequencyAsc}, by the number of rows
   * with the label, then by the alphabet; {@code alphabetDesc}, {@code alphabetAsc}. The alphabet
   * is that of {@link String#compareTo}. Default: "frequencyDesc".
   *
   * @return the parameter.
   */
  default Param<String> stringOrderType() {
    return paramSet().stringOrderType;
  }

  /**
   * The value of {@link #stringOrderType}.
   *
   * @return the order.
   */
  default String getStringOrderType() {
    return getOrDefault(stringOrderType());
  }
}
