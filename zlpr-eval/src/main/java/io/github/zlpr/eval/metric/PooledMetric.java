package io.github.zlpr.eval.metric;

/** A metric of how the true and the false pairs of an example and a label are ordered. */
public non-sealed interface PooledMetric extends Metric {

  /**
   * The value of the metric for a pool of pairs.
   *
   * @param pool the pool, in which all pairs have been counted.
   * @return a number, or NaN if the metric is undefined for the pool.
   */
  double value(PooledRanking pool);

  @Override
  default Aspect aspect() {
    return Aspect.SCORES;
  }
}
