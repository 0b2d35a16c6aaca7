package io.github.zlpr.eval.metric;

/**
 * How a model did on one example: its ranking of the labels, and the set it predicts.
 *
 * @param ranking the labels by score.
 * @param sets the sizes of the true and the predicted set.
 */
public record ExampleOutcome(Ranking ranking, SetOverlap sets) {}
