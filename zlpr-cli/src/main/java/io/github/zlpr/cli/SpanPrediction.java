package io.github.zlpr.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.span.ConllDataSource;
import io.github.zlpr.span.JsonLinesDataSource;
import io.github.zlpr.span.PlainTextDataSource;
import io.github.zlpr.span.ScoredSpan;
import io.github.zlpr.span.Sentence;
import io.github.zlpr.span.Span;
import io.github.zlpr.span.SpanDataSource;
import io.github.zlpr.span.SpanModel;
import io.github.zlpr.span.TagColumns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tribuo.util.tokens.Tokenizer;
import org.tribuo.util.tokens.impl.BreakIteratorTokenizer;
import org.tribuo.util.tokens.impl.WhitespaceTokenizer;
import org.tribuo.util.tokens.universal.UniversalTokenizer;

/** Prints the spans that a model finds in texts and files. */
final class SpanPrediction {

  /** So many sentences are answered at once, by all threads. */
  private static final int BLOCK = 512;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Supplier<Tokenizer>> TOKENIZERS =
      Map.of(
          "words", () -> new BreakIteratorTokenizer(Locale.ENGLISH),
          "blanks", WhitespaceTokenizer::new,
          "characters", SpanPrediction::characters);

  private final SpanModel model;
  private final Tokenizer tokenizer;
  private final String format;
  private final PrintStream out;
  private final List<Sentence> waiting = new ArrayList<>();

  /**
   * Prints.
   *
   * @param model the model.
   * @param tokenizer how texts are cut into tokens: words, blanks or characters.
   * @param format what is printed: text, jsonl or conll.
   * @param out takes it.
   * @throws ArgumentException if there is no such tokenizer or format.
   */
  SpanPrediction(SpanModel model, String tokenizer, String format, PrintStream out) {
    if (!TOKENIZERS.containsKey(tokenizer)) {
      throw new ArgumentException(
          "--tokenizer", "Use words, blanks or characters, found " + tokenizer + ".");
    }
    if (!List.of("text", "jsonl", "conll").contains(format)) {
      throw new ArgumentException("--format", "Use text, jsonl or conll, found " + format + ".");
    }
    this.model = model;
    this.tokenizer = TOKENIZERS.get(tokenizer).get();
    this.format = format;
    this.out = out;
  }

  /** Each character of Chinese, Japanese and Korean, else words. */
  private static Tokenizer characters() {
    UniversalTokenizer tokenizer = new UniversalTokenizer(true);
    tokenizer.setGenerateNgrams(false);
    tokenizer.setGenerateUnigrams(true);
    return tokenizer;
  }

  /**
   * Predicts for what the arguments name: sources of their configuration, files and texts; or else
   * for the lines of standard input.
   *
   * @param arguments the arguments.
   * @param in standard input.
   * @throws IOException if it cannot be read.
   */
  void predict(Arguments arguments, InputStream in) throws IOException {
    if (!arguments.configurations().isEmpty()) {
      for (String name : arguments.operands()) {
        Configurations.lookup(arguments.configuration(), name, SpanDataSource.class)
            .forEach(this::add);
      }
    } else if (arguments.operands().isEmpty()) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        addText(text);
        if (!lines.ready()) {
          answer();
          out.flush();
        }
      }
    } else {
      arguments.operands().forEach(this::predict);
    }
    answer();
    out.flush();
  }

  /** Finds the spans of the sentences that wait, in all threads, and prints them in order. */
  private void answer() {
    List<List<ScoredSpan>> spans = waiting.parallelStream().map(model::predict).toList();
    for (int i = 0; i < spans.size(); i++) {
      print(waiting.get(i), spans.get(i));
    }
    waiting.clear();
  }

  private void add(Sentence sentence) {
    waiting.add(sentence);
    if (waiting.size() == BLOCK) {
      answer();
    }
  }

  private void predict(String operand) {
    Optional<Path> file = file(operand);
    if (file.isPresent()) {
      source(file.get()).forEach(this::add);
    } else {
      addText(operand);
    }
  }

  private void addText(String text) {
    PlainTextDataSource.sentence(text, tokenizer).ifPresent(this::add);
  }

  private static Optional<Path> file(String operand) {
    try {
      return Optional.of(Path.of(operand)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private SpanDataSource source(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.(gz|bz2|zip)$", "");
    if (name.endsWith(".jsonl")) {
      return new JsonLinesDataSource(file);
    }
    return name.matches(".*\\.(conll|conllu|tsv|iob|iob2|bio|bioes|bmes)")
        ? new ConllDataSource(file).withoutTags()
        : new PlainTextDataSource(file, tokenizer);
  }

  private void print(Sentence sentence, List<ScoredSpan> spans) {
    switch (format) {
      case "jsonl" -> out.println(json(sentence, spans));
      case "conll" -> printConll(sentence, spans);
      default -> printText(sentence, spans);
    }
  }

  private void printText(Sentence sentence, List<ScoredSpan> spans) {
    out.println(String.join(" ", sentence.tokens()));
    if (spans.isEmpty()) {
      out.println("  (no span scores above the threshold)");
    }
    for (ScoredSpan found : spans) {
      Span span = found.span();
      out.printf(Locale.ROOT, "  %8.4f  %s  %s%n", found.score(), span.type(), sentence.text(span));
    }
  }

  private static ObjectNode json(Sentence sentence, List<ScoredSpan> spans) {
    ObjectNode object = JSON.createObjectNode();
    ArrayNode tokens = object.putArray("tokens");
    sentence.tokens().forEach(tokens::add);
    ArrayNode all = object.putArray("spans");
    for (ScoredSpan found : spans) {
      Span span = found.span();
      all.addObject()
          .put("start", span.start())
          .put("end", span.end())
          .put("type", span.type())
          .put("text", sentence.text(span))
          .put("score", found.score());
    }
    return object;
  }

  private void printConll(Sentence sentence, List<ScoredSpan> spans) {
    List<List<String>> columns =
        TagColumns.of(sentence.size(), spans.stream().map(ScoredSpan::span).toList());
    for (int i = 0; i < sentence.size(); i++) {
      StringBuilder line = new StringBuilder(sentence.tokens().get(i));
      for (List<String> column : columns) {
        line.append('\t').append(column.get(i));
      }
      out.println(line);
    }
    out.println();
  }
}
