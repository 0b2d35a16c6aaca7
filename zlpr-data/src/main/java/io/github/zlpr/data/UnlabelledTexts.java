package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.TextExamples.LabelledText;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.tribuo.Example;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/**
 * Texts that a model is to label: the lines of a file, each of which gives an example. A line in
 * which the extractor finds nothing gives an example without features.
 */
public final class UnlabelledTexts {

  private UnlabelledTexts() {}

  /**
   * Reads a file whose lines are texts.
   *
   * @param file the file, plain or packed, in UTF-8.
   * @param extractor turns a text into features.
   * @return the examples in the order of the file; its methods throw {@link InvalidDataException}
   *     at a line that is not text.
   * @throws InvalidDataException if the file is missing, empty or not text.
   */
  public static Iterator<Example<MultiLabel>> read(
      Path file, TextFeatureExtractor<MultiLabel> extractor) {
    return read(file, extractor, line -> line);
  }

  /** Reads lines of a text and perhaps a tab and labels. */
  static Iterator<Example<MultiLabel>> readWithLabels(
      Path file, TextFeatureExtractor<MultiLabel> extractor) {
    return read(
        file,
        extractor,
        line -> {
          int tab = line.lastIndexOf('\t');
          return tab < 0 ? line : line.substring(0, tab);
        });
  }

  private static Iterator<Example<MultiLabel>> read(
      Path file, TextFeatureExtractor<MultiLabel> extractor, UnaryOperator<String> text) {
    InputFile input = new InputFile(file);
    return new ExampleIterator<>(
        input,
        stream -> {
          TextLines lines = new TextLines(input, stream);
          return new TextExamples(() -> unlabelled(lines.next(), text), extractor);
        });
  }

  private static LabelledText unlabelled(String line, UnaryOperator<String> text) {
    return line == null
        ? null
        : new LabelledText(MultiLabelFactory.UNKNOWN_MULTILABEL, text.apply(line));
  }

  /**
   * Makes an example of a text.
   *
   * @param text the text.
   * @param extractor turns it into features.
   * @return an example with an unknown output; without features if the text is blank.
   */
  public static Example<MultiLabel> example(
      String text, TextFeatureExtractor<MultiLabel> extractor) {
    return text.isBlank()
        ? new ArrayExample<>(MultiLabelFactory.UNKNOWN_MULTILABEL)
        : RootLocale.call(() -> extractor.extract(MultiLabelFactory.UNKNOWN_MULTILABEL, text));
  }
}
