package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.opencsv.CSVReader;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.Ranking;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, run as a user does, but for the process. */
class MainTest {

  @TempDir private Path directory;
  private Path config;
  private String out;
  private String err;

  @BeforeEach
  void writeConfiguration() throws Exception {
    TestData.write(directory, 200, 3);
    config =
        Files.writeString(
            directory.resolve("config.xml"),
            """
            <config>
              <component name="experiment" type="io.github.zlpr.experiment.Experiment">
                <property name="trainData" value="train-data"/>
                <property name="testData" value="test-data"/>
                <property name="trainer" value="trainer"/>
                <property name="evaluator" value="evaluator"/>
              </component>
              <component name="all" type="io.github.zlpr.data.ArffDataSource">
                <property name="path" value="FOLDER/small.arff"/>
                <property name="labelsPath" value="FOLDER/small.xml"/>
              </component>
              <component name="train-data" type="io.github.zlpr.data.SplitDataSource">
                <property name="source" value="all"/>
                <property name="part" value="train"/>
              </component>
              <component name="test-data" inherit="train-data">
                <property name="part" value="test"/>
              </component>
              <component name="trainer" type="org.tribuo.multilabel.sgd.linear.LinearSGDTrainer">
                <property name="objective" value="zlpr"/>
                <property name="epochs" value="2"/>
              </component>
              <component name="zlpr" type="io.github.zlpr.loss.ZLPR"/>
              <component name="evaluator" type="io.github.zlpr.eval.RankingEvaluator"/>
            </config>
            """
                .replace("FOLDER", directory.toString()));
  }

  private int run(String... args) {
    return run(InputStream.nullInputStream(), args);
  }

  private int run(InputStream in, String... args) {
    CommandLine run = CommandLine.run(in, args);
    out = run.out();
    err = run.err();
    return run.code();
  }

  private void assertDone(String... args) {
    assertEquals(0, run(args), err);
    assertEquals("", err);
  }

