/**
 * Tagging of spans seen as multi-label classification: every span of a sentence and every type is
 * one label of that sentence, and the losses of this project compare the scores of the true ones
 * with those of all others. So an entity may lie inside another one.
 *
 * <p>{@link io.github.zlpr.span.SpanDataSource}s read {@link io.github.zlpr.span.Sentence}s, a
 * {@link io.github.zlpr.span.SpanTrainer} makes a {@link io.github.zlpr.span.SpanModel} of them,
 * and a {@link io.github.zlpr.span.SpanEvaluator} compares what it finds with what is marked.
 */
package io.github.zlpr.span;
