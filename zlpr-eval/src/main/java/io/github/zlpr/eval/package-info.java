/**
 * Evaluation of multi-label models by how they rank the labels, as a Tribuo evaluator.
 *
 * <p>{@link io.github.zlpr.eval.RankingEvaluator} runs a model over test data and yields a {@link
 * io.github.zlpr.eval.RankingEvaluation}; the metrics themselves are in {@link
 * io.github.zlpr.eval.metric}.
 */
package io.github.zlpr.eval;
