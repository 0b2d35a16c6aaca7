package io.github.zlpr.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the tags of tokens mark spans. A tag is {@code O} outside of all spans, else a letter, a
 * hyphen and the type.
 *
 * <p>Letters: B for the first token of a span, I (or M) for one inside, E (or L) for the last one,
 * S (or U, W) for the only one.
 */
enum TagScheme {

  /**
   * Any of those with letters, read as the script {@code conlleval} reads them: a span begins at B
   * and S, and at I and E where no span of the type goes on; it ends at E and S, and before
   * everything that does not go on. So every sequence of tags marks some spans.
   */
  AUTOMATIC("automatic", ""),

  /** I everywhere, B only for the first token of a span that follows another one of its type. */
  IOB1("IOB1", "BI"),

  /** B for each first token. */
  IOB2("IOB2", "BI"),

  /** B, I, E and S; also known as BILOU, BMES and BMEWO. */
  BIOES("BIOES", "BIES"),

  /** The types alone: tokens in a row with the same type are one span. */
  IO("IO", "");

  private static final String OUTSIDE = "O";

  private final String name;
  private final String letters;

  TagScheme(String name, String letters) {
    this.name = name;
    this.letters = letters;
  }

  /** The scheme of a name, in letters of any case. */
  static Optional<TagScheme> named(String name) {
    return Arrays.stream(values()).filter(one -> one.name.equalsIgnoreCase(name)).findFirst();
  }

  /** The names of all schemes. */
  static String names() {
    return Arrays.stream(values()).map(one -> one.name).collect(Collectors.joining(", "));
  }

  /** A tag whose letter is one of B, I, E, S; outside of all spans it is O, without a type. */
  private record Tag(char letter, String type) {}

  /** Whether a text is a tag of some scheme with letters. */
  static boolean isTag(String text) {
    return parse(text).isPresent();
  }

  private static Optional<Tag> parse(String text) {
    if (text.equals(OUTSIDE)) {
      return Optional.of(new Tag('O', ""));
    }
    if (text.length() < 3 || text.charAt(1) != '-') {
      return Optional.empty();
    }
    char letter =
        switch (text.charAt(0)) {
          case 'B' -> 'B';
          case 'I', 'M' -> 'I';
          case 'E', 'L' -> 'E';
          case 'S', 'U', 'W' -> 'S';
          default -> 'O';
        };
    return letter == 'O' ? Optional.empty() : Optional.of(new Tag(letter, text.substring(2)));
  }

  /**
   * The spans of a sentence.
   *
   * @param tags the tags of its tokens.
   * @param faults is told where a tag is none of this scheme or cannot stand where it does.
   * @return the spans in their order.
   */
  List<Span> spans(List<String> tags, Faults faults) {
    List<Span> spans = new ArrayList<>();
    Tag before = new Tag('O', "");
    int start = 0;
    for (int i = 0; i <= tags.size(); i++) {
      Tag tag = i == tags.size() ? new Tag('O', "") : read(tags.get(i), i, faults);
      boolean open = before.letter == 'B' || before.letter == 'I';
      boolean goesOn =
          open && (tag.letter == 'I' || tag.letter == 'E') && tag.type.equals(before.type);
      check(tags, i, before, tag, open, goesOn, faults);
      if (!goesOn) {
        if (before.letter != 'O') {
          spans.add(new Span(start, i, before.type));
        }
        start = i;
      }
      before = tag;
    }
    return spans;
  }

  private Tag read(String text, int token, Faults faults) {
    if (this == IO) {
      return text.equals(OUTSIDE) ? new Tag('O', "") : new Tag('I', text);
    }
    Optional<Tag> tag = parse(text);
    if (tag.isEmpty()) {
      faults.found(
          token,
          "the tag '"
              + text
              + "' is neither O nor one of B, I, E, S (or M, L, U, W) with a hyphen and a type;"
              + " tagColumns says where the tags are, and scheme IO is for types alone");
    }
    return tag.orElseThrow();
  }

  private void check(
      List<String> tags,
      int token,
      Tag before,
      Tag tag,
      boolean open,
      boolean goesOn,
      Faults faults) {
    if (letters.isEmpty()) {
      return;
    }
    boolean begins = tag.letter == 'I' || tag.letter == 'E';
    boolean stands =
        switch (this) {
          case IOB1 -> tag.letter != 'B' || (open && tag.type.equals(before.type));
          case IOB2 -> !begins || goesOn;
          default -> (!begins || goesOn) && (!open || goesOn);
        };
    if (token == tags.size()) {
      if (!stands) {
        faults.found(
            token - 1,
            "the tag '" + tags.get(token - 1) + "' begins a span without end in " + name);
      }
    } else if (!stands || (tag.letter != 'O' && letters.indexOf(tag.letter) < 0)) {
      faults.found(
          token,
          "the tag '"
              + tags.get(token)
              + "' cannot stand "
              + (token == 0 ? "at the start of a sentence" : "after '" + tags.get(token - 1) + "'")
              + " in "
              + name);
    }
  }

  /** Is told what is wrong with tags. */
  interface Faults {

    /**
     * Throws an exception.
     *
     * @param token the place of the tag in its sentence, from 0.
     * @param message what is wrong.
     */
    void found(int token, String message);
  }

  @Override
  public String toString() {
    return name;
  }
}
