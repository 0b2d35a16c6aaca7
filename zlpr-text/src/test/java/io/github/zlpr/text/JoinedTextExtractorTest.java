package io.github.zlpr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.VectorFeature;
import io.github.zlpr.data.UnitNormTextExtractor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.util.tokens.impl.SplitPatternTokenizer;

class JoinedTextExtractorTest {

  private static final MultiLabel OUTPUT = new MultiLabel("x");

  private static JoinedTextExtractor joined(Double... weights) {
    return new JoinedTextExtractor(
        List.of(
            new UnitNormTextExtractor(new BasicPipeline(new SplitPatternTokenizer(), 1)),
            EncoderTextExtractor.standard()),
        List.of(weights));
  }

  /** The squared norm of the words, and that of the encoder. */
  private static Map<String, Double> squaredNorms(Example<MultiLabel> example) {
    Map<String, Double> squares = new TreeMap<>();
    for (Feature feature : example) {
      squares.merge(
          VectorFeature.vector(feature.getName()).orElse("words"),
          feature.getValue() * feature.getValue(),
          Double::sum);
    }
    return squares;
  }

  @Test
  void eachBlockHasTheNormThatIsItsWeight() {
    Map<String, Double> equal = squaredNorms(joined().extract(OUTPUT, "the fur trade"));
    assertEquals(1.0, equal.get("words"), 1e-12);
    assertEquals(1.0, equal.get("encoder"), 1e-12);
    Map<String, Double> weighted = squaredNorms(joined(1.0, 0.5).extract(OUTPUT, "the fur trade"));
    assertEquals(1.0, weighted.get("words"), 1e-12);
    assertEquals(0.25, weighted.get("encoder"), 1e-12);
  }

  @Test
  void manyTextsAreTheExamplesOfEach() {
    JoinedTextExtractor joined = joined();
    List<String> texts = List.of("the fur trade", "", "fur");
    List<Example<MultiLabel>> all = joined.extractAll(List.of(OUTPUT, OUTPUT, OUTPUT), texts);
    for (int i = 0; i < texts.size(); i++) {
      assertEquals(joined.extract(OUTPUT, texts.get(i)), all.get(i), texts.get(i));
      assertEquals(all.get(i).size(), joined.featureNames(texts.get(i)).size());
    }
    assertEquals(0, all.get(1).size());
    assertEquals(385, all.get(2).size());
  }

  @Test
  void aWrongNumberOfWeightsIsRefused() {
    assertThrows(PropertyException.class, () -> joined(1.0));
    assertThrows(PropertyException.class, () -> joined(1.0, 0.0));
    assertThrows(PropertyException.class, () -> new JoinedTextExtractor(List.of(), List.of()));
  }
}
