package io.github.zlpr.span;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Spans as tags and back, as {@link ConllDataSource} reads them. */
public final class TagColumns {

  private TagColumns() {}

  /**
   * The tags of a sentence in the scheme IOB2, in as few columns as its spans need: those in one
   * column do not overlap, and a span is in a column before those inside it.
   *
   * @param size the number of tokens.
   * @param spans the spans, in any order.
   * @return at least one column, of one tag for each token.
   */
  public static List<List<String>> of(int size, List<Span> spans) {
    List<List<String>> columns = new ArrayList<>();
    columns.add(new ArrayList<>(Collections.nCopies(size, "O")));
    for (Span span : new TreeSet<>(spans)) {
      List<String> column =
          columns.stream()
              .filter(tags -> tags.subList(span.start(), span.end()).stream().allMatch("O"::equals))
              .findFirst()
              .orElse(null);
      if (column == null) {
        column = new ArrayList<>(Collections.nCopies(size, "O"));
        columns.add(column);
      }
      for (int i = span.start(); i < span.end(); i++) {
        column.set(i, (i == span.start() ? "B-" : "I-") + span.type());
      }
    }
    return columns;
  }

  /**
   * The spans of one column of tags, as the script {@code conlleval} reads them.
   *
   * @param tags the tags of a sentence, of any scheme with letters.
   * @return the spans in their order.
   * @throws IllegalArgumentException if a text is no tag.
   */
  public static List<Span> spans(List<String> tags) {
    return TagScheme.AUTOMATIC.spans(
        tags,
        (token, message) -> {
          throw new IllegalArgumentException("token " + token + ": " + message);
        });
  }
}
