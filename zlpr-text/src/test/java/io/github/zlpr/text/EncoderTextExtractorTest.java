package io.github.zlpr.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import io.github.zlpr.core.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

class EncoderTextExtractorTest {

  private static final String MODEL = "all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";

  /** On processors with other instructions, rounding to 8 bits moves vectors by so much. */
  private static final double SAME_DIRECTION = 0.97;

  @TempDir private Path directory;

  static EncoderTextExtractor extractor(Map<String, String> properties) {
    ConfigurationManager manager = new ConfigurationManager();
    ConfigurationData component =
        new ConfigurationData("encoder", EncoderTextExtractor.class.getName());
    properties.forEach((name, value) -> component.add(name, new SimpleProperty(value)));
    manager.addConfiguration(List.of(component));
    return (EncoderTextExtractor) manager.lookup("encoder");
  }

  private static float[] vector(EncoderTextExtractor extractor, String text) {
    return extractor.vectors(List.of(text)).get(text);
  }

  private static double[] values(Example<MultiLabel> example) {
    double[] values = new double[example.size()];
    int i = 0;
    for (Feature feature : example) {
      values[i++] = feature.getValue();
    }
    return values;
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("a text about " + i + " dogs".repeat(1 + i % 7));
    }
    return texts;
  }

  private static double cosine(float[] a, double[] b) {
    double product = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    for (int d = 0; d < a.length; d++) {
      product += a[d] * b[d];
      aa += (double) a[d] * a[d];
      bb += b[d] * b[d];
    }
    return product / Math.sqrt(aa * bb);
  }

  /**
   * Ten texts with their tokens, by the tokenizer of transformers.js 4.3.1, and the means of the
   * vectors of these tokens, by onnxruntime-node 1.20.1 on an x86-64 processor with AVX-512 VNNI,
   * one text at a time.
   */
  @Test
  void tokensAndVectorsAreThoseOfTheReference() throws IOException {
    WordPieces tokenizer = tokenizer();
    EncoderTextExtractor extractor = extractor(Map.of());
    double largest = 0.0;
    try (InputStream in = getClass().getResourceAsStream("reference.json")) {
      for (JsonNode reference : new ObjectMapper().readTree(in)) {
        String text = reference.get("text").asText();
        int[] pieces = tokenizer.pieces(text);
        assertArrayEquals(
            new ObjectMapper().convertValue(reference.get("tokens"), int[].class),
            tokenizer.tokens(pieces, 0, pieces.length),
            text);
        double[] expected =
            new ObjectMapper().convertValue(reference.get("vector"), double[].class);
        float[] vector = vector(extractor, text);
        assertTrue(cosine(vector, expected) > SAME_DIRECTION, text);
        for (int d = 0; d < expected.length; d++) {
          largest = Math.max(largest, Math.abs(expected[d] - vector[d]));
        }
      }
    }
    if (hasInstructionsOfTheReference()) {
      assertEquals(0.0, largest, 1e-3);
    }
  }

  private static boolean hasInstructionsOfTheReference() throws IOException {
    Path processor = Path.of("/proc/cpuinfo");
    return Files.exists(processor) && Files.readString(processor).contains("avx512_vnni");
  }

  private static WordPieces tokenizer() {
    EncoderFile file = new EncoderFile("tokenizer", "classpath:" + TOKENIZER);
    return WordPieces.read(file, file.read());
  }

  @Test
  void featuresAreTheVectorAtUnitNorm() {
    Example<MultiLabel> example =
        extractor(Map.of()).extract(MultiLabelFactory.UNKNOWN_MULTILABEL, "dog");
    assertEquals(384, example.size());
    assertEquals("vector:encoder[000]", example.iterator().next().getName());
    double[] values = values(example);
    assertEquals(1.0, Arrays.stream(values).map(v -> v * v).sum(), 1e-12);
    assertEquals(1.0, cosine(vector(extractor(Map.of()), "dog"), values), 1e-12);
  }

  @Test
  void aVectorDependsOnItsTextOnly() {
    List<String> texts = texts();
    EncoderTextExtractor one = extractor(Map.of("threads", "1"));
    Map<String, float[]> together = extractor(Map.of("threads", "4")).vectors(texts);
    List<String> reversed = new ArrayList<>(texts);
    Collections.reverse(reversed);
    Map<String, float[]> backwards = one.vectors(reversed);
    for (String text : texts) {
      assertArrayEquals(together.get(text), backwards.get(text), text);
      assertArrayEquals(together.get(text), vector(one, text), text);
    }
  }

  @Test
  void manyTextsAreTheExamplesOfEach() {
    EncoderTextExtractor extractor = extractor(Map.of());
    MultiLabel output = new MultiLabel("x");
    List<String> texts = List.of("dog", "", "dog", "cat \u200b");
    List<Example<MultiLabel>> all =
        extractor.extractAll(Collections.nCopies(texts.size(), output), texts);
    for (int i = 0; i < texts.size(); i++) {
      assertArrayEquals(
          values(extractor.extract(output, texts.get(i))), values(all.get(i)), texts.get(i));
      assertEquals(all.get(i).size(), extractor.featureNames(texts.get(i)).size());
    }
    assertEquals(0, all.get(1).size());
  }

  @Test
  void longTextsAreCutOrSeenThroughWindows() {
    String half = "dog cat bird fish ".repeat(2).strip();
    String text = half + " " + half;
    Map<String, String> ten = Map.of("maxTokens", "10");
    assertArrayEquals(vector(extractor(ten), half), vector(extractor(ten), text));
    Map<String, String> windows = new HashMap<>(ten);
    windows.put("longTexts", "windows");
    assertArrayEquals(vector(extractor(ten), half), vector(extractor(windows), text), 1e-6f);
    assertFalse(
        Arrays.equals(
            vector(extractor(ten), text + " snow"), vector(extractor(windows), text + " snow")));
  }

  @Test
  void windowsHaveABound() {
    Map<String, String> windows = Map.of("maxTokens", "10", "longTexts", "windows");
    String seen = "dog cat bird fish ".repeat(2 * 64).strip();
    assertArrayEquals(
        vector(extractor(windows), seen),
        vector(extractor(windows), seen + " snow".repeat(1_000_000)));
    assertFalse(
        Arrays.equals(
            vector(extractor(windows), seen),
            vector(extractor(windows), seen.substring(0, seen.length() - 5))));
  }

  @Test
  void aTextOfAMillionWordsIsCut() {
    String text = "word ".repeat(1_000_000);
    assertArrayEquals(
        vector(extractor(Map.of()), "word ".repeat(126)), vector(extractor(Map.of()), text));
  }

  @Test
  void theFirstTokenAndAPrefixMakeOtherVectors() {
    float[] mean = vector(extractor(Map.of()), "dog");
    assertFalse(Arrays.equals(mean, vector(extractor(Map.of("pooling", "first")), "dog")));
    assertArrayEquals(
        vector(extractor(Map.of()), "query: dog"),
        vector(extractor(Map.of("prefix", "query: ")), "dog"));
  }

  @Test
  void provenanceHasTheDigestsAndNoCache() {
    EncoderTextExtractor extractor =
        extractor(Map.of("cache", directory.resolve("cache").toString()));
    var recorded = extractor.getProvenance().getConfiguredParameters();
    for (String name : List.of("modelDigest", "tokenizerDigest", "vectorsDigest")) {
      String digest = ((PrimitiveProvenance<?>) recorded.get(name)).getValue().toString();
      assertTrue(digest.matches("[0-9a-f]{64}"), name + digest);
    }
    assertEquals("", ((PrimitiveProvenance<?>) recorded.get("cache")).getValue());
    EncoderTextExtractor rebuilt =
        Recorded.rebuild(extractor.getProvenance(), EncoderTextExtractor.class).orElseThrow();
    assertEquals(extractor.getProvenance(), rebuilt.getProvenance());
  }

  @Test
  void anotherEncoderThanTheRecordedOneIsRefused() {
    assertFault(
        Map.of("modelDigest", "0".repeat(64)), "is not the one that was used: its SHA-256 is");
  }

  @Test
  void vectorsAreKeptOnDiskAndReadAgain() throws IOException {
    Path cache = directory.resolve("cache");
    Map<String, String> cached = Map.of("cache", cache.toString());
    Map<String, float[]> first = extractor(cached).vectors(texts());
    List<Path> files = cacheFiles(cache);
    assertEquals(1, files.size());
    Map<String, float[]> second = extractor(cached).vectors(texts());
    assertEquals(files, cacheFiles(cache), "nothing is encoded again");
    for (String text : texts()) {
      assertArrayEquals(first.get(text), second.get(text), text);
    }
    extractor(Map.of("cache", cache.toString(), "maxTokens", "5")).vectors(texts());
    assertEquals(2, cacheFiles(cache).size(), "other settings have other vectors");
  }

  @Test
  void aDamagedFileOfTheCacheIsNotUsed() throws IOException {
    Path cache = directory.resolve("cache");
    Map<String, String> cached = Map.of("cache", cache.toString());
    Map<String, float[]> first = extractor(cached).vectors(texts());
    Path file = cacheFiles(cache).get(0);
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 9));
    assertArrayEquals(
        first.get(texts().get(3)), extractor(cached).vectors(texts()).get(texts().get(3)));
    assertEquals(2, cacheFiles(cache).size());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "8, -1", "8, 2147483647", "28, -1", "28, 2147483647"})
  void aNumberThatCannotBeInTheCacheIsNotBelieved(int place, int number) throws IOException {
    Path cache = directory.resolve("cache");
    Map<String, String> cached = Map.of("cache", cache.toString());
    extractor(cached).vectors(texts());
    Path file = cacheFiles(cache).get(0);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(place, number);
    Files.write(file, bytes);
    extractor(cached).vectors(texts());
    assertEquals(2, cacheFiles(cache).size());
  }

  @Test
  void theCacheHasABound() throws IOException {
    Path cache = directory.resolve("cache");
    Map<String, String> small = Map.of("cache", cache.toString(), "cacheMegabytes", "1");
    EncoderTextExtractor extractor = extractor(small);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      texts.add("dog " + i);
    }
    extractor.vectors(texts.subList(0, 400));
    extractor.vectors(texts.subList(0, 40));
    assertEquals(1, cacheFiles(cache).size(), "600 kB");
    texts.replaceAll(text -> text + " b");
    extractor.vectors(texts);
    assertEquals(1, cacheFiles(cache).size(), "the older file was deleted");
  }

  private static List<Path> cacheFiles(Path cache) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsRefusedBeforeTheWork() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    EncoderTextExtractor extractor = extractor(Map.of("cache", file.toString()));
    Exception failure = assertThrows(RuntimeException.class, () -> extractor.vectors(texts()));
    assertTrue(failure.getMessage().startsWith("the cache " + file + " cannot be used"));
    assertEquals("x", Files.readString(file));
  }

  @Test
  void badFilesAreToldInOneLine() throws IOException {
    Path text = Files.writeString(directory.resolve("a.onnx"), "no model");
    assertFault(Map.of("model", "no/such.onnx"), "no/such.onnx: no such file");
    assertFault(Map.of("model", "classpath:such.onnx"), "no such resource on the class path");
    assertFault(Map.of("model", text.toString()), "is not an ONNX model");
    assertFault(Map.of("tokenizer", text.toString()), "is not JSON");
    assertFault(Map.of("output", "output_0"), "last_hidden_state (FLOAT [-1, -1, 384])");
    assertFault(Map.of("pooling", "sentence"), "floats of 2 dimensions");
    assertFault(Map.of("pooling", "max"), "pooling must be one of mean, first, sentence");
    assertFault(Map.of("longTexts", "no"), "longTexts must be cut or windows");
    assertFault(Map.of("maxTokens", "2"), "maxTokens must be above the 2 special tokens");
  }

  @Test
  void anUnsupportedTokenizerIsTold() throws IOException {
    assertFault(
        Map.of("tokenizer", tokenizer("{\"model\":{\"type\":\"BPE\"}}")),
        "model is of the kind BPE; supported is WordPiece");
    assertFault(Map.of("tokenizer", tokenizer("{}")), "has no \"model\"");
  }

  @Test
  void aTokenizerOfAnotherModelIsTold() throws IOException {
    String json =
        new String(new EncoderFile("", "classpath:" + TOKENIZER).read(), StandardCharsets.UTF_8);
    String larger = json.replaceFirst("\"\\[unused0]\": *1,", "\"[unused0]\": 99999,");
    assertNotEquals(json, larger);
    assertFault(
        Map.of("tokenizer", tokenizer(larger)),
        "does not belong to classpath:" + MODEL + ", which takes no token of the number 99999");
  }

  @Test
  void moreTokensThanTheEncoderTakesAreTold() {
    EncoderTextExtractor extractor = extractor(Map.of("maxTokens", "1000"));
    Exception failure =
        assertThrows(IllegalStateException.class, () -> vector(extractor, "word ".repeat(998)));
    assertTrue(
        failure.getMessage().contains("refuses a text of 1000 tokens; try a smaller maxTokens"),
        failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
  }

  private String tokenizer(String json) throws IOException {
    return Files.writeString(directory.resolve("tokenizer.json"), json).toString();
  }

  private static void assertFault(Map<String, String> properties, String message) {
    PropertyException failure =
        assertThrows(PropertyException.class, () -> vector(extractor(properties), "dog"));
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertTrue(cause.getMessage().contains(message), cause.getMessage());
    assertEquals(1, cause.getMessage().lines().count());
  }
}
