/**
 * The fast linear trainer: {@link io.github.zlpr.trainer.linear.LinearMultiLabelTrainer} does the
 * job of Tribuo's {@code LinearSGDTrainer} for multi-label data and makes the same model class.
 */
package io.github.zlpr.trainer.linear;
