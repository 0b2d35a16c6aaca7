package io.github.zlpr.trainer.sparse;

/**
 * How large the steps of the weights are.
 *
 * @param rate the first learning rate.
 * @param labelPower how much larger those of rare labels are: a of {@link LabelFactors}.
 */
record StepSizes(double rate, double labelPower) {}
