package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with models that find spans. */
class SpanCommandsTest {

  private static final String CONFIGURATION = "../configs/spans/sample.xml";

  @TempDir static Path folder;
  private static String model;
  private static String trained;

  @BeforeAll
  static void train() {
    CommandLine run = run("train", "-c", CONFIGURATION, "-o", folder.resolve("out").toString());
    assertEquals(0, run.code(), run.err());
    trained = run.out();
    model = folder.resolve("out/model.tribuo").toString();
  }

  private static CommandLine run(String... arguments) {
    return CommandLine.run(arguments);
  }

  private static String predict(String... arguments) {
    CommandLine run =
        run(
            Stream.concat(Stream.of("predict", "-m", model), Stream.of(arguments))
                .toArray(String[]::new));
    assertEquals(0, run.code(), run.err());
    return run.out();
  }

  private static void assertRefused(String message, String... arguments) {
    CommandLine run = run(arguments);
    assertEquals(2, run.code(), run.out());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
  }

  @Test
  void trainWritesAllFiles() throws IOException {
    for (String name :
        new String[] {"experiment.xml", "provenance.json", "report.html", "metrics.json"}) {
      assertTrue(Files.size(folder.resolve("out").resolve(name)) > 0, name);
    }
    assertFalse(Files.exists(folder.resolve("out/model-unevaluated.tribuo")));
    var metrics = new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
    for (String name : new String[] {"Precision", "Recall", "F1", "MacroF1", "F1:person"}) {
      assertTrue(metrics.path(name).isNumber(), name);
    }
    assertTrue(metrics.path("F1").doubleValue() > 0.9, trained);
    assertTrue(trained.contains("28 sentences, 243 tokens"), trained);
  }

  @Test
  void evaluateGivesTheSame() {
    CommandLine run = run("evaluate", "-m", model, "-c", CONFIGURATION);
    assertEquals(0, run.code(), run.err());
    assertTrue(trained.endsWith(run.out()), run.out());
  }

  @Test
  void writtenConfigurationRunsAgain() {
    CommandLine run = run("train", "-c", folder.resolve("out/experiment.xml").toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(trained.endsWith(run.out()), run.out());
  }

  @Test
  void reproduceIsIdentical() {
    CommandLine run = run("reproduce", "-m", model);
    assertEquals(0, run.code(), run.out() + run.err());
    assertTrue(run.out().contains("reproduced, identical to the bit: weights and"), run.out());
  }

  @Test
  void predictFindsSpansInTextsAndStandardInput() {
    String out = predict("Keiko Berg moved to Turin in May .");
    assertTrue(out.startsWith("Keiko Berg moved to Turin in May .\n"), out);
    assertTrue(out.contains("person  Keiko Berg\n"), out);
    assertTrue(out.contains("place  Turin\n"), out);
    assertTrue(predict("so").contains("(no span scores above the threshold)"));
    CommandLine piped =
        CommandLine.run(
            new ByteArrayInputStream("Mara met Nils\n".getBytes(StandardCharsets.UTF_8)),
            "predict",
            "-m",
            model);
    assertTrue(piped.out().startsWith("Mara met Nils\n"), piped.out());
  }

  @Test
  void whatPredictWritesCanBePredictedAgain() throws IOException {
    String text = "The University of Porto hired Clara Holm .";
    Path lines = folder.resolve("found.jsonl");
    String json = predict("--format", "jsonl", text);
    Files.writeString(lines, json);
    Path conll = folder.resolve("found.conll");
    Files.writeString(conll, predict("--format", "conll", text));
    Path plain = Files.writeString(folder.resolve("plain.txt"), text + "\n");
    assertTrue(Files.readString(conll).contains("Clara\tB-person"), Files.readString(conll));
    for (Path file : new Path[] {lines, conll, plain}) {
      assertEquals(json, predict("--format", "jsonl", file.toString()));
    }
  }

  @Test
  void badInputIsRefusedInOneLine() throws IOException {
    assertRefused("Use text, jsonl or conll", "predict", "-m", model, "--format", "xml", "a");
    assertRefused("Use words, blanks or characters", "predict", "-m", model, "--tokenizer", "x");
    assertRefused(
        "There is no such file for spans",
        "evaluate",
        "-m",
        model,
        "-c",
        CONFIGURATION,
        "--scores",
        "s.csv");
    assertRefused(
        "and the experiment a Experiment; models that find spans need a SpanExperiment",
        "evaluate",
        "-m",
        model,
        "-c",
        "../configs/texts.xml");
    Path bad = Files.writeString(folder.resolve("bad.conll"), "Ann B-person O\nLee person O\n");
    assertRefused(
        bad + ":2: the tag 'person' is neither O nor",
        "train",
        "-c",
        CONFIGURATION,
        "--@train-data.path",
        bad.toString());
    Path empty = Files.createFile(folder.resolve("empty.conll"));
    assertRefused(
        empty + ": has no examples",
        "train",
        "-c",
        CONFIGURATION,
        "--@train-data.path",
        empty.toString());
  }
}
