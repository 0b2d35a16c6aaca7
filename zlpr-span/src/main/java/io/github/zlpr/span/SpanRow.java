package io.github.zlpr.span;

/**
 * The features of a sentence by id: of the surroundings of each token, of each token itself, and of
 * each span of the grid as a whole.
 */
record SpanRow(SpanGrid grid, IdLists contexts, IdLists tokens, IdLists spans) {}