  /** Exit code 2, one line on standard error, nothing on standard output. */
  private void assertFails(String message, String... args) {
    assertEquals(2, run(args), out);
    assertEquals("", out);
    assertTrue(err.contains(message), err);
    assertEquals(1, err.lines().count(), err);
    assertFalse(err.contains("Exception"), err);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void trainsAndEvaluates() throws Exception {
    String model = file("out/model.tribuo");
    assertDone("train", "-c", config.toString(), "-o", file("out"));
    assertTrue(out.contains("LRAP"), out);
    double lrap =
        new ObjectMapper()
            .readTree(Path.of(file("out/metrics.json")).toFile())
            .get("LRAP")
            .asDouble();
    assertTrue(lrap > 0.8, "learns what can be learnt: " + lrap);

    String scores = file("scores.csv");
    assertDone(
        "evaluate", "-m", model, "-c", config.toString(), "--scores", scores, "-o", file("e"));
    assertEquals(
        Files.readString(Path.of(file("out/metrics.json"))),
        Files.readString(Path.of(file("e/metrics.json"))));
    assertEquals(lrap, lrap(Path.of(scores)), 1e-12);

    assertDone("train", "-c", file("out/experiment.xml"), "-o", file("again"));
    assertEquals(
        Files.readString(Path.of(file("out/metrics.json"))),
        Files.readString(Path.of(file("again/metrics.json"))));
  }

  private static double lrap(Path scores) throws Exception {
    try (CSVReader csv = new CSVReader(Files.newBufferedReader(scores))) {
      String[] header = csv.readNext();
      Ranking ranking = new Ranking(header.length - 1);
      double sum = 0.0;
      int rows = 0;
      for (String[] row = csv.readNext(); row != null; row = csv.readNext()) {
        Set<String> truth = Set.of(row[0].split("\\|"));
        int[] ids =
            IntStream.range(1, row.length)
                .filter(i -> truth.contains(header[i]))
                .map(i -> i - 1)
                .toArray();
        double[] values = Arrays.stream(row).skip(1).mapToDouble(Double::parseDouble).toArray();
        sum += new LRAP().value(ranking.rank(values, ids));
        rows++;
      }
      return sum / rows;
    }
  }

  @Test
  void overridesPropertiesAndWrapsSingleValuesOfLists() {
    assertDone("train", "-c", config.toString(), "--@evaluator.k", "2", "--@trainer.epochs", "1");
    assertTrue(out.contains("nDCG@2"), out);
    assertFalse(out.contains("nDCG@1"), out);
    assertDone("train", "-c", config.toString(), "--@evaluator.k", "2,4");
    assertTrue(out.contains("P@4"), out);
  }

  @Test
  void predictsLabelsOfTexts() throws Exception {
    Files.writeString(
        config,
        """
        <config>
          <component name="experiment" type="io.github.zlpr.experiment.Experiment">
            <property name="trainData" value="data"/>
            <property name="testData" value="data"/>
            <property name="trainer" value="trainer"/>
          </component>
          <component name="data" type="org.tribuo.data.text.impl.SimpleTextDataSource">
            <property name="path" value="FOLDER/texts"/>
            <property name="outputFactory" value="factory"/>
            <property name="extractor" value="extractor"/>
          </component>
          <component name="factory" type="org.tribuo.multilabel.MultiLabelFactory"/>
          <component name="extractor" type="org.tribuo.data.text.impl.TextFeatureExtractorImpl">
            <property name="pipeline" value="pipeline"/>
          </component>
          <component name="pipeline" type="org.tribuo.data.text.impl.BasicPipeline">
            <property name="tokenizer" value="tokenizer"/>
          </component>
          <component name="tokenizer" type="org.tribuo.util.tokens.impl.WhitespaceTokenizer"/>
          <component name="trainer" type="org.tribuo.multilabel.sgd.linear.LinearSGDTrainer">
            <property name="objective" value="zlpr"/>
            <property name="epochs" value="50"/>
          </component>
          <component name="zlpr" type="io.github.zlpr.loss.ZLPR"/>
        </config>
        """
            .replace("FOLDER", directory.toString()));
    Files.writeString(
        directory.resolve("texts"),
        "animal=true,pet=true##a small cat\nanimal=true##a wild bear\ntool=true##a blunt hammer\n");
    assertDone("train", "-c", config.toString(), "-o", file("out"));
    String model = file("out/model.tribuo");
    assertDone("predict", "-m", model, "a small cat", "zzz", "blunt hammer");
    assertTrue(
        out.matches(
            "(?s)a small cat\\R +\\d+\\.\\d{4}  (ANIMAL|PET)\\R +\\d+\\.\\d{4}  (ANIMAL|PET)\\R"
                + "zzz\\R  \\(no word of this text is known to the model\\)\\R"
                + "blunt hammer\\R +\\d+\\.\\d{4}  TOOL\\R"),
        out);
    String withArguments = out;
    assertEquals(
        0,
        run(
            new ByteArrayInputStream(
                "a small cat\nzzz\nblunt hammer\n".getBytes(StandardCharsets.UTF_8)),
            "predict",
            "-m",
            model));
    assertEquals(withArguments, out);
  }

  @Test
  void predictNeedsAModelOfTexts() {
    assertDone("train", "-c", config.toString(), "-o", file("out"));
    assertFails("was not trained on text", "predict", "-m", file("out/model.tribuo"), "a cat");
    assertFails("No model; give one by -m MODEL", "predict", "a cat");
  }

  @Test
  void helpIsNoFailure() {
    assertDone("--help");
    assertTrue(out.contains("train") && out.contains("evaluate") && out.contains("predict"), out);
    assertDone("train", "--help");
    assertTrue(out.contains("output"), out);
  }

  @Test
  void refusesBadUsage() {
    assertFails("no command; use one of train, evaluate, predict");
    assertFails("unknown command 'dance'", "dance");
    assertFails("No configuration; give one by -c CONFIG.xml", "train");
    assertFails("Can't find config file: " + file("absent.xml"), "train", "-c", file("absent.xml"));
    assertFails("Unknown argument", "train", "-c", config.toString(), "--absent", "1");
    assertFails("Unknown argument", "train", "-c", config.toString(), "more");
    assertFails(
        "Failed to find component absent", "train", "-c", config.toString(), "--@absent.x", "1");
    assertFails(
        "Failed to find field absent", "train", "-c", config.toString(), "--@zlpr.absent", "1");
    assertFails("No model; give one by -m MODEL", "evaluate", "-c", config.toString());
    assertFails("no such model file", "evaluate", "-c", config.toString(), "-m", file("absent"));
  }

  @Test
  void refusesBadConfigurations() throws Exception {
    String c = config.toString();
    assertFails("must be finite and above 0, found -1.0", "train", "-c", c, "--@zlpr.scale", "-1");
    assertFails("Property: scale", "train", "-c", c, "--@zlpr.scale", "much");
    assertFails("found [0]", "train", "-c", c, "--@evaluator.k", "0");
    assertFails("Property: k", "train", "-c", c, "--@evaluator.k", "many");
    assertFails("must be train or test, found rest", "train", "-c", c, "--@test-data.part", "rest");
    assertFails("small.xml", "train", "-c", c, "--@all.path", file("small.xml"));
    assertFails("absent.arff: no such file", "train", "-c", c, "--@all.path", file("absent.arff"));
    assertFails("absent", "train", "-c", c, "--@experiment.trainer", "absent");
    assertFails("trainer", "train", "-c", c, "--@experiment.trainer", "zlpr");
    assertFails("experiment", "train", "-c", edited("name=\"experiment\"", "name=\"other\""));
    assertFails(
        "org.absent.Trainer",
        "train",
        "-c",
        edited("org.tribuo.multilabel.sgd.linear.LinearSGDTrainer", "org.absent.Trainer"));
    assertFails("absent", "train", "-c", edited("name=\"epochs\"", "name=\"absent\""));
    assertFails("edited.xml:", "train", "-c", edited("</config>", ""));
    assertFails(
        "an element is in the wrong place",
        "train",
        "-c",
        edited("<config>", "<config><propertylist name=\"a\"><item>x</item></propertylist>"));
    assertFails(
        "DOCTYPE",
        "train",
        "-c",
        edited("<config>", "<!DOCTYPE c [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><config>"));
  }

  private String edited(String what, String by) throws Exception {
    String text = Files.readString(config);
    assertTrue(text.contains(what));
    return Files.writeString(directory.resolve("edited.xml"), text.replace(what, by)).toString();
  }

  @Test
  void refusesAnOutputThatCannotBeWrittenBeforeTraining() throws Exception {
    Path taken = Files.writeString(directory.resolve("taken"), "a file");
    assertFails(
        "taken: exists and is not a directory",
        "train",
        "-c",
        config.toString(),
        "-o",
        taken.toString());
    assertFails("taken/below", "train", "-c", config.toString(), "-o", taken + "/below");
    assertEquals("a file", Files.readString(taken));
  }

  @Test
  void aFailedRunLeavesNoFiles() throws Exception {
    assertFails(
        "no such file",
        "train",
        "-c",
        config.toString(),
        "-o",
        file("out"),
        "--@all.path",
        file("no.arff"));
    try (Stream<Path> files = Files.list(Path.of(file("out")))) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void refusesAModelOfOtherData() throws Exception {
    assertDone("train", "-c", config.toString(), "-o", file("out"));
    Path other = Files.createDirectory(directory.resolve("other"));
    TestData.write(other, 50, 3);
    for (String name : Set.of("small.arff", "small.xml")) {
      Path path = other.resolve(name);
      Files.writeString(path, Files.readString(path).replaceAll("label(\\d)", "tag$1"));
    }
    assertFails(
        "the model has never seen label 'tag",
        "evaluate",
        "-m",
        file("out/model.tribuo"),
        "-c",
        config.toString(),
        "--@all.path",
        other.resolve("small.arff").toString(),
        "--@all.labelsPath",
        other.resolve("small.xml").toString());
  }
}
