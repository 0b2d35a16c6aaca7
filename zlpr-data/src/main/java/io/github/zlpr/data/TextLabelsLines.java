package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.data.TextExamples.LabelledText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/** Reads lines {@code text TAB label label …}. */
final class TextLabelsLines implements ExampleReader<LabelledText> {

  private final Path file;
  private final ByteLines lines;

  /**
   * The lines of a file.
   *
   * @param file the file, for messages.
   * @param in its content.
   */
  TextLabelsLines(Path file, InputStream in) {
    this.file = file;
    lines = new ByteLines(file, in);
  }

  @Override
  public LabelledText next() throws IOException {
    do {
      if (!lines.next()) {
        return null;
      }
    } while (lines.start() == lines.end());
    String line =
        new String(
            lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
    int tab = line.lastIndexOf('\t');
    if (tab < 0) {
      throw new InvalidDataException(
          file,
          lines.number(),
          "has no tab between text and labels; a text without labels ends with one");
    }
    Set<Label> labels = new HashSet<>();
    StringTokenizer names = new StringTokenizer(line.substring(tab + 1), " ");
    while (names.hasMoreTokens()) {
      labels.add(new Label(names.nextToken()));
    }
    return new LabelledText(new MultiLabel(labels), line.substring(0, tab));
  }
}
