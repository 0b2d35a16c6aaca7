package io.github.zlpr.bench;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.data.WordNetDataSource;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.text.EncoderTextExtractor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Trainer;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/**
 * Measures how many definitions of WordNet, of 16 tokens in the mean, the default encoder takes in
 * a second on all cores, how long one of them takes, and how long a training on words and encoder
 * takes against one on words alone, both with all choices of the trainer.
 *
 * <pre>
 *   java -Xmx8g -cp zlpr-bench/target/zlpr-bench.jar io.github.zlpr.bench.EncodingBenchmark \
 *     configs out/vectors
 * </pre>
 *
 * <p>The arguments are the folder of {@code wordnet.xml} and {@code wordnet-encoder.xml}, and a
 * folder where vectors are kept for the next run. Without the second, nothing is trained.
 */
public final class EncodingBenchmark {
  private static final int TEXTS = 4096;
  private static final int WARM_UP = 512;
  private static final MultiLabel UNKNOWN = MultiLabelFactory.UNKNOWN_MULTILABEL;

  private EncodingBenchmark() {}

  /** Keeps the texts that a data source gives to its extractor. */
  private static final class Texts implements TextFeatureExtractor<MultiLabel> {
    private final List<String> kept = new ArrayList<>();

    @Override
    public Example<MultiLabel> extract(MultiLabel label, String text) {
      kept.add(text);
      return new ArrayExample<>(label, new String[] {"text"}, new double[] {1.0});
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
      return new ConfiguredObjectProvenanceImpl(this, "TextFeatureExtractor");
    }
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the folder of the configurations, and perhaps that of the vectors.
   */
  public static void main(String[] arguments) {
    Path configs = Path.of(arguments[0]);
    encode();
    if (arguments.length > 1) {
      double words = train("words", configs.resolve("wordnet.xml"), Map.of());
      double both =
          train(
              "words and encoder",
              configs.resolve("wordnet-encoder.xml"),
              Map.of("cache", arguments[1]));
      System.out.printf(Locale.ROOT, "both / words: %.2f%n", both / words);
    }
  }

  private static void encode() {
    Texts texts = new Texts();
    new WordNetDataSource(texts, "train", 1, 1).iterator().forEachRemaining(example -> {});
    List<String> some = texts.kept.subList(0, TEXTS);
    EncoderTextExtractor encoder = EncoderTextExtractor.standard();
    encodeAll(encoder, some.subList(0, WARM_UP));
    double cpuStart = SparseBenchmark.cpuSeconds();
    double seconds = encodeAll(encoder, some);
    double cpu = SparseBenchmark.cpuSeconds() - cpuStart;
    System.out.printf(
        Locale.ROOT,
        "%,d texts: %.0f/s on %d cores, %.0f for each second of processor time%n",
        TEXTS,
        TEXTS / seconds,
        Runtime.getRuntime().availableProcessors(),
        TEXTS / cpu);
    long start = System.nanoTime();
    some.subList(0, WARM_UP).forEach(text -> encoder.extract(UNKNOWN, text));
    System.out.printf(
        Locale.ROOT, "one text: %.1f ms%n", (System.nanoTime() - start) / 1e6 / WARM_UP);
  }

  private static double encodeAll(EncoderTextExtractor encoder, List<String> texts) {
    long start = System.nanoTime();
    encoder.extractAll(Collections.nCopies(texts.size(), UNKNOWN), texts);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Trains by a configuration, and gives the seconds of processor time. */
  @SuppressWarnings("unchecked") // Both are for multi-labels.
  private static double train(String name, Path file, Map<String, String> properties) {
    ConfigurationManager configuration = Configurations.load(List.of(file), properties);
    CompressedDataset data =
        CompressedDataset.of((DataSource<MultiLabel>) configuration.lookup("train-data"));
    Trainer<MultiLabel> trainer = (Trainer<MultiLabel>) configuration.lookup("trainer");
    long start = System.nanoTime();
    double cpuStart = SparseBenchmark.cpuSeconds();
    trainer.train(data);
    double cpu = SparseBenchmark.cpuSeconds() - cpuStart;
    System.out.printf(
        Locale.ROOT,
        "training on %s: %.1f s, %.1f s of processor time%n",
        name,
        (System.nanoTime() - start) / 1e9,
        cpu);
    return cpu;
  }
}
