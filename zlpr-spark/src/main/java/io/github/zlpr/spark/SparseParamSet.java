package io.github.zlpr.spark;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Params;
import scala.Function1;

/**
 * The parameters of one estimator or model, to which {@link SparseMultiLabelParams} gives access.
 */
public final class SparseParamSet extends MultiLabelParamSet {
  private static final long serialVersionUID = 1L;

  /** The value of {@code labelPower} that leaves the choice to the estimator. */
  private static final double CHOSEN = -1.0;

  /** The parameter {@code evidence}. */
  final DoubleParam evidence;

  /** The parameter {@code labelPower}. */
  final DoubleParam labelPower;

  /** The parameter {@code tfIdf}. */
  final BooleanParam tfIdf;

  /** Makes the parameters of an object, and sets their defaults there. */
  SparseParamSet(Params parent) {
    super(parent);
    evidence =
        real(parent, "evidence", "log-likelihood that a pair must gain (>= 0), 0 for all", 0.5);
    labelPower =
        new DoubleParam(
            parent,
            "labelPower",
            "how much larger the steps of rare labels are (>= 0), -1 to choose it",
            (Function1<Object, Object> & java.io.Serializable)
                value -> (Double) value >= 0.0 || (Double) value == CHOSEN);
    parent.setDefault(labelPower, CHOSEN);
    tfIdf =
        new BooleanParam(
            parent, "tfIdf", "whether features are weighted by inverse document frequency");
    parent.setDefault(tfIdf, true);
  }
}
