package io.github.zlpr.data;

import static io.github.zlpr.data.TestData.features;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/** The many ways to write ARFF that Weka reads. */
class ArffFormsTest {
  private static final String HEADER =
      """
      @relation 'fruit: -C 2'
      @attribute sweet {0,1}
      @attribute round {0,1}
      @attribute mass numeric
      @attribute length numeric
      @data
      """;

  @TempDir private Path directory;

  private List<Example<MultiLabel>> read(String content) throws IOException {
    return read(content.getBytes(StandardCharsets.UTF_8));
  }

  private List<Example<MultiLabel>> read(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("fruit.arff"), content);
    return TestData.examples(new ArffDataSource(file));
  }

  private static void assertPear(Example<MultiLabel> example) {
    assertEquals(Set.of("sweet"), example.getOutput().getNameSet());
    assertEquals(Map.of("mass", 170.5, "length", 9.0), features(example));
  }

  private void assertFault(String message, String content) {
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> read(content));
    assertTrue(e.getMessage().contains("fruit.arff" + message), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,0,170.5,9",
        "1 0 170.5 9",
        "1\t0\t170.5\t9",
        " 1 , 0\t,170.5 ,\t9 ",
        "1,0,170.5,9,",
        ",1,0,170.5,9 , ",
        "1,0,,170.5,9",
        "'1','0',\"170.5\" 9",
        "'1''0'170.5 9",
        "1,0,170.5,9%ripe",
        "1,0,170.5,9 % ripe, {2}",
        "1,0,170.5,9\u001A",
        "\u001A\n1,0,170.5,9\n\u001A",
        "\u0000\n%\n1,0,1.705e+2,9",
        "{0 1, 2 170.5, 3 9}",
        "{0 1 2 170.5 3 9}",
        "{0\t1,2\t170.5,3\t9,}",
        "{ 0,1,1,0,2,170.5,3,9 }% ripe",
        "{0 '1',2 \"170.5\",3 9} ,",
      })
  void readsRows(String row) throws IOException {
    List<Example<MultiLabel>> examples = read(HEADER + row + "\n");
    assertEquals(1, examples.size());
    assertPear(examples.get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,0,170.5,9,{2.5}",
        "1,0,170.5,9 {2.5}",
        "1,0,170.5,9{2.5}",
        "1\t0\t170.5\t9\t{ 2.5 } % heavy",
        "{0 1,2 170.5,3 9},{2.5}",
        "{0 1,2 170.5,3 9}{2.5}",
        "{0 1,2 170.5,3 9} {'2.5'},",
      })
  void readsWeights(String row) throws IOException {
    Example<MultiLabel> example = read(HEADER + row).get(0);
    assertPear(example);
    assertEquals(2.5f, example.getWeight());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@attribute sweet{0,1} | 1",
        "@attribute 'sweet'{0,1} | 1",
        "@attribute \"sweet\" {0 1} | 1",
        "@ATTRIBUTE sweet { 0\t1 , } | 1",
        "@Attribute\tsweet\t{'0',\"1\"}%yes | 1",
        "@attribute sweet {1,0} % no | '1'",
        "@attribute,sweet,{0,1} | 1",
        "@attribute sweet {false,true} | true",
        "@attribute sweet {FALSE,TRUE} | TRUE",
        "@attribute sweet {True,False} | True",
        "@attribute sweet {no,yes} | yes",
        "@attribute sweet {Y,N} | 'Y'",
        "@attribute sweet {t,f} | t",
        "@attribute sweet {0.0,1.0} | 1.0",
        "@attribute sweet numeric | 1e0",
        "@attribute sweet INTEGER [0,1] | 1",
      })
  void readsLabelDeclarations(String declaration, String set) throws IOException {
    String header = HEADER.replace("@attribute sweet {0,1}", declaration);
    assertPear(read(header + set + ",0,170.5,9\n").get(0));
  }

  @Test
  void aSparseRowLeavesOutTheFirstValueOfALabel() throws IOException {
    String header = HEADER.replace("sweet {0,1}", "sweet {yes,no}").replace("{0,1}", "{no,yes}");
    List<Example<MultiLabel>> examples =
        read(header + "{2 170.5,3 9}\n{0 no,2 1}\n{0 no,1 yes,2 1}\n");
    assertPear(examples.get(0));
    assertEquals(Set.of(), examples.get(1).getOutput().getNameSet());
    assertEquals(Set.of("round"), examples.get(2).getOutput().getNameSet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mass numeric [0,500]",
        "mass numeric[0,500]",
        "mass REAL (0,inf)",
        "mass integer in gram",
        "'mass'numeric",
        "mass Numeric % in gram",
      })
  void ignoresWhatFollowsANumericType(String declaration) throws IOException {
    String header = HEADER.replace("mass numeric", declaration);
    if (declaration.contains("numeric[")) {
      assertFault(":4: attribute 'mass' has type 'numeric[0,500]'", header + "1,0,170.5,9\n");
    } else {
      assertPear(read(header + "1,0,170.5,9\n").get(0));
    }
  }

  @Test
  void readsAnyEndOfLineAndComments() throws IOException {
    String content =
        "%\n\n  % a comment\n"
            + HEADER.replace("\n", " % why\n").replace("@", "\t@")
            + "1 0 170.5 9";
    for (String end : List.of("\n", "\r\n", "\r")) {
      assertPear(read(content.replace("\n", end)).get(0));
    }
    assertPear(read(HEADER.replace("@data\n", "@DATA 1,0,170.5,9\n")).get(0));
    assertFault(
        ":7: found 1 values for 4 attributes", (HEADER + "1\n1,0,170.5,9").replace("\n", "\r"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sweet {low,high} | :2: label 'sweet' is declared '[low, high]'; the values of a label are"
            + " 0 and 1, false and true, or no and yes",
        "sweet {} | :2: attribute 'sweet' is declared without values: remove it",
        "sweet {0,1 | :2: the values of attribute 'sweet' do not end with }",
        "sweet {0,1}{0.5} | :2: attribute 'sweet' has a weight, which Tribuo has no place for",
        "{0,1} | :2: expected @attribute NAME TYPE; a name with a blank, comma, brace or percent",
        "sweet% {0,1} | :2: expected @attribute NAME TYPE; a name with a blank, comma, brace or",
        "f{1} numeric | :2: expected the end of the line before 'numeric'",
        "very sweet {0,1} | :2: attribute 'very' has type 'sweet {0,1}'; only numeric and nominal",
        "day date 'yyyy' | :2: attribute 'day' has type 'date 'yyyy''; only numeric and nominal",
        "bag relational | :2: attribute 'bag' has type 'relational'; only numeric and nominal",
      })
  void namesTheLineOfADeclarationThatIsNotRead(String declaration, String message) {
    assertFault(message, HEADER.replace("sweet {0,1}", declaration) + "1,0,170.5,9\n");
  }

  @Test
  void recognisesByteOrderMarks() throws IOException {
    String content = HEADER.replace("round", "r\u00fcnd") + "1,0,170.5,9\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertPear(read(("\uFEFF" + content).getBytes(charset)).get(0));
    }
    InvalidDataException e =
        assertThrows(
            InvalidDataException.class,
            () -> read((HEADER + "1,0,170.5,9\n").getBytes(StandardCharsets.UTF_16LE)));
    assertTrue(
        e.getMessage()
            .endsWith(
                "fruit.arff:1: has null characters and may be UTF-16; set the property charset to"
                    + " UTF-16LE or UTF-16BE"),
        e.getMessage());
  }

  @Test
  void namesLineColumnAndByteOfAnEncodingFault() throws IOException {
    StringBuilder content = new StringBuilder(HEADER);
    content.append("1,0,170.5,9\n".repeat(5000)).append("1,0,1,2 % na\u00efve\n1,0,1,2\n");
    for (String end : List.of("\n", "\r\n", "\r")) {
      byte[] bytes = content.toString().replace("\n", end).getBytes(StandardCharsets.ISO_8859_1);
      InvalidDataException e = assertThrows(InvalidDataException.class, () -> read(bytes));
      assertTrue(
          e.getMessage()
              .endsWith(
                  "fruit.arff:5007: the byte 0xEF in column 13 is not UTF-8 text, but 'ï' in"
                      + " windows-1252; set the property charset to windows-1252, or convert it to"
                      + " UTF-8"),
          e.getMessage());
    }
    byte[] bytes = (HEADER + "1,0,1,2 %\u0081").getBytes(StandardCharsets.ISO_8859_1);
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> read(bytes));
    assertTrue(
        e.getMessage()
            .endsWith(
                "fruit.arff:7: the byte 0x81 in column 10 is not UTF-8 text; set the property"
                    + " charset to its encoding, or convert it to UTF-8"),
        e.getMessage());
  }
}
