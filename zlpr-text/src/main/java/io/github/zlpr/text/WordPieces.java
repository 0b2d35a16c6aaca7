package io.github.zlpr.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tribuo.util.tokens.Token;
import org.tribuo.util.tokens.impl.wordpiece.Wordpiece;
import org.tribuo.util.tokens.impl.wordpiece.WordpieceBasicTokenizer;

/**
 * A WordPiece tokenizer as a {@code tokenizer.json} describes it, that of BERT and its kin: the
 * text is cleaned, cut at blanks and punctuation, and each word cut into the longest pieces that
 * the vocabulary has.
 *
 * <p>Tribuo's {@link WordpieceBasicTokenizer} and {@link Wordpiece} cut. Names of special tokens in
 * a text, such as {@code [SEP]}, are text.
 *
 * <p>May be used by several threads at once.
 */
final class WordPieces {

  /** Control characters, format characters and what is no character, but for blanks. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\uFFFD&&[^\t\n\r]]");

  private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}");

  private final Wordpiece wordpiece;
  private final Map<String, Integer> vocabulary;
  private final boolean cleans;
  private final boolean stripsAccents;
  private final boolean lowersCase;
  private final boolean cutsChinese;
  private final int[] before;
  private final int[] after;
  private final int largestId;

  private WordPieces(EncoderFile file, JsonNode root) {
    JsonNode model = root.path("model");
    requireKind(file, "model", model, "WordPiece");
    JsonNode normalizer = root.path("normalizer");
    requireKind(file, "normalizer", normalizer, "BertNormalizer");
    requireKind(file, "pre_tokenizer", root.path("pre_tokenizer"), "BertPreTokenizer");
    String prefix = model.path("continuing_subword_prefix").asText("##");
    if (!prefix.equals("##")) {
      throw file.fault("pieces within a word begin with '" + prefix + "', and have to with '##'");
    }
    vocabulary = new HashMap<>();
    model
        .path("vocab")
        .fields()
        .forEachRemaining(piece -> vocabulary.put(piece.getKey(), piece.getValue().asInt()));
    String unknown = model.path("unk_token").asText(Wordpiece.DEFAULT_UNKNOWN_TOKEN);
    if (!vocabulary.containsKey(unknown)) {
      throw file.fault("its vocabulary does not have its token for unknown words, " + unknown);
    }
    wordpiece =
        new Wordpiece(
            vocabulary.keySet(), unknown, model.path("max_input_chars_per_word").asInt(100));
    cleans = normalizer.path("clean_text").asBoolean(true);
    cutsChinese = normalizer.path("handle_chinese_chars").asBoolean(true);
    lowersCase = normalizer.path("lowercase").asBoolean(true);
    stripsAccents = normalizer.path("strip_accents").asBoolean(lowersCase);
    List<Integer> first = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    readTemplate(file, root.path("post_processor"), first, last);
    before = first.stream().mapToInt(Integer::intValue).toArray();
    after = last.stream().mapToInt(Integer::intValue).toArray();
    largestId =
        Stream.of(first, last, vocabulary.values())
            .flatMap(ids -> ids.stream())
            .mapToInt(Integer::intValue)
            .max()
            .orElseThrow();
  }

  /**
   * Reads a tokenizer.
   *
   * @param file the file, for messages.
   * @param content its content.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if it is none, or of a kind that is
   *     not supported.
   */
  static WordPieces read(EncoderFile file, byte[] content) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(content);
    } catch (IOException e) {
      throw file.fault("is not JSON; a tokenizer is a tokenizer.json");
    }
    if (!root.path("model").isObject()) {
      throw file.fault("has no \"model\"; a tokenizer is a tokenizer.json");
    }
    return new WordPieces(file, root);
  }

  private static void requireKind(EncoderFile file, String part, JsonNode node, String kind) {
    String found = node.path("type").asText("none");
    if (!found.equals(kind)) {
      throw file.fault(
          "is a tokenizer whose "
              + part
              + " is of the kind "
              + found
              + "; supported is "
              + kind
              + ", that of BERT and its kin");
    }
  }

  /** The special tokens around a text. */
  private static void readTemplate(
      EncoderFile file, JsonNode processor, List<Integer> before, List<Integer> after) {
    switch (processor.path("type").asText("none")) {
      case "TemplateProcessing" -> {
        boolean isBefore = true;
        for (JsonNode part : processor.path("single")) {
          if (part.has("Sequence")) {
            isBefore = false;
          } else {
            String name = part.path("SpecialToken").path("id").asText();
            List<Integer> ids = isBefore ? before : after;
            processor
                .path("special_tokens")
                .path(name)
                .path("ids")
                .forEach(id -> ids.add(id.asInt()));
          }
        }
      }
      case "BertProcessing" -> {
        before.add(processor.path("cls").path(1).asInt());
        after.add(processor.path("sep").path(1).asInt());
      }
      default ->
          throw file.fault(
              "its post_processor is of the kind "
                  + processor.path("type").asText("none")
                  + "; supported are TemplateProcessing and BertProcessing");
    }
  }

  /** The largest id of a token. */
  int largestId() {
    return largestId;
  }

  /** How many special tokens stand around a text. */
  int specialTokens() {
    return before.length + after.length;
  }

  /**
   * Cuts a text.
   *
   * @param text the text.
   * @return the ids of its pieces, without special tokens.
   */
  int[] pieces(String text) {
    List<Integer> ids = new ArrayList<>();
    for (Token word : new WordpieceBasicTokenizer(cutsChinese).tokenize(normalise(text))) {
      for (String piece : wordpiece.wordpiece(word.text)) {
        ids.add(vocabulary.get(piece));
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private String normalise(String text) {
    String normal = cleans ? CONTROL.matcher(text).replaceAll("") : text;
    if (stripsAccents) {
      normal = ACCENTS.matcher(Normalizer.normalize(normal, Normalizer.Form.NFD)).replaceAll("");
    }
    return lowersCase ? normal.toLowerCase(Locale.ROOT) : normal;
  }

  /**
   * What an encoder reads.
   *
   * @param pieces ids of pieces.
   * @param from the first to take.
   * @param to the one after the last.
   * @return these, with the special tokens around them.
   */
  int[] tokens(int[] pieces, int from, int to) {
    int[] tokens = new int[before.length + to - from + after.length];
    System.arraycopy(before, 0, tokens, 0, before.length);
    System.arraycopy(pieces, from, tokens, before.length, to - from);
    System.arraycopy(after, 0, tokens, before.length + to - from, after.length);
    return tokens;
  }
}
