/**
 * Tagging of spans seen as multi-label classification: every span of a sentence and every type is
 * one label of that sentence, and the losses of this project compare the scores of the true ones
 * with those of all others. So an entity may lie inside another one.
 */
package io.github.zlpr.span;
