package io.github.zlpr.span;

/**
 * A span that a model found.
 *
 * @param span the span.
 * @param score its score, above the threshold of the model's loss, which is 0 for most.
 */
public record ScoredSpan(Span span, double score) {}
