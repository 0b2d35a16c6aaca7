package io.github.zlpr.spark;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameters of one indexer, to which {@link LabelArrayIndexerParams} gives access. */
public final class LabelArrayIndexerParamSet implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  /** The parameter {@code inputCol}. */
  final Param<String> inputCol;

  /** The parameter {@code outputCol}. */
  final Param<String> outputCol;

  /** The parameter {@code handleInvalid}. */
  final Param<String> handleInvalid;

  /** The parameter {@code stringOrderType}. */
  final Param<String> stringOrderType;

  /** Makes the parameters of an object, and sets their defaults there. */
  LabelArrayIndexerParamSet(Params parent) {
    inputCol = new Param<>(parent, "inputCol", "column of arrays of labels");
    outputCol = new Param<>(parent, "outputCol", "column of arrays of label indices");
    handleInvalid =
        new Param<>(
            parent,
            "handleInvalid",
            "what becomes of rows with nulls or labels that were not there in fit: error, skip"
                + " (leave the row out) or keep (as a label of their own, the last)",
            ParamValidators.inArray(LabelArrayIndexerParams.HANDLE_INVALID.toArray()));
    stringOrderType =
        new Param<>(
            parent,
            "stringOrderType",
            "the order of the labels: " + String.join(", ", LabelArrayIndexerParams.ORDER_TYPES),
            ParamValidators.inArray(LabelArrayIndexerParams.ORDER_TYPES.toArray()));
    parent.setDefault(inputCol, "labels");
    parent.setDefault(outputCol, "labelIndices");
    parent.setDefault(handleInvalid, LabelArrayIndexerParams.ERROR);
    parent.setDefault(stringOrderType, LabelArrayIndexerParams.FREQUENCY_DESC);
  }
}
