package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.zlpr.data.TestData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

  private static final Path CONFIGS = Path.of("../configs");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private static Path models;
  @TempDir private Path directory;
  private String out;
  private String err;

  @BeforeAll
  static void train() throws IOException {
    TestData.write(models, 60, 1);
    Files.writeString(
        models.resolve("arff.xml"),
        """
        <config>
          <component name="experiment" type="io.github.zlpr.experiment.Experiment">
            <property name="trainData" value="data"/> <property name="testData" value="data"/>
            <property name="trainer" value="trainer"/>
          </component>
          <component name="data" type="io.github.zlpr.data.ArffDataSource">
            <property name="path" value="small.arff"/>
            <property name="labelsPath" value="small.xml"/>
          </component>
          <component name="trainer" type="io.github.zlpr.trainer.linear.LinearMultiLabelTrainer"/>
        </config>
        """);
    train("arff", models.resolve("arff.xml"));
    for (String name : List.of("csv", "json", "texts")) {
      train(name, CONFIGS.resolve(name + ".xml"));
    }
    Files.delete(models.resolve("small.xml"));
  }

  private static void train(String name, Path config) {
    CommandLine run =
        CommandLine.run(
            "train", "-c", config.toString(), "-o", models.resolve("out-" + name).toString());
    assertEquals(0, run.code(), run.err());
  }

  @BeforeEach
  void clear() {
    out = "";
    err = "";
  }

  private static String model(String name) {
    return models.resolve("out-" + name).resolve("model.tribuo").toString();
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private int predict(String model, String... arguments) {
    return predictLines("", model, arguments);
  }

  private int predictLines(String in, String model, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "predict";
    all[1] = "-m";
    all[2] = model(model);
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    CommandLine run =
        CommandLine.run(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), all);
    out = run.out();
    err = run.err();
    return run.code();
  }

  private List<JsonNode> lines() {
    return out.lines()
        .map(
            line -> {
              try {
                return MAPPER.readTree(line);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private void assertFails(String message, String model, String... arguments) {
    assertEquals(2, predict(model, arguments), out);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.contains(message), err);
  }

  @Test
  void labelsTheRowsOfATableWithoutLabels() throws IOException {
    String file = write("new.csv", "blue,green,red\n0.1,0.2,0.9\n0.9,0.1,0.0\n");
    assertEquals(0, predict("csv", file, "--format", "jsonl"), err);
    List<JsonNode> lines = lines();
    assertEquals(2, lines.size());
    assertEquals(1, lines.get(0).get("id").asInt());
    assertEquals("[\"warm\"]", lines.get(0).get("predicted").toString());
    assertEquals("[\"cold\"]", lines.get(1).get("predicted").toString());
  }

  @Test
  void labelsInAFileChangeNothing() throws IOException {
    predict("csv", write("a.csv", "red,green,blue\n0.5,0.2,0.1\n"), "--scores", "all");
    String without = out;
    predict("csv", write("b.csv", "red,green,blue,labels\n0.5,0.2,0.1,cold\n"), "--scores", "all");
    assertEquals(without, out);
    predict("csv", write("c.csv", "red,green,blue,labels\n0.5,0.2,0.1,\n"), "--scores", "all");
    assertEquals(without, out);
  }

  @Test
  void labelsJsonAndArff() throws IOException {
    String json = write("new.json", "[{\"red\":0.1,\"green\":0.1,\"blue\":0.9,\"labels\":null}]");
    assertEquals(0, predict("json", json, "--format", "jsonl"), err);
    assertEquals("[\"cold\"]", lines().get(0).get("predicted").toString());
    String arff =
        write(
            "new.arff",
            "@relation r\n@attribute x1 numeric\n@attribute x0 numeric\n"
                + "@attribute label0 {0,1}\n@attribute other numeric\n"
                + "@data\n0.1,0.99,?,7\n0.98,0.02,0,7\n");
    assertEquals(0, predict("arff", arff, "--format", "jsonl", "--top", "1"), err);
    assertTrue(lines().get(0).get("scores").has("label0"), out);
    assertTrue(lines().get(1).get("scores").has("label1"), out);
  }

  @Test
  void eachLineOfATextFileHasItsAnswer() throws IOException {
    String file =
        write("new.txt", "my reservation has vanished\n\nzzzz\nI paid the fee\tfines loans\n");
    assertEquals(0, predict("texts", file, "--format", "jsonl"), err);
    List<JsonNode> lines = lines();
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).get("known").asBoolean());
    assertFalse(lines.get(1).get("known").asBoolean());
    assertFalse(lines.get(2).get("known").asBoolean());
    assertEquals("[]", lines.get(2).get("predicted").toString());
    assertEquals("[\"fines\"]", lines.get(3).get("predicted").toString());
    String fromFile = out;
    predictLines(
        "my reservation has vanished\n\nzzzz\nI paid the fee\n", "texts", "--format", "jsonl");
    assertEquals(fromFile, out);
  }

  @Test
  void labelsASourceOfAConfiguration() {
    assertEquals(
        0, predict("csv", "-c", CONFIGS.resolve("csv.xml").toString(), "table", "--format", "csv"));
    assertTrue(out.startsWith("id,label,score,predicted,why\n1,cold,"), out);
    assertFails("Name one data source", "csv", "-c", CONFIGS.resolve("csv.xml").toString());
  }

  @Test
  void listsTheBestLabelsOrAllAboveAScore() throws IOException {
    String file = write("new.csv", "red,green,blue\n0.9,0.2,0.1\n");
    predict("csv", file, "--format", "tsv", "--top", "2");
    List<String> rows = out.lines().toList();
    assertEquals(3, rows.size());
    assertTrue(rows.get(1).startsWith("1\twarm\t"), out);
    assertTrue(rows.get(1).endsWith("\ttrue\t"), out);
    assertTrue(rows.get(2).endsWith("\tfalse\t"), out);
    predict("csv", file, "--format", "csv", "--scores", "1e9");
    assertEquals("id,label,score,predicted,why\n1,,,,\n", out);
    predict("csv", file, "--top", "2");
    assertTrue(out.startsWith("row 1\n* "), out);
  }

  @Test
  void reasonsAddUpToTheScore() throws IOException {
    String file = write("new.csv", "red,green,blue\n0.9,0.2,0.1\n");
    predict("csv", file, "--format", "jsonl", "--why", "9");
    JsonNode line = lines().get(0);
    double sum = 0.0;
    for (JsonNode part : line.get("why").get("warm")) {
      sum += part.get("part").asDouble();
    }
    assertEquals(line.get("scores").get("warm").asDouble(), sum, 1e-9);
    assertEquals("(intercept)", line.get("why").get("warm").get(0).get("feature").asText());
  }

  @Test
  void answersGoToAFileAsAWhole() throws IOException {
    String file = write("new.csv", "red,green,blue\n0.9,0.2,0.1\n0,0,1\nx,1,2\n");
    Path target = Files.writeString(directory.resolve("answers.csv"), "before");
    assertFails(
        "new.csv:4: column 'red' has 'x'", "csv", file, "--format", "csv", "-o", target.toString());
    assertEquals("before", Files.readString(target));
    assertEquals(2, predict("csv", file, "--format", "csv"));
    assertTrue(out.startsWith("id,label,score,predicted,why\n1,warm,"), out);
    String good = write("good.csv", "red,green,blue\n0.9,0.2,0.1\n");
    assertEquals(0, predict("csv", good, "--format", "csv", "-o", target.toString()), err);
    assertEquals("", out);
    assertTrue(Files.readString(target).startsWith("id,label,score,predicted,why\n1,warm,"));
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertFails("there is no column 'blue'", "csv", write("x.csv", "red,green\n1,2\n"));
    assertFails("nowhere.csv: no such file", "csv", "nowhere.csv");
    assertFails("was not trained on text", "csv");
    assertFails("found yaml", "texts", "--format", "yaml", "a");
    assertFails("a number or \"all\"", "texts", "--scores", "many", "a");
    assertFails("not both", "texts", "--scores", "all", "--top", "3", "a");
    assertFails("at least 0", "texts", "--top", "-3", "a");
    assertFails("--why, This is not a whole number: x.", "texts", "--why", "x", "a");
    String missing = directory.resolve("missing").toString();
    assertFails(missing + ": no such file", "texts", "-o", missing + "/answers.txt", "a");
  }

  @Test
  void scoresAreWrittenWithFourDigits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      double score = (random.nextDouble() - 0.5) * Math.pow(10.0, random.nextInt(-5, 8));
      String expected = String.format(Locale.ROOT, "%8.4f", score);
      assertEquals(expected, TextAnswers.number(score));
    }
    for (double score : new double[] {0.0, 1.0, -1.0, 1e12, Double.NaN, -12345.5}) {
      assertEquals(String.format(Locale.ROOT, "%8.4f", score), TextAnswers.number(score));
    }
  }

  @Test
  void showsAModelsCard() throws IOException {
    CommandLine run = CommandLine.run("show", "-m", model("arff"), "--json");
    JsonNode card = MAPPER.readTree(run.out());
    assertEquals(60, card.get("examples").asInt());
    assertEquals(4, card.get("labels").asInt());
    assertEquals("the labels with a score above 0.0", card.get("rule").asText());
    assertEquals(
        "io.github.zlpr.loss.ZLPR", card.get("trainer settings").get("objective").asText());
    assertTrue(card.get("metrics").has("LRAP"), run.out());
    assertTrue(card.get("data").get(0).has("resource-hash"), run.out());
    String text = CommandLine.run("show", "-m", model("arff")).out();
    assertTrue(text.contains("\nexamples: 60\n"), text);
    assertEquals(2, CommandLine.run("show").code());
    String report = Files.readString(models.resolve("out-arff/report.html"));
    assertTrue(report.contains("Model card") && report.contains("examples: 60"), report);
    assertTrue(report.contains("Heaviest features of the labels that do worst"), report);
  }
}
