/**
 * Prediction rules around any trainer or model: the top k, at most k above a threshold, and a
 * threshold tuned on held-out data.
 */
package io.github.zlpr.trainer.rule;
