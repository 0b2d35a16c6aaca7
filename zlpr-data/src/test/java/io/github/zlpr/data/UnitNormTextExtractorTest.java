package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.data.text.impl.CasingPreprocessor;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.util.tokens.impl.SplitPatternTokenizer;

class UnitNormTextExtractorTest {

  private static final UnitNormTextExtractor EXTRACTOR =
      new UnitNormTextExtractor(
          new BasicPipeline(new SplitPatternTokenizer("[^\\p{L}\\p{N}]+"), 2),
          new CasingPreprocessor(CasingPreprocessor.CasingOperation.LOWERCASE));

  private static Map<String, Double> features(String text) {
    Example<MultiLabel> example = EXTRACTOR.extract(MultiLabelFactory.UNKNOWN_MULTILABEL, text);
    Map<String, Double> features = new TreeMap<>();
    example.forEach(feature -> features.put(feature.getName(), feature.getValue()));
    return features;
  }

  @Test
  void wordsAndPairsOfWordsHaveUnitNorm() {
    Map<String, Double> features = features("The cat; the CAT!");
    double value = 1.0 / Math.sqrt(4.0);
    assertEquals(
        Map.of("1-N=the", value, "1-N=cat", value, "2-N=the/cat", value, "2-N=cat/the", value),
        features);
  }

  @Test
  void aTextWithoutWordsHasNoFeatures() {
    assertEquals(Map.of(), features(""));
    assertEquals(Map.of(), features(" ?! "));
  }

  @Test
  void manyTextsGiveWhatOneAfterTheOtherGives() {
    List<String> texts =
        IntStream.range(0, 2_000).mapToObj(i -> i % 9 == 0 ? "" : "the cat " + i % 7).toList();
    List<MultiLabel> outputs = texts.stream().map(MultiLabel::new).toList();
    List<Example<MultiLabel>> all = EXTRACTOR.extractAll(outputs, texts);
    assertEquals(texts.size(), all.size());
    for (int i = 0; i < texts.size(); i++) {
      assertEquals(EXTRACTOR.extract(outputs.get(i), texts.get(i)), all.get(i));
    }
  }
}
