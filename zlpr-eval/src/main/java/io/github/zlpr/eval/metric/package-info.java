/**
 * Metrics on plain arrays, one class per metric.
 *
 * <p>{@link io.github.zlpr.eval.metric.Ranking} orders one example's labels once; each {@link
 * io.github.zlpr.eval.metric.RankingMetric} reads its value off that ranking, each {@link
 * io.github.zlpr.eval.metric.SetMetric} off the sizes of the true and the predicted set. Both are
 * {@link io.github.zlpr.eval.metric.ExampleMetric}s: quotients of sums over examples. {@link
 * io.github.zlpr.eval.metric.PooledRanking}, made by a {@link
 * io.github.zlpr.eval.metric.PooledCounter}, orders the pairs of many examples and labels for AUC
 * and average precision. {@link io.github.zlpr.eval.metric.Metrics} is the catalogue of all.
 * Nothing here knows about models or data sets.
 */
package io.github.zlpr.eval.metric;
