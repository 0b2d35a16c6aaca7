package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.data.text.DocumentPreprocessor;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.data.text.TextPipeline;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

/**
 * Text to features by Tribuo's preprocessors and text pipeline, scaled to unit Euclidean norm, so
 * that long and short texts weigh the same.
 *
 * <p>The features depend on the text alone; the same extractor, rebuilt from a model's provenance,
 * serves training and prediction. A text without a token gives an example without features.
 */
public final class UnitNormTextExtractor implements TextFeatureExtractor<MultiLabel> {

  @Config(description = "What is done to the text before it is cut into tokens, in this order.")
  private List<DocumentPreprocessor> preprocessors = new ArrayList<>();

  @Config(mandatory = true, description = "The pipeline that turns the text into features.")
  private TextPipeline pipeline;

  /** Used by the OLCUT configuration system. */
  private UnitNormTextExtractor() {}

  /**
   * An extractor.
   *
   * @param pipeline turns the text into features.
   * @param preprocessors what is done to the text first, in this order.
   */
  public UnitNormTextExtractor(TextPipeline pipeline, DocumentPreprocessor... preprocessors) {
    this.pipeline = pipeline;
    this.preprocessors = List.of(preprocessors);
  }

  @Override
  public Example<MultiLabel> extract(MultiLabel output, String text) {
    String prepared = text;
    for (DocumentPreprocessor preprocessor : preprocessors) {
      prepared = preprocessor.processDoc(prepared);
    }
    List<Feature> features = pipeline.process("", prepared);
    double squares = 0.0;
    for (Feature feature : features) {
      squares += feature.getValue() * feature.getValue();
    }
    double norm = Math.sqrt(squares);
    // Not by add, which sorts the example every time.
    return new ArrayExample<>(
        output,
        features.stream()
            .map(feature -> new Feature(feature.getName(), feature.getValue() / norm))
            .toList());
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "TextFeatureExtractor");
  }

  @Override
  public String toString() {
    return "UnitNormTextExtractor(pipeline=" + pipeline + ",preprocessors=" + preprocessors + ")";
  }
}
