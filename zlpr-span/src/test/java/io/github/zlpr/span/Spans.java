package io.github.zlpr.span;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sentences and spans for tests. */
final class Spans {

  private Spans() {}

  /** Spans written as {@code "0-2 PER, 3-4 LOC"}. */
  static List<Span> of(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(", *"))
            .map(
                span -> {
                  String[] parts = span.split("[- ]");
                  return new Span(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
                })
            .toList();
  }

  static Sentence sentence(String tokens, String spans) {
    return Sentence.of(List.of(tokens.split(" ")), of(spans));
  }

  static List<Sentence> read(Iterable<Sentence> source) {
    List<Sentence> all = new ArrayList<>();
    source.forEach(all::add);
    return all;
  }

  static Path write(Path folder, String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
