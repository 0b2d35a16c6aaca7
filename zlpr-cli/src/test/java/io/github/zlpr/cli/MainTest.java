package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.opencsv.CSVReader;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.Ranking;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, run as a user does, but within this process. */
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
                + "zzz\\R  \\(the model knows no word or feature of this\\)\\R"
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
    String all = out;
    for (String help : new String[] {"-h", "help", "--usage"}) {
      assertDone(help);
      assertEquals(all, out);
    }
    assertDone("train", "--help");
    String train = out;
    assertTrue(
        train.startsWith("usage: zlpr train -c CONFIG.xml [-o OUTDIR [--overwrite]]\n"), train);
    assertTrue(train.contains("  -o, --output OUTDIR\n      Directory for the model"), train);
    assertTrue(train.contains("  --@COMPONENT.PROPERTY VALUE\n"), train);
    assertTrue(train.lines().allMatch(line -> line.length() <= 80), train);
    assertDone("help", "train");
    assertEquals(train, out);
    assertDone("train", "-c", "absent.xml", "-h");
    assertEquals(train, out);
    assertDone("show", "--help");
    assertTrue(out.contains("-m MODEL [--json]") && !out.contains("--config-file"), out);
  }

  @Test
  void versionsAreTold() {
    assertDone("--version");
    assertTrue(out.matches("(?s)zlpr-version \\S+\ntribuo-version 4\\.\\d.*"), out);
  }

  @Test
  void optionsEndAtTwoHyphens() {
    assertFails("-5: no such model file", "evaluate", "-c", config.toString(), "-m", "-5");
    assertFails("-5, Unknown argument.", "train", "-c", config.toString(), "--", "-5");
    assertFails("is no option behind --", "train", "-c", config.toString(), "-5");
    assertFails("--help shows all options", "train", "--outputs", "x");
  }

  @Test
  void anOptionsValueMayHaveAnyCharacters() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("Doe, J #1 100%"));
    Path moved = Files.move(config, folder.resolve("a,b.xml"));
    String output = folder.resolve("out,^").toString();
    assertDone("train", "-c", moved.toString(), "--output=" + output);
    assertTrue(Files.exists(Path.of(output, "model.tribuo")));
    assertFails("No value follows", "train", "-c", moved.toString(), "-o");
    assertFails("No value follows", "train", "-c", "-o", "x");
  }

  @Test
  void filesOfAnotherRunAreReplacedOnlyIfAskedFor() throws Exception {
    assertDone("train", "-c", config.toString(), "-o", file("out"));
    assertEquals(
        Set.of("model.tribuo", "metrics.json", "report.html", "experiment.xml", "provenance.json"),
        names(Path.of(file("out"))));
    String metrics = Files.readString(Path.of(file("out/metrics.json")));
    String[] again = {
      "train", "-c", config.toString(), "-o", file("out"), "--@trainer.epochs", "1"
    };
    assertFails("has files of another run (model.tribuo, metrics.json, ", again);
    assertEquals(metrics, Files.readString(Path.of(file("out/metrics.json"))));
    String[] overwriting = Arrays.copyOf(again, again.length + 1);
    overwriting[again.length] = "--overwrite";
    assertDone(overwriting);
    assertNotEquals(metrics, Files.readString(Path.of(file("out/metrics.json"))));
    assertFails("--overwrite", "reproduce", "-m", file("out/model.tribuo"), "-o", file("out"));
  }

  @Test
  void aModelThatCannotBeEvaluatedIsKept() throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));
    TestData.write(other, 50, 3);
    for (String name : Set.of("small.arff", "small.xml")) {
      Path path = other.resolve(name);
      Files.writeString(path, Files.readString(path).replaceAll("label(\\d)", "tag$1"));
    }
    String text = Files.readString(config);
    Files.writeString(
        config,
        text.replace(
                "<property name=\"testData\" value=\"test-data\"/>",
                "<property name=\"testData\" value=\"other\"/>")
            .replace(
                "<component name=\"zlpr\"",
                """
                <component name="other" type="io.github.zlpr.data.ArffDataSource">
                  <property name="path" value="other/small.arff"/>
                  <property name="labelsPath" value="other/small.xml"/>
                </component>
                <component name="zlpr\""""));
    assertFails("never seen label 'tag", "train", "-c", config.toString(), "-o", file("out"));
    assertEquals(Set.of("model-unevaluated.tribuo"), names(Path.of(file("out"))));
    Files.writeString(config, text);
    assertDone("evaluate", "-m", file("out/model-unevaluated.tribuo"), "-c", config.toString());
  }

  private static Set<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    assertEquals(2, runInto("No space left on device"));
    assertEquals("zlpr: standard output: No space left on device" + System.lineSeparator(), err);
  }

  @Test
  void outputThatNobodyReadsIsNone() {
    assertEquals(0, runInto("Broken pipe"));
    assertEquals("", err);
  }

  /** Asks for help where the output fails. */
  private int runInto(String failure) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code =
        new Main(
                InputStream.nullInputStream(),
                new PrintStream(new StrictOutput(failing), true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8))
            .run("--help");
    err = errors.toString(StandardCharsets.UTF_8);
    return code;
  }

  @Test
  void refusesBadUsage() {
    assertFails("no command; use one of train, evaluate, predict");
    assertFails("unknown command 'dance'", "dance");
    assertFails("No configuration; give one by -c CONFIG.xml", "train");
    assertFails(
        file("absent.xml") + ": no such configuration file", "train", "-c", file("absent.xml"));
    assertFails("Unknown argument", "train", "-c", config.toString(), "--absent", "1");
    assertFails("Unknown argument", "train", "-c", config.toString(), "more");
    assertFails(
        "There is no component absent, but ", "train", "-c", config.toString(), "--@absent.x", "1");
    assertFails(
        "has no property absent, but margin, ",
        "train",
        "-c",
        config.toString(),
        "--@zlpr.absent",
        "1");
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
