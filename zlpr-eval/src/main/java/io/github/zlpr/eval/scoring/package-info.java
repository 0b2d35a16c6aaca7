/**
 * Scores and measures test examples in blocks, by several threads. The machinery of {@code
 * RankingEvaluator}, not meant for other callers.
 */
package io.github.zlpr.eval.scoring;
