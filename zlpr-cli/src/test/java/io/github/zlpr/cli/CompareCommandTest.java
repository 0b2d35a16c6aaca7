package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.zlpr.data.SplitDataSource;
import io.github.zlpr.data.TestData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code zlpr compare}, run as a user does, but within this process. */
class CompareCommandTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path directory;
  private Path config;
  private String out;
  private String err;

  @BeforeEach
  void writeConfiguration() throws IOException {
    TestData.write(directory, 150, 3);
    config =
        Files.writeString(
            directory.resolve("compare.xml"),
            """
            <config>
              <component name="comparison" type="io.github.zlpr.experiment.comparison.Comparison">
                <propertylist name="contenders">
                  <item>c-zlpr</item><item>c-bce</item><item>c-pairs</item>
                </propertylist>
                <propertylist name="dataSets"><item>one</item><item>two</item></propertylist>
                <propertylist name="seeds"><item>1</item><item>2</item></propertylist>
                <property name="resamples" value="200"/>
              </component>

              <component name="c-zlpr" type="io.github.zlpr.experiment.comparison.Contender">
                <property name="name" value="ZLPR &lt;0&gt;"/>
                <property name="trainer" value="linear"/>
                <propertylist name="learningRates">
                  <item>0.001</item><item>0.3</item>
                </propertylist>
              </component>
              <component name="c-bce" inherit="c-zlpr">
                <property name="name" value="tuned"/>
                <property name="trainer" value="tuned"/>
              </component>
              <component name="c-pairs" type="io.github.zlpr.experiment.comparison.Contender">
                <property name="name" value="pairs"/>
                <property name="trainer" value="linear-pairs"/>
                <property name="meanLabels" value="true"/>
              </component>

              <component name="linear"
                  type="io.github.zlpr.trainer.linear.LinearMultiLabelTrainer">
                <property name="objective" value="zlpr"/>
                <property name="epochs" value="20"/>
              </component>
              <component name="linear-pairs" inherit="linear">
                <property name="objective" value="pairs"/>
              </component>
              <component name="tuned" type="io.github.zlpr.trainer.rule.ThresholdTunedTrainer">
                <property name="trainer" value="sgd"/>
              </component>
              <component name="sgd" type="org.tribuo.multilabel.sgd.linear.LinearSGDTrainer">
                <property name="objective" value="bce"/>
                <property name="optimiser" value="adagrad"/>
              </component>
              <component name="adagrad" type="org.tribuo.math.optimisers.AdaGrad">
                <property name="initialLearningRate" value="0.1"/>
              </component>
              <component name="zlpr" type="io.github.zlpr.loss.ZLPR"/>
              <component name="pairs" type="io.github.zlpr.loss.PairwiseLogSumExp"/>
              <component name="bce" type="org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy"/>
              <component name="majority"
                  type="org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer">
                <property name="innerTrainer" value="most-frequent"/>
              </component>
              <component name="most-frequent"
                  type="org.tribuo.classification.baseline.DummyClassifierTrainer">
                <property name="dummyType" value="MOST_FREQUENT"/>
              </component>

              <component name="one" type="io.github.zlpr.experiment.comparison.ComparedData">
                <property name="name" value="one"/>
                <property name="trainData" value="one-train"/>
                <property name="testData" value="one-test"/>
                <property name="transformations" value="standardisation"/>
                <property name="folds" value="2"/>
              </component>
              <component name="two" type="io.github.zlpr.experiment.comparison.ComparedData">
                <property name="name" value="two"/>
                <property name="trainData" value="two-train"/>
                <property name="testData" value="two-test"/>
                <property name="transformations" value="standardisation"/>
              </component>
              <component name="one-train" type="io.github.zlpr.data.SplitDataSource">
                <property name="source" value="all"/>
                <property name="part" value="train"/>
              </component>
              <component name="one-test" inherit="one-train">
                <property name="part" value="test"/>
              </component>
              <component name="two-train" inherit="one-train">
                <property name="seed" value="5"/>
              </component>
              <component name="two-test" inherit="two-train">
                <property name="part" value="test"/>
              </component>
              <component name="all" type="io.github.zlpr.data.ArffDataSource">
                <property name="path" value="FOLDER/small.arff"/>
                <property name="labelsPath" value="FOLDER/small.xml"/>
              </component>
              <component name="standardisation" type="org.tribuo.transform.TransformationMap">
                <propertylist name="globalTransformations"><item>standardise</item></propertylist>
              </component>
              <component name="standardise"
                  type="org.tribuo.transform.transformations.MeanStdDevTransformation">
                <property name="targetMean" value="0.0"/>
                <property name="targetStdDev" value="1.0"/>
              </component>
            </config>
            """
                .replace("FOLDER", directory.toString()));
  }

  private int run(String... args) {
    String[] all =
        Stream.concat(Stream.of("compare", "-c", config.toString()), Stream.of(args))
            .toArray(String[]::new);
    CommandLine run = CommandLine.run(all);
    out = run.out();
    err = run.err();
    return run.code();
  }

  /** Runs into a folder and reads comparison.json. */
  private JsonNode compare(String folder, String... more) throws IOException {
    Path output = directory.resolve(folder);
    String[] args =
        Stream.concat(Stream.of("-o", output.toString()), Stream.of(more)).toArray(String[]::new);
    assertEquals(0, run(args), err);
    assertEquals("", err);
    return MAPPER.readTree(output.resolve("comparison.json").toFile());
  }

  private void assertFails(String message, String... args) {
    assertEquals(2, run(args), out);
    assertEquals("", out);
    assertTrue(err.contains(message), err);
    assertEquals(1, err.lines().count(), err);
    assertFalse(err.contains("Exception"), err);
  }

  private Map<String, String> cells(String folder) throws IOException {
    Map<String, String> cells = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve(folder).resolve("cells"))) {
      for (Path file : files.toList()) {
        cells.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return cells;
  }

  private static JsonNode table(JsonNode result, String metric) {
    for (JsonNode table : result.get("tables")) {
      if (table.get("metric").asText().equals(metric)) {
        return table;
      }
    }
    throw new AssertionError(metric);
  }

  private static double mean(JsonNode result, String metric, int row, int contender) {
    return table(result, metric).at("/rows/" + row + "/scores/" + contender + "/mean").asDouble();
  }

  @Test
  void comparesContendersOnDataSets() throws Exception {
    JsonNode result = compare("out");
    // Grids: 2 contenders, 2 rates, 2 + 1 held-out parts; then 3 contenders, 2 data sets, 2 seeds.
    assertEquals(12 + 12, cells("out").size());
    assertEquals("ZLPR <0>", result.at("/contenders/0").asText());
    for (int row = 0; row < 2; row++) {
      assertEquals(45, result.at("/dataSets/" + row + "/testExamples").asInt());
      JsonNode tried = result.at("/dataSets/" + row + "/choices/0/tried");
      assertTrue(tried.get("0.3").asDouble() > tried.get("0.001").asDouble(), tried.toString());
      assertEquals(0.3, result.at("/dataSets/" + row + "/choices/0/learningRate").asDouble());
      assertTrue(result.at("/dataSets/" + row + "/choices/2/learningRate").isNull());
      assertTrue(result.at("/dataSets/" + row + "/choices/2/tried").isEmpty());
      assertTrue(mean(result, "LRAP", row, 0) > 0.9, "learns what can be learnt");
      for (JsonNode score : table(result, "LRAP").at("/rows/" + row + "/scores")) {
        assertTrue(score.get("low").asDouble() <= score.get("mean").asDouble());
        assertTrue(score.get("high").asDouble() >= score.get("mean").asDouble());
      }
    }
    assertEquals(6.0, sum(table(result, "MicroF1").at("/ranks/averageRanks")), 1e-12);
    assertEquals(2.343 * Math.sqrt(1.0), criticalDifference(result), 1e-3);

    assertTrue(out.contains("nDCG@5"), out);
    assertTrue(out.contains("RankingLoss (smaller is better)"), out);
    assertTrue(out.contains("Critical difference of mean ranks (Nemenyi, 5 %): 2.34"), out);
    String html = Files.readString(directory.resolve("out/comparison.html"));
    DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    assertTrue(html.contains("ZLPR &lt;0&gt;"));
    assertTrue(html.contains("aria-label=\"Mean ranks by LRAP: "));
    assertTrue(html.contains("95 % bootstrap interval (200 resamples of the test examples)"));

    String withFiles = out;
    assertEquals(0, run(), err);
    assertEquals(withFiles, "wrote " + directory.resolve("out") + "\n" + out);
  }

  private static double sum(JsonNode numbers) {
    double sum = 0.0;
    for (JsonNode number : numbers) {
      sum += number.asDouble();
    }
    return sum;
  }

  /** √(k (k + 1) / 6N) is 1 for three contenders on two data sets. */
  private static double criticalDifference(JsonNode result) {
    return table(result, "LRAP").at("/ranks/criticalDifference").asDouble();
  }

  @Test
  void meanLabelsAndTunedThresholdDecideThePredictedSets() throws IOException {
    compare("out");
    for (Map.Entry<String, String> cell : cells("out").entrySet()) {
      if (cell.getKey().contains("~pairs~")) {
        JsonNode sizes = MAPPER.readTree(cell.getValue()).at("/MicroF1/denominators");
        List<Integer> trueLabels = trueLabels(cell.getKey().startsWith("one") ? "one" : "two");
        for (int i = 0; i < trueLabels.size(); i++) {
          int predicted = sizes.get(i).asInt() - trueLabels.get(i);
          assertEquals(2, predicted, "two of four labels are true on average");
        }
      }
    }
  }

  private List<Integer> trueLabels(String data) {
    List<Integer> sizes = new ArrayList<>();
    SplitDataSource test =
        (SplitDataSource) new ConfigurationManager(config.toString()).lookup(data + "-test");
    test.forEach(example -> sizes.add(example.getOutput().getLabelSet().size()));
    return sizes;
  }

  /** Makes each third example's targets wrong, so that no two trainings rank all alike. */
  private void flipTargets() throws IOException {
    Path file = directory.resolve("small.arff");
    StringBuilder flipped = new StringBuilder();
    int row = 0;
    for (String line : Files.readAllLines(file)) {
      int targets = line.length() - ",0,0,0,0".length();
      boolean flip = !line.startsWith("@") && row++ % 3 == 0;
      flipped
          .append(
              flip
                  ? line.substring(0, targets)
                      + line.substring(targets)
                          .replace('0', 'x')
                          .replace('1', '0')
                          .replace('x', '1')
                  : line)
          .append('\n');
    }
    Files.writeString(file, flipped);
  }

  @Test
  void seedsAndRatesReachTheTrainer() throws IOException {
    flipTargets();
    compare("out", "--@linear-pairs.epochs", "1", "--@linear-pairs.learningRate", "0.003");
    Map<String, String> cells = cells("out");
    assertNotEquals(
        MAPPER.readTree(cells.get("two~pairs~seed-1.json")).get("LRAP"),
        MAPPER.readTree(cells.get("two~pairs~seed-2.json")).get("LRAP"));
    assertNotEquals(
        MAPPER.readTree(cells.get("two~tuned~rate-0.3-fold-0.json")).get("RankingLoss"),
        MAPPER.readTree(cells.get("two~tuned~rate-0.001-fold-0.json")).get("RankingLoss"));
  }

  @Test
  void theSameConfigurationGivesTheSameNumbers() throws IOException {
    JsonNode first = compare("a", "--@linear.threads", "1");
    JsonNode second = compare("b", "--@linear.threads", "2");
    assertEquals(first, second);
    compare("c", "--@linear.threads", "2");
    assertEquals(cells("b"), cells("c"));
    assertEquals(
        withoutDay(directory.resolve("b/comparison.html")),
        withoutDay(directory.resolve("c/comparison.html")));
  }

  private static String withoutDay(Path page) throws IOException {
    return Files.readString(page).replaceFirst("<footer>Written on [^<]+</footer>", "");
  }

  @Test
  void goesOnWhereItWasStopped() throws IOException {
    JsonNode whole = compare("out");
    Map<String, String> cells = cells("out");
    Path folder = directory.resolve("out/cells");
    // As after a kill: some cells are missing, and one was moved into place by nobody.
    List<String> missing = cells.keySet().stream().filter(name -> name.contains("seed-2")).toList();
    for (String name : missing) {
      Files.delete(folder.resolve(name));
    }
    Files.writeString(folder.resolve(missing.get(0)), "{\"finger");
    Files.delete(directory.resolve("out/comparison.json"));
    assertEquals(whole, compare("out"));
    assertEquals(cells, cells("out"));
  }

  @Test
  void finishedCellsAreNotTrainedAgainButThoseOfOtherConfigurationsAre() throws IOException {
    JsonNode whole = compare("out");
    double right = mean(whole, "LRAP", 1, 2);
    Path file = directory.resolve("out/cells/two~pairs~seed-1.json");
    ObjectNode cell = (ObjectNode) MAPPER.readTree(file.toFile());
    ArrayNode zeros = MAPPER.createArrayNode();
    cell.at("/LRAP/numerators").forEach(value -> zeros.add(0.0));
    ((ObjectNode) cell.get("LRAP")).set("numerators", zeros);
    MAPPER.writeValue(file.toFile(), cell);
    assertTrue(mean(compare("out"), "LRAP", 1, 2) < 0.6 * right, "the cell was not trained again");

    cell.put("fingerprint", "0");
    MAPPER.writeValue(file.toFile(), cell);
    assertEquals(whole, compare("out"));

    Map<String, String> cells = cells("out");
    compare("out", "--@linear.l2", "0.01");
    for (Map.Entry<String, String> other : cells("out").entrySet()) {
      boolean changed = !other.getValue().equals(cells.get(other.getKey()));
      assertEquals(other.getKey().contains("~ZLPR"), changed, other.getKey());
    }
  }

  @Test
  void otherDataMakeOtherCells() throws IOException {
    compare("out");
    Map<String, String> cells = cells("out");
    TestData.write(directory, 150, 4);
    compare("out");
    cells("out").forEach((name, text) -> assertNotEquals(cells.get(name), text, name));
  }

  @Test
  void ratesAreTriedFromTheMiddleAsLongAsItGetsBetter() throws IOException {
    JsonNode result = compare("out", "--@c-zlpr.learningRates", "0.5,1e-6,0.3,0.001,1e300");
    for (JsonNode data : result.get("dataSets")) {
      JsonNode choice = data.at("/choices/0");
      JsonNode tried = choice.get("tried");
      assertTrue(tried.has("0.3") && tried.has("0.001") && tried.has("0.5"), tried.toString());
      assertFalse(tried.has("1.0E-6"), "0.001 is worse than 0.3");
      double chosen = tried.get(choice.get("learningRate").asText()).asDouble();
      tried.forEach(value -> assertTrue(value.isNull() || value.asDouble() <= chosen));
    }
  }

  @Test
  void aRateAtWhichTheTrainingFailsIsNotChosen() throws IOException {
    JsonNode result = compare("out", "--@c-zlpr.learningRates", "1e300,0.3");
    assertTrue(result.at("/dataSets/0/choices/0/tried/1.0E300").isNull(), result.toString());
    assertEquals(0.3, result.at("/dataSets/0/choices/0/learningRate").asDouble());
    assertFails("one, ZLPR <0>", "--@c-zlpr.learningRates", "1e300,2e300");
  }

  @Test
  void refusesBadInput() {
    assertFails("two contenders or more, found 1", "--@comparison.contenders", "c-bce");
    assertFails("zlpr <0> is twice", "--@c-bce.name", "zlpr <0>");
    assertFails("one is twice", "--@two.name", "one");
    assertFails("1 is twice", "--@comparison.seeds", "1,1");
    assertFails("must be one of LRAP, MicroF1", "--@comparison.selectionMetric", "accuracy");
    assertFails("must be above 0 and below 1, found 1.0", "--@comparison.heldOut", "1.0");
    assertFails("one has not room for 2 held-out parts", "--@comparison.heldOut", "0.6");
    assertFails("at least 100, found 10", "--@comparison.resamples", "10");
    assertFails("folds", "--@one.folds", "0");
    assertFails(
        "must be above 0 and differ, found [0.3, 0.3]", "--@c-zlpr.learningRates", "0.3,0.3");
    assertFails("must be above 0 and differ, found [-1.0]", "--@c-zlpr.learningRates", "-1");
    assertFails("has no property k to replace", "--@c-zlpr.meanLabels", "true");
    assertFails("a contender needs a name", "--@c-zlpr.name", " ");
    assertFails("a data set needs a name", "--@one.name", " ");
    assertFails("absent", "--@comparison.dataSets", "one,absent");
    assertFails("Unknown argument", "--absent", "1");
    assertFails("small.txt", "--@all.path", directory.resolve("small.txt").toString());
  }

  @Test
  void refusesAGridWithoutALearningRate() throws IOException {
    String text = Files.readString(config);
    assertTrue(text.contains("<property name=\"trainer\" value=\"tuned\"/>"));
    Files.writeString(
        config,
        text.replace(
            "<property name=\"trainer\" value=\"tuned\"/>",
            "<property name=\"trainer\" value=\"majority\"/>"));
    assertFails("has no learning rate to choose");
    Files.writeString(config, text.replace("name=\"comparison\"", "name=\"other\""));
    assertFails("comparison");
  }

  @Test
  void refusesEmptyLists() throws IOException {
    String text = Files.readString(config);
    String items = "<item>one</item><item>two</item>";
    assertTrue(text.contains(items));
    Files.writeString(config, text.replace(items, ""));
    assertFails("dataSets");
  }
}
