package io.github.zlpr.eval.metric;

/**
 * How a model did on one label: its ranking of the examples, and for which it predicts the label.
 *
 * @param ranking the pairs of all examples with the label, by score.
 * @param predicted the number of examples for which the label is predicted.
 * @param hits the number of examples for which it is true and predicted.
 */
public record LabelOutcome(PooledRanking ranking, long predicted, long hits) {}
