package io.github.zlpr.data;

import java.util.Arrays;

/** What to do about missing values; the property has the words. */
enum MissingValues {
  REFUSE("refuse"),
  OMIT_FEATURE("omitFeature"),
  DROP_EXAMPLE("dropExample");

  private final String word;

  MissingValues(String word) {
    this.word = word;
  }

  /** The policy of a word, or null. */
  static MissingValues of(String word) {
    return Arrays.stream(values())
        .filter(value -> value.word.equals(word))
        .findFirst()
        .orElse(null);
  }
}
