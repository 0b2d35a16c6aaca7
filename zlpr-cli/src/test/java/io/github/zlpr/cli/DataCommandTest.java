package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.data.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    TestData.write(directory, 20, 1);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private static String out(String... arguments) {
    CommandLine run = CommandLine.run(arguments);
    assertEquals("", run.err());
    assertEquals(0, run.code());
    return run.out();
  }

  private static void assertFails(String message, String... arguments) {
    CommandLine run = CommandLine.run(arguments);
    assertEquals(2, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void describesFiles() throws IOException {
    Files.writeString(
        directory.resolve("text.svm"),
        "1,2 3:0.5 4:1\n1 4:1 5:2\n 3:0.5 4:1\n2,1 4:1 3:0.5\n8 4:1\n");
    String text = out("data", file("small.arff"), file("text.svm"));
    assertTrue(
        text.startsWith(file("small.arff") + "\n  examples                      20\n"), text);
    String expected =
        """
        text.svm
          examples                       5
          features                       3
          density                   0.6000  share of the values that are not zero
          constant features              1  4
          labels                         3
          cardinality               1.2000  labels per example, at most 2
          without label                  1
          duplicates                     2  1 of them with other labels

          examples of a label        labels
                            1            1  ####################
                        2 – 3            2  ########################################
          most frequent: 1 3, 2 2, 8 1
          least frequent: 8 1, 2 2, 1 3

        """;
    assertTrue(text.endsWith(expected), text);
  }

  @Test
  void describesWeightsAndSoftTargets() throws IOException {
    Files.writeString(
        directory.resolve("m.arff"),
        """
        @relation ':-C 1'
        @attribute l numeric
        @attribute x numeric
        @data
        0.5,0,{2}
        1,0,{3}
        0,0
        """);
    String text = out("data", file("m.arff"));
    assertTrue(text.contains("  3  2 with a weight\n"), text);
    assertTrue(text.contains("  labels                         1  1 soft targets\n"), text);
    assertTrue(text.contains("  density                 0.00e+00  share"), text);
    assertTrue(text.contains("  constant features              1  x\n"), text);
  }

  @Test
  void findsTheLabelFile() throws IOException {
    for (String name : new String[] {"small-train.arff", "small-test-sparse.arff"}) {
      Files.copy(directory.resolve("small.arff"), directory.resolve(name));
      assertTrue(out("data", file(name)).contains("  labels                         4\n"));
    }
    TestData.gzip(
        directory.resolve("small.arff.gz"), Files.readString(directory.resolve("small.arff")));
    out("data", file("small.arff.gz"));
    Files.move(directory.resolve("small.xml"), directory.resolve("other.xml"));
    out("data", "--labels", file("other.xml"), file("small.arff"));
    assertFails("set labelsPath, or --labels FILE", "data", file("small.arff"));
  }

  @Test
  void describesTheSourcesOfAConfiguration() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("config.xml"),
            """
            <config>
              <component name="b" type="io.github.zlpr.data.ArffDataSource">
                <property name="path" value="FOLDER/small.arff"/>
                <property name="labelsPath" value="FOLDER/small.xml"/>
              </component>
              <component name="a" type="io.github.zlpr.data.SplitDataSource">
                <property name="source" value="b"/>
                <property name="part" value="test"/>
              </component>
              <component name="zlpr" type="io.github.zlpr.loss.ZLPR"/>
            </config>
            """
                .replace("FOLDER", directory.toString()));
    String all = out("data", "-c", config.toString());
    assertTrue(all.matches("(?s)a\\R  examples +6\\R.*\\Rb\\R  examples +20\\R.*"), all);
    String one = out("data", "-c", config.toString(), "b");
    assertTrue(one.matches("(?s)b\\R  examples +20\\R.*"), one);
    assertFails("expected a", "data", "-c", config.toString(), "zlpr");
    assertFails("absent", "data", "-c", config.toString(), "absent");
    assertFails("A configuration is given by -c.", "data", config.toString());
  }

  @Test
  void describesSentencesWithSpans() {
    String all = out("data", "-c", "../configs/spans/sample.xml");
    assertTrue(all.matches("(?s)test-data\\R  sentences .*\\Rtrain-data\\R  sentences .*"), all);
    assertTrue(all.contains("  nested "), all);
    String one = out("data", "-c", "../configs/spans/sample.xml", "train-data");
    assertTrue(all.endsWith(one), one);
  }

  @Test
  void refusesBadArguments() {
    assertFails("No data; give files, or a configuration by -c.", "data");
    assertFails("absent.arff: no such file", "data", file("absent.arff"));
    assertFails("small.xml: no such file", "data", "--labels", "small.xml", file("small.arff"));
  }
}
