package io.github.zlpr.spark;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.tribuo.Trainer;

/** The parameters of one estimator or model, to which {@link MultiLabelParams} gives access. */
public class MultiLabelParamSet implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  /** The parameter {@code featuresCol}. */
  final Param<String> featuresCol;

  /** The parameter {@code labelsCol}. */
  final Param<String> labelsCol;

  /** The parameter {@code weightCol}. */
  final Param<String> weightCol;

  /** The parameter {@code rawPredictionCol}. */
  final Param<String> rawPredictionCol;

  /** The parameter {@code predictionCol}. */
  final Param<String> predictionCol;

  /** The parameter {@code probabilityCol}. */
  final Param<String> probabilityCol;

  /** The parameter {@code heldOut}. */
  final DoubleParam heldOut;

  /** The parameter {@code objective}. */
  final Param<String> objective;

  /** The parameter {@code numLabels}. */
  final IntParam numLabels;

  /** The parameter {@code labelNames}. */
  final StringArrayParam labelNames;

  /** The parameter {@code maxIter}. */
  final IntParam maxIter;

  /** The parameter {@code stepSize}. */
  final DoubleParam stepSize;

  /** The parameter {@code seed}. */
  final LongParam seed;

  /** The parameter {@code numPartitions}. */
  final IntParam numPartitions;

  /** The parameter {@code blockSize}. */
  final IntParam blockSize;

  /** Makes the parameters of an object, and sets their defaults there. */
  MultiLabelParamSet(Params parent) {
    featuresCol = text(parent, "featuresCol", "features column name", "features");
    labelsCol =
        text(
            parent,
            "labelsCol",
            "column of label indices (array) or of targets in [0,1] (vector)",
            "labels");
    weightCol = text(parent, "weightCol", "weight column name, empty for weights of 1", "");
    rawPredictionCol =
        text(parent, "rawPredictionCol", "raw scores column name, empty for none", "rawPrediction");
    predictionCol =
        text(
            parent,
            "predictionCol",
            "predicted label indices column name, empty for none",
            "prediction");
    probabilityCol =
        text(parent, "probabilityCol", "probabilities column name, empty for none", "");
    heldOut =
        new DoubleParam(
            parent,
            "heldOut",
            "share of the rows held out for probabilities, in (0, 1)",
            ParamValidators.inRange(0.0, 1.0, false, false));
    parent.setDefault(heldOut, 0.2);
    objective = text(parent, "objective", "the loss, as in ZLPR(threshold=0.5)", "ZLPR");
    numLabels =
        new IntParam(
            parent,
            "numLabels",
            "number of labels, 0 to infer it",
            ParamValidators.inRange(0, LabelsCell.MOST_LABELS));
    parent.setDefault(numLabels, 0);
    labelNames =
        new StringArrayParam(parent, "labelNames", "names of the labels by index, or none");
    maxIter = integer(parent, "maxIter", "maximum number of iterations or epochs (>= 0)", 0, 100);
    stepSize = real(parent, "stepSize", "first learning rate, 0 to choose it", 0.0);
    seed = new LongParam(parent, "seed", "random seed");
    parent.setDefault(seed, Trainer.DEFAULT_SEED);
    numPartitions =
        integer(parent, "numPartitions", "number of partitions, 0 for one for each core", 0, 0);
    blockSize = integer(parent, "blockSize", "most examples in a block (>= 1)", 1, 1024);
  }

  private static Param<String> text(Params parent, String name, String doc, String value) {
    Param<String> param = new Param<>(parent, name, doc);
    parent.setDefault(param, value);
    return param;
  }

  private static IntParam integer(Params parent, String name, String doc, int least, int value) {
    IntParam param = new IntParam(parent, name, doc, ParamValidators.gtEq(least));
    parent.setDefault(param, value);
    return param;
  }

  static DoubleParam real(Params parent, String name, String doc, double value) {
    DoubleParam param = new DoubleParam(parent, name, doc, ParamValidators.gtEq(0.0));
    parent.setDefault(param, value);
    return param;
  }
}
