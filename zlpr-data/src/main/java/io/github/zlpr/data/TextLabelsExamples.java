package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.multilabel.MultiLabel;

/** Makes examples of lines {@code text TAB label label …}. */
final class TextLabelsExamples implements ExampleReader<Example<MultiLabel>> {

  private final Path file;
  private final ByteLines lines;
  private final TextFeatureExtractor<MultiLabel> extractor;

  /**
   * The examples of a file.
   *
   * @param file the file, for messages.
   * @param in its content.
   * @param extractor turns a text into features.
   */
  TextLabelsExamples(Path file, InputStream in, TextFeatureExtractor<MultiLabel> extractor) {
    this.file = file;
    this.extractor = extractor;
    lines = new ByteLines(file, in);
  }

  @Override
  public Example<MultiLabel> next() throws IOException {
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
    return extractor.extract(new MultiLabel(labels), line.substring(0, tab));
  }
}
