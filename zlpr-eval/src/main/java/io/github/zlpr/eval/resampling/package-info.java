/**
 * Resampling of test examples for intervals and comparisons. The machinery of {@code
 * RankingEvaluator}, not meant for other callers, but for {@link
 * io.github.zlpr.eval.resampling.ExampleValues}.
 */
package io.github.zlpr.eval.resampling;
