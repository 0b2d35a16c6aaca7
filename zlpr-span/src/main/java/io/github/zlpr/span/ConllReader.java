package io.github.zlpr.span;

import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.data.ExampleReader;
import io.github.zlpr.data.InputFile;
import io.github.zlpr.data.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/** Reads sentences with one token a line, as {@link ConllDataSource} says. */
final class ConllReader implements ExampleReader<Sentence> {
  private static final String DOCUMENT = "-DOCSTART-";
  private static final String COMMENT = "#";

  private final InputFile file;
  private final TextLines lines;
  private final int tokenColumn;
  private final boolean tagged;
  private final int[] tagColumns;
  private final TagScheme scheme;

  /**
   * A reader.
   *
   * @param file the file, for messages.
   * @param lines its lines.
   * @param tokenColumn the column of the token.
   * @param tagged whether there are tags.
   * @param tagColumns the columns of tags; none for the last one.
   * @param scheme how they mark spans.
   */
  ConllReader(
      InputFile file,
      TextLines lines,
      int tokenColumn,
      boolean tagged,
      int[] tagColumns,
      TagScheme scheme) {
    this.file = file;
    this.lines = lines;
    this.tokenColumn = tokenColumn;
    this.tagged = tagged;
    this.tagColumns = tagColumns;
    this.scheme = scheme;
  }

  @Override
  public Sentence next() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      List<String> row = split(line);
      if (row.isEmpty()) {
        if (!rows.isEmpty()) {
          break;
        }
      } else if (!isComment(row)) {
        require(row, tokenColumn, "token");
        rows.add(row);
        numbers.add(lines.number());
      }
    }
    return rows.isEmpty() ? null : sentence(rows, numbers);
  }

  /** By tabs if there are any, so that tokens may have blanks inside; empty ones at the end go. */
  private static List<String> split(String line) {
    List<String> row = new ArrayList<>();
    if (line.indexOf('\t') >= 0) {
      for (String field : line.split("\t")) {
        row.add(strip(field));
      }
      while (!row.isEmpty() && row.get(row.size() - 1).isEmpty()) {
        row.remove(row.size() - 1);
      }
    } else {
      StringTokenizer fields = new StringTokenizer(line, " ");
      while (fields.hasMoreTokens()) {
        row.add(fields.nextToken());
      }
    }
    if (!row.isEmpty() && row.get(0).equals(DOCUMENT)) {
      row.clear();
    }
    return row;
  }

  /** Of blanks only: other white space may be a token. */
  private static String strip(String field) {
    int start = 0;
    int end = field.length();
    while (start < end && field.charAt(start) == ' ') {
      start++;
    }
    while (end > start && field.charAt(end - 1) == ' ') {
      end--;
    }
    return field.substring(start, end);
  }

  /** A token may begin with the sign of comments, but then a tag follows. */
  private boolean isComment(List<String> row) {
    if (!row.get(0).startsWith(COMMENT)) {
      return false;
    }
    int last = row.size() - 1;
    if (!tagged) {
      return row.get(0).equals(COMMENT) && last > 0;
    }
    int[] columns = tagColumns.length == 0 ? new int[] {last} : tagColumns;
    return last == 0
        || Arrays.stream(columns)
            .anyMatch(
                column ->
                    column > last || (scheme != TagScheme.IO && !TagScheme.isTag(row.get(column))));
  }

  private void require(List<String> row, int column, String what) {
    if (column >= row.size() || row.get(column).isEmpty()) {
      throw lines.fault("has no " + what + " in column " + column + ", counted from 0");
    }
  }

  private Sentence sentence(List<List<String>> rows, List<Long> numbers) {
    List<String> tokens = rows.stream().map(row -> row.get(tokenColumn)).toList();
    if (!tagged) {
      return new Sentence(tokens, rows, List.of());
    }
    List<Span> spans = new ArrayList<>();
    int[] columns = tagColumns.length == 0 ? new int[] {-1} : tagColumns;
    for (int column : columns) {
      List<String> tags = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        List<String> row = rows.get(i);
        int place = column < 0 ? row.size() - 1 : column;
        if (place >= row.size() || (column < 0 && place == tokenColumn)) {
          throw new InvalidDataException(
              file.path(),
              numbers.get(i),
              "has "
                  + row.size()
                  + (row.size() == 1 ? " column" : " columns")
                  + ", and so no tag"
                  + (column < 0 ? "" : " in column " + column + ", counted from 0"));
        }
        tags.add(row.get(place));
      }
      spans.addAll(
          scheme.spans(
              tags,
              (token, message) -> {
                throw new InvalidDataException(file.path(), numbers.get(token), message);
              }));
    }
    return new Sentence(tokens, rows, spans);
  }
}
