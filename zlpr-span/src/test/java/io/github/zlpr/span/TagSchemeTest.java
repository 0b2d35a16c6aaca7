package io.github.zlpr.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagSchemeTest {

  private static List<Span> spans(String scheme, String tags) {
    return TagScheme.named(scheme)
        .orElseThrow()
        .spans(
            List.of(tags.split(" ")),
            (token, message) -> {
              throw new IllegalArgumentException(token + ": " + message);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Chunks as conlleval counts them.
        "automatic | O O                        | ''",
        "automatic | B-P I-P O B-L              | 0-2 P, 3-4 L",
        "automatic | I-P I-P O I-L              | 0-2 P, 3-4 L",
        "automatic | I-P B-P I-P                | 0-1 P, 1-3 P",
        "automatic | B-P I-L I-L                | 0-1 P, 1-3 L",
        "automatic | O I-P I-L                  | 1-2 P, 2-3 L",
        "automatic | S-P B-P E-P S-P            | 0-1 P, 1-3 P, 3-4 P",
        "automatic | B-P M-P E-P U-L            | 0-3 P, 3-4 L",
        "automatic | B-P I-P L-P W-L            | 0-3 P, 3-4 L",
        "automatic | E-P E-P I-P                | 0-1 P, 1-2 P, 2-3 P",
        "automatic | B-P S-P I-P                | 0-1 P, 1-2 P, 2-3 P",
        "automatic | B-a-b I-a-b                | 0-2 a_b",
        "IOB1      | I-P B-P I-P O I-L          | 0-1 P, 1-3 P, 4-5 L",
        "IOB2      | B-P B-P I-P O B-L          | 0-1 P, 1-3 P, 4-5 L",
        "BIOES     | B-P I-P E-P S-L O          | 0-3 P, 3-4 L",
        "bioes     | B-P M-P L-P U-L O          | 0-3 P, 3-4 L",
        "IO        | art-music art-music O loc  | 0-2 art_music, 3-4 loc",
      })
  void tagsMarkSpans(String scheme, String tags, String spans) {
    assertEquals(
        Spans.of(spans),
        spans(scheme.strip(), tags.strip()).stream()
            .map(span -> new Span(span.start(), span.end(), span.type().replace('-', '_')))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "automatic | O PER          | 1: the tag 'PER' is neither O nor",
        "automatic | X-PER          | 0: the tag 'X-PER' is neither O nor",
        "automatic | B-             | 0: the tag 'B-' is neither O nor",
        "IOB2      | O I-P          | 1: the tag 'I-P' cannot stand after 'O' in IOB2",
        "IOB2      | I-P            | 0: the tag 'I-P' cannot stand at the start of a sentence",
        "IOB2      | B-P I-L        | 1: the tag 'I-L' cannot stand after 'B-P'",
        "IOB2      | B-P E-P        | 1: the tag 'E-P' cannot stand",
        "IOB1      | B-P            | 0: the tag 'B-P' cannot stand at the start",
        "IOB1      | I-P B-L        | 1: the tag 'B-L' cannot stand after 'I-P'",
        "BIOES     | B-P O          | 1: the tag 'O' cannot stand after 'B-P'",
        "BIOES     | O I-P          | 1: the tag 'I-P' cannot stand after 'O'",
        "BIOES     | O B-P          | 1: the tag 'B-P' begins a span without end",
      })
  void tagsThatCannotStandAreRefused(String scheme, String tags, String message) {
    String found =
        assertThrows(IllegalArgumentException.class, () -> spans(scheme.strip(), tags.strip()))
            .getMessage();
    assertTrue(found.startsWith(message.strip()), found);
  }
}
