package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.RootLocale;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.tribuo.Example;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/**
 * Texts that a model is to label: the lines of a file, each of which gives an example. A line in
 * which the extractor finds nothing gives an example without features.
 */
public final class UnlabelledTexts implements ExampleReader<Example<MultiLabel>> {

  private final TextLines lines;
  private final TextFeatureExtractor<MultiLabel> extractor;
  private final boolean isCutAtTab;

  private UnlabelledTexts(
      InputFile file,
      InputStream in,
      TextFeatureExtractor<MultiLabel> extractor,
      boolean isCutAtTab)
      throws IOException {
    lines = new TextLines(file, in);
    this.extractor = extractor;
    this.isCutAtTab = isCutAtTab;
  }

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
    return read(file, extractor, false);
  }

  /** Reads lines of a text and perhaps a tab and labels. */
  static Iterator<Example<MultiLabel>> readWithLabels(
      Path file, TextFeatureExtractor<MultiLabel> extractor) {
    return read(file, extractor, true);
  }

  private static Iterator<Example<MultiLabel>> read(
      Path file, TextFeatureExtractor<MultiLabel> extractor, boolean isCutAtTab) {
    InputFile input = new InputFile(file);
    return new ExampleIterator<>(
        input, stream -> new UnlabelledTexts(input, stream, extractor, isCutAtTab));
  }

  @Override
  public Example<MultiLabel> next() throws IOException {
    String line = lines.next();
    if (line == null) {
      return null;
    }
    int tab = isCutAtTab ? line.lastIndexOf('\t') : -1;
    return example(tab < 0 ? line : line.substring(0, tab), extractor);
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
