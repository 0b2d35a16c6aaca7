/**
 * Multi-label losses on plain arrays, usable as objectives of Tribuo's own trainers.
 *
 * <p>{@link io.github.zlpr.loss.MultiLabelLoss} is the kernel every loss implements; each loss is
 * one class named after it.
 */
package io.github.zlpr.loss;
