package io.github.zlpr.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/**
 * Turns many texts into features at once, faster than one after the other. Data sources hand over
 * their texts in blocks to an extractor that can.
 */
public interface BulkTextExtractor extends TextFeatureExtractor<MultiLabel> {

  /**
   * Turns texts into features. Each example is what {@link #extract} makes of the same text.
   *
   * @param outputs the output of each example.
   * @param texts its text.
   * @return the examples, in the same order.
   */
  List<Example<MultiLabel>> extractAll(List<MultiLabel> outputs, List<String> texts);

  /**
   * The names of the features of a text, which may be known without their values.
   *
   * @param text the text.
   * @return the names.
   */
  Set<String> featureNames(String text);

  /**
   * Turns texts into features by any extractor. A blank text has none.
   *
   * @param extractor the extractor.
   * @param outputs the output of each example.
   * @param texts its text.
   * @return the examples, in the same order.
   */
  static List<Example<MultiLabel>> extractAll(
      TextFeatureExtractor<MultiLabel> extractor, List<MultiLabel> outputs, List<String> texts) {
    if (extractor instanceof BulkTextExtractor bulk) {
      return bulk.extractAll(outputs, texts);
    }
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      examples.add(
          texts.get(i).isBlank()
              ? new ArrayExample<>(outputs.get(i))
              : extractor.extract(outputs.get(i), texts.get(i)));
    }
    return examples;
  }

  /**
   * The names of the features that any extractor finds in a text.
   *
   * @param extractor the extractor.
   * @param text the text.
   * @return the names.
   */
  static Set<String> featureNames(TextFeatureExtractor<MultiLabel> extractor, String text) {
    if (extractor instanceof BulkTextExtractor bulk) {
      return bulk.featureNames(text);
    }
    Set<String> names = new HashSet<>();
    for (Feature feature : extractor.extract(MultiLabelFactory.UNKNOWN_MULTILABEL, text)) {
      names.add(feature.getName());
    }
    return names;
  }
}
