package io.github.zlpr.text;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.Settings;
import io.github.zlpr.data.BulkTextExtractor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

/**
 * Several extractors side by side: a text has the features of all of them.
 *
 * <p>The features of each extractor are a block, which is scaled to the Euclidean norm that is its
 * weight. So all blocks weigh the same by default, however many features they have. The blocks'
 * names must differ: those of two encoders by their {@code name}.
 */
public final class JoinedTextExtractor implements BulkTextExtractor {

  @Config(mandatory = true, description = "The extractors.")
  private List<TextFeatureExtractor<MultiLabel>> extractors;

  @Config(description = "The norm of each extractor's features, above 0; all 1 if not given.")
  private List<Double> weights = new ArrayList<>();

  /** Used by the OLCUT configuration system. */
  private JoinedTextExtractor() {}

  /**
   * An extractor.
   *
   * @param extractors the extractors.
   * @param weights the norm of each extractor's features, above 0; none if all are 1.
   * @throws PropertyException if there is no extractor, or a wrong number of weights.
   */
  public JoinedTextExtractor(
      List<TextFeatureExtractor<MultiLabel>> extractors, List<Double> weights) {
    this.extractors = List.copyOf(extractors);
    this.weights = List.copyOf(weights);
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(!extractors.isEmpty(), "extractors", extractors, "at least one");
    Settings.check(
        weights.isEmpty() || weights.size() == extractors.size(),
        "weights",
        weights,
        "one for each of the " + extractors.size() + " extractors, or none");
    weights.forEach(weight -> Settings.checkPositive("weights", weight));
  }

  @Override
  public Example<MultiLabel> extract(MultiLabel output, String text) {
    return join(
        output, extractors.stream().map(extractor -> extractor.extract(output, text)).toList());
  }

  @Override
  public List<Example<MultiLabel>> extractAll(List<MultiLabel> outputs, List<String> texts) {
    List<List<Example<MultiLabel>>> blocks = new ArrayList<>();
    for (TextFeatureExtractor<MultiLabel> extractor : extractors) {
      blocks.add(BulkTextExtractor.extractAll(extractor, outputs, texts));
    }
    List<Example<MultiLabel>> joined = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      int example = i;
      joined.add(join(outputs.get(i), blocks.stream().map(block -> block.get(example)).toList()));
    }
    return joined;
  }

  @Override
  public Set<String> featureNames(String text) {
    Set<String> names = new HashSet<>();
    extractors.forEach(extractor -> names.addAll(BulkTextExtractor.featureNames(extractor, text)));
    return names;
  }

  private Example<MultiLabel> join(MultiLabel output, List<Example<MultiLabel>> blocks) {
    int size = blocks.stream().mapToInt(Example::size).sum();
    String[] names = new String[size];
    double[] values = new double[size];
    int end = 0;
    for (int block = 0; block < blocks.size(); block++) {
      double squares = 0.0;
      for (Feature feature : blocks.get(block)) {
        squares += feature.getValue() * feature.getValue();
      }
      double scale = squares > 0.0 ? weight(block) / Math.sqrt(squares) : 0.0;
      for (Feature feature : blocks.get(block)) {
        names[end] = feature.getName();
        values[end++] = feature.getValue() * scale;
      }
    }
    return new ArrayExample<>(output, names, values);
  }

  private double weight(int block) {
    return weights.isEmpty() ? 1.0 : weights.get(block);
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "TextFeatureExtractor");
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
