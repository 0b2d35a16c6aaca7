/**
 * Ranking metrics on plain arrays, one class per metric.
 *
 * <p>{@link io.github.zlpr.eval.metric.Ranking} sorts one example's scores once; each {@link
 * io.github.zlpr.eval.metric.RankingMetric} reads its value off that ranking. Nothing here knows
 * about models or data sets.
 */
package io.github.zlpr.eval.metric;
