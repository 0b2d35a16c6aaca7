package io.github.zlpr.data;

import static io.github.zlpr.data.TestData.features;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

class ExtremeDataSourceTest {

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("data.txt");
  }

  private List<Example<MultiLabel>> read(String content) throws IOException {
    Files.writeString(file, content);
    return TestData.examples(new ExtremeDataSource(file));
  }

  private static Set<String> labels(Example<MultiLabel> example) {
    return example.getOutput().getNameSet();
  }

  @Test
  void readsTheRepositorysForm() throws IOException {
    List<Example<MultiLabel>> examples =
        read("4 12 4\n0,3 0:0.5 11:-1e-3\n 1:2.5\n3,1 \t 10:1 2:2  1:3\r\n2 4:0\n");
    assertEquals(4, examples.size());
    assertEquals(Map.of("0", 0.5, "11", -0.001), features(examples.get(0)));
    assertEquals(Set.of("0", "3"), labels(examples.get(0)));
    assertEquals(Map.of("1", 2.5), features(examples.get(1)));
    assertEquals(Set.of(), labels(examples.get(1)));
    assertEquals(Map.of("10", 1.0, "2", 2.0, "1", 3.0), features(examples.get(2)));
    assertEquals(Set.of("1", "3"), labels(examples.get(2)));
    assertEquals(Map.of("0", 0.0), features(examples.get(3)), "a row without features");
  }

  @Test
  void readsLibSvmWithoutHeader() throws IOException {
    List<Example<MultiLabel>> examples =
        read("\uFEFF# a comment\n1,2 3:4 # and another\n\n5:6\n  7:8\n2147483646 2147483646:1");
    assertEquals(4, examples.size());
    assertEquals(Set.of("1", "2"), labels(examples.get(0)));
    assertEquals(Map.of("3", 4.0), features(examples.get(0)));
    assertEquals(Set.of(), labels(examples.get(1)), "a row that begins with a feature");
    assertEquals(Map.of("5", 6.0), features(examples.get(1)));
    assertEquals(Map.of("7", 8.0), features(examples.get(2)));
    assertEquals(Set.of("2147483646"), labels(examples.get(3)));
    assertEquals(Map.of("2147483646", 1.0), features(examples.get(3)));
  }

  @Test
  void aBlankLineIsARowWhereTheHeaderCountsIt() throws IOException {
    List<Example<MultiLabel>> examples = read("3 2 2\n1 1:1\n\n0 0:1\n\n\n");
    assertEquals(3, examples.size());
    assertEquals(Set.of(), labels(examples.get(1)));
    assertEquals(Map.of("0", 0.0), features(examples.get(1)));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<Map<String, Double>> features = new ArrayList<>();
    List<Set<String>> labels = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 300; row++) {
      Set<String> rowLabels = new TreeSet<>();
      Map<String, Double> rowFeatures = new TreeMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        rowLabels.add(Integer.toString(random.nextInt() >>> (1 + random.nextInt(30))));
      }
      // Some rows are longer than the buffer of the lines.
      for (int i = row % 100 == 7 ? 10_000 : 1 + random.nextInt(50); i > 0; i--) {
        rowFeatures.put(
            Integer.toString(random.nextInt() >>> (2 + random.nextInt(29))), random.nextDouble());
      }
      text.append(String.join(",", rowLabels));
      rowFeatures.forEach((id, value) -> text.append(' ').append(id).append(':').append(value));
      text.append('\n');
      features.add(rowFeatures);
      labels.add(rowLabels);
    }
    List<Example<MultiLabel>> examples = read(text.toString());
    for (int row = 0; row < 300; row++) {
      assertEquals(features.get(row), features(examples.get(row)));
      assertEquals(labels.get(row), labels(examples.get(row)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,x 0:1 | :2: label 'x' is no whole number from 0; a row is 'label,label feature:value",
        "1, 0:1 | :2: label '' is no whole number",
        "-1 0:1 | :2: label '-1' is no whole number",
        "1,2,1 0:1 | :2: label 1 is there twice",
        "4 0:1 | :2: label 4, but the header says that there are 4, counted from 0",
        "1 2 0:1 | :2: expected feature:value with a whole number from 0, found '2'",
        "1 qid:3 | :2: has a query (qid), which belongs to data for ranking; remove it",
        "3000000000 1:1 | :2: label '3000000000' is too large; the largest number is 2147483646",
        "1 99999999999999999999:1 | :2: feature '99999999999999999999' is too large; the largest",
        "1 2147483647:1 | :2: feature '2147483647' is too large; the largest number is 2147483646",
        "1 3:0x1F | :2: feature 3 has '0x1F', which is hexadecimal; write it in decimal",
        "1 3:1,5 | :2: feature 3 has '1,5', which has a comma; a number has a point before",
        "1 3:2e- | :2: feature 3 has '2e-', which has no digits after its e",
        "1 :3 | :2: expected feature:value with a whole number from 0, found ':3'",
        "1 5:1 | :2: feature 5, but the header says that there are 5, counted from 0",
        "1 3:1 2:2 3:0 | :2: feature 3 is there twice",
        "1 3: | :2: feature 3 has '', which is empty, expected a finite number",
        "1 3:1:2 | :2: feature 3 has '1:2', expected a finite number",
        "1 3:NaN | :2: feature 3 has 'NaN', expected a finite number",
        "1 3:1e999 | :2: feature 3 has '1e999', which is too large for a double (above 1.8e308)",
      })
  void namesTheLineOfABadRow(String row, String message) throws IOException {
    Files.writeString(file, "1 5 4\n" + row + "\n");
    assertFault(file, "data.txt" + message);
  }

  @Test
  void theHeaderHasToAgree() throws IOException {
    Files.writeString(file, "2 5 4\n1 1:1\n");
    assertFault(
        file,
        "data.txt:2: the file ends after 1 of the 2 rows that the header says; it is cut off");
    Files.writeString(file, "1 5 4\n1 1:1\n\n1 1:1\n");
    assertFault(file, "data.txt:4: there are more rows than the 1 that the header says");
    Files.writeString(file, "3000000000 5 4\n1 1:1\n");
    assertFault(file, "data.txt:1: the header has 3000000000, which is too large");
  }

  @Test
  void namesOtherForms() throws IOException {
    Files.writeString(file, "2 5\n0:1.0 3:1.0\n4:1.0\n");
    assertFault(
        file,
        "data.txt:1: this header has two numbers, and three are needed: examples, features,"
            + " labels.");
    for (String arff : new String[] {"@relation x\n", "% a comment\n@relation x\n"}) {
      Files.writeString(file, arff);
      assertFault(file, "data.txt:1: this is an ARFF file; use ArffDataSource");
    }
    Files.writeString(file, "1 1:1\n", StandardCharsets.UTF_16LE);
    assertFault(file, "data.txt:1: has null characters and may be UTF-16; convert it to UTF-8");
    Files.writeString(file, "1 1:\u001B[31m\n");
    assertFault(file, "data.txt:1: feature 1 has '·[31m', expected a finite number");
  }

  @Test
  void refusesFilesWithoutExamples() throws IOException {
    for (String content : new String[] {"", "\n \n# nothing\n", "0 5 4\n"}) {
      Files.writeString(file, content);
      assertFault(file, "data.txt: has no examples");
    }
    Files.delete(file);
    assertFault(file, "data.txt: no such file");
    assertFault(directory, "no such file");
  }

  private static void assertFault(Path path, String message) {
    InvalidDataException e =
        assertThrows(
            InvalidDataException.class, () -> TestData.examples(new ExtremeDataSource(path)));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void recordsItsFile() throws IOException {
    Files.writeString(file, "1 1:1\n");
    var provenance = new ExtremeDataSource(file).getProvenance();
    assertEquals(
        ProvenanceUtil.hashResource(FileDataSourceProvenance.DEFAULT_HASH_TYPE, file),
        ((FileDataSourceProvenance) provenance)
            .getInstanceValues()
            .get("resource-hash")
            .getValue());
  }
}
