package io.github.zlpr.eval.metric;

/** A metric of how the true and the false pairs of an example and a label are ordered. */
public interface PooledMetric {

  /**
   * The name under which the value is reported.
   *
   * @return for example {@code MicroAUC}.
   */
  String name();

  /**
   * The value of the metric for a pool of pairs.
   *
   * @param pool the pool, in which all pairs have been counted.
   * @return a number, or NaN if the metric is undefined for the pool.
   */
  double value(PooledRanking pool);
}
