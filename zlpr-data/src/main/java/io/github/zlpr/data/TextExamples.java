package io.github.zlpr.data;

import io.github.zlpr.core.RootLocale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.multilabel.MultiLabel;

/**
 * Makes examples of texts: one by one, or block by block if the extractor can do many at once. What
 * is wrong with a text is thrown when the examples before it have been given.
 */
final class TextExamples implements ExampleReader<Example<MultiLabel>> {

  /** A minute's work of an encoder, or less. */
  private static final int BLOCK = 1 << 13;

  private final ExampleReader<LabelledText> texts;
  private final TextFeatureExtractor<MultiLabel> extractor;
  private Iterator<Example<MultiLabel>> block = List.<Example<MultiLabel>>of().iterator();
  private RuntimeException failure;

  /**
   * A text with its labels.
   *
   * @param output the labels.
   * @param text the text.
   */
  record LabelledText(MultiLabel output, String text) {}

  /**
   * The examples of texts.
   *
   * @param texts gives the texts.
   * @param extractor turns a text into features.
   */
  TextExamples(ExampleReader<LabelledText> texts, TextFeatureExtractor<MultiLabel> extractor) {
    this.texts = texts;
    this.extractor = extractor;
  }

  @Override
  public Example<MultiLabel> next() {
    if (!block.hasNext()) {
      block = nextBlock();
    }
    return block.hasNext() ? block.next() : null;
  }

  private Iterator<Example<MultiLabel>> nextBlock() {
    List<MultiLabel> outputs = new ArrayList<>();
    List<String> block = new ArrayList<>();
    try {
      read(outputs, block);
    } catch (IOException e) {
      failure = new UncheckedIOException(e);
    } catch (RuntimeException e) {
      failure = e;
    }
    if (block.isEmpty() && failure != null) {
      throw failure;
    }
    return RootLocale.call(() -> BulkTextExtractor.extractAll(extractor, outputs, block))
        .iterator();
  }

  private void read(List<MultiLabel> outputs, List<String> block) throws IOException {
    int most = extractor instanceof BulkTextExtractor ? BLOCK : 1;
    while (block.size() < most && failure == null) {
      LabelledText text = texts.next();
      if (text == null) {
        return;
      }
      outputs.add(text.output());
      block.add(text.text());
    }
  }
}
