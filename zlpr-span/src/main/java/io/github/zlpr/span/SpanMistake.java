package io.github.zlpr.span;

import java.util.List;

/**
 * A sentence in which not all was found as it is marked.
 *
 * @param number the number of the sentence in the test data, from 1.
 * @param sentence the sentence.
 * @param missed what is marked and was not found.
 * @param invented what was found and is not marked.
 */
public record SpanMistake(int number, Sentence sentence, List<Span> missed, List<Span> invented) {}
