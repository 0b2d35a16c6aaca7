package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.data.text.DocumentPreprocessor;
import org.tribuo.data.text.TextPipeline;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

/**
 * Text to features by Tribuo's preprocessors and text pipeline, scaled to unit Euclidean norm, so
 * that long and short texts weigh the same.
 *
 * <p>The features depend on the text alone; the same extractor, rebuilt from a model's provenance,
 * serves training and prediction. A text without a token gives an example without features.
 *
 * <p>Many texts at once are shared among the processor's cores, each with a copy of the extractor,
 * since Tribuo's tokenizers are not for several threads.
 */
public final class UnitNormTextExtractor implements BulkTextExtractor {

  /** So many texts are worth a core of their own. */
  private static final int FEWEST = 256;

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

  private List<Feature> process(String text) {
    String prepared = text;
    for (DocumentPreprocessor preprocessor : preprocessors) {
      prepared = preprocessor.processDoc(prepared);
    }
    return pipeline.process("", prepared);
  }

  @Override
  public Set<String> featureNames(String text) {
    Set<String> names = new HashSet<>();
    process(text).forEach(feature -> names.add(feature.getName()));
    return names;
  }

  @Override
  public List<Example<MultiLabel>> extractAll(List<MultiLabel> outputs, List<String> texts) {
    List<UnitNormTextExtractor> copies = copies(texts.size() / FEWEST);
    List<Example<MultiLabel>> examples = new ArrayList<>(Collections.nCopies(texts.size(), null));
    IntStream.range(0, copies.size())
        .parallel()
        .forEach(
            copy -> {
              for (int i = copy; i < texts.size(); i += copies.size()) {
                examples.set(i, copies.get(copy).extract(outputs.get(i), texts.get(i)));
              }
            });
    return examples;
  }

  /** This extractor and as many copies as there are further cores, and work for them. */
  private List<UnitNormTextExtractor> copies(int most) {
    List<UnitNormTextExtractor> copies = new ArrayList<>(List.of(this));
    int count = Math.min(most, ForkJoinPool.getCommonPoolParallelism() + 1);
    try {
      while (copies.size() < count) {
        copies.add(Recorded.of(getProvenance()).build(UnitNormTextExtractor.class));
      }
    } catch (PropertyException e) {
      // One of its parts cannot be built from its provenance.
      return List.of(this);
    }
    return copies;
  }

  @Override
  public Example<MultiLabel> extract(MultiLabel output, String text) {
    List<Feature> features = process(text);
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
