package io.github.zlpr.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.provenance.DataSourceProvenance;

class ConllDataSourceTest {

  @TempDir Path folder;

  private List<Sentence> read(String content) {
    return Spans.read(new ConllDataSource(Spans.write(folder, "a.conll", content)));
  }

  private String fault(String content) {
    String message = assertThrows(InvalidDataException.class, () -> read(content)).getMessage();
    assertTrue(message.startsWith(folder.resolve("a.conll").toString()), message);
    return message.substring(folder.resolve("a.conll").toString().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann B-PER\nLee I-PER\n\nruns O\n",
        "Ann\tB-PER\r\nLee\tI-PER\r\n\t\r\nruns\tO",
        "\n\nAnn NNP B-PER\nLee NNP I-PER\n \nruns VB O\n\n\n",
        "-DOCSTART- -X- O\n\n# a comment\nAnn B-PER\n#x\nLee I-PER\n\n-DOCSTART- O\nruns O",
        "\uFEFFAnn B-PER\nLee E-PER\n\nruns O\n",
      })
  void sentencesEndAtEmptyLines(String content) {
    List<Sentence> sentences = read(content);
    assertEquals(
        List.of(List.of("Ann", "Lee"), List.of("runs")),
        sentences.stream().map(Sentence::tokens).toList());
    assertEquals(Spans.of("0-2 PER"), sentences.get(0).spans());
    assertEquals(List.of(), sentences.get(1).spans());
  }

  @Test
  void severalColumnsMarkNestedSpans() {
    Path file =
        Spans.write(
            folder,
            "nested.tsv",
            "the\tO\tB-PER\tO\t\nLord\tB-PER\tI-PER\tB-PER\t\nof\tO\tI-PER\tO\t\n");
    assertEquals(
        Spans.of("0-3 PER, 1-2 PER"),
        Spans.read(new ConllDataSource(file, 0, List.of(1, 2, 3), "automatic")).get(0).spans());
  }

  @Test
  void tokenMayBeginWithTheSignOfComments() {
    assertEquals(List.of("#tag", "#"), read("#tag O\n# O\n# no tag\n#\n").get(0).tokens());
  }

  @Test
  void tokensMayHaveBlanksAndUnusualSpaceInside() {
    assertEquals(
        List.of("New York", "\u3000"), read("New York\tB-LOC\n\u3000\tO\n").get(0).tokens());
  }

  @Test
  void fieldsOfTheFileAreKept() {
    assertEquals(List.of(List.of("Ann", "NNP", "B-PER")), read("Ann NNP B-PER\n").get(0).fields());
  }

  @Test
  void faultsNameFileAndLine() {
    assertEquals(":2: has 1 column, and so no tag", fault("Ann B-PER\nLee\n"));
    assertTrue(fault("Ann O\n\nLee PER\n").startsWith(":3: the tag 'PER' is neither O nor"));
    assertEquals(":1: has no token in column 0, counted from 0", fault("\tO\n"));
    assertEquals(": has no examples", fault(""));
    assertEquals(": has no examples", fault("\n# only a comment\n-DOCSTART- O\n"));
  }

  @Test
  void namedColumnsMustBeThere() {
    Path file = Spans.write(folder, "a.conll", "Ann B-PER\n");
    ConllDataSource source = new ConllDataSource(file, 0, List.of(2), "IOB2");
    assertEquals(
        file + ":1: has 2 columns, and so no tag in column 2, counted from 0",
        assertThrows(InvalidDataException.class, source::iterator).getMessage());
  }

  @Test
  void textOfAnotherEncodingIsRefused() throws IOException {
    Path file = folder.resolve("latin.conll");
    Files.write(file, "Ann O\nM\u00FCller O\n".getBytes(StandardCharsets.ISO_8859_1));
    String message =
        assertThrows(InvalidDataException.class, () -> Spans.read(new ConllDataSource(file)))
            .getMessage();
    assertTrue(message.startsWith(file + ":2: the byte 0xFC in column 2"), message);
  }

  @Test
  void missingFileIsRefused() {
    Path file = folder.resolve("none.conll");
    assertEquals(
        file + ": no such file",
        assertThrows(InvalidDataException.class, () -> new ConllDataSource(file).iterator())
            .getMessage());
  }

  @Test
  void settingsAreChecked() {
    Path file = folder.resolve("a.conll");
    assertThrows(PropertyException.class, () -> new ConllDataSource(file, -1, List.of(), "IOB2"));
    assertThrows(PropertyException.class, () -> new ConllDataSource(file, 0, List.of(0), "IOB2"));
    assertThrows(PropertyException.class, () -> new ConllDataSource(file, 0, List.of(), "IOB3"));
  }

  @Test
  void provenanceHasTheHashesOfAllFiles() {
    Spans.write(folder, "b.conll", "Bob B-PER\n");
    Spans.write(folder, "a.conll", "Ann B-PER\n");
    ConllDataSource source = new ConllDataSource(folder);
    assertEquals(
        List.of("Ann", "Bob"),
        Spans.read(source).stream().map(sentence -> sentence.tokens().get(0)).toList());
    DataSourceProvenance before = source.getProvenance();
    Spans.write(folder, "b.conll", "Bea B-PER\n");
    assertNotEquals(before, new ConllDataSource(folder).getProvenance());
  }

  @Test
  void packedFilesAreReadAsTheyAre() throws IOException {
    Path file = folder.resolve("a.conll.gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("Ann B-PER\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(Spans.of("0-1 PER"), Spans.read(new ConllDataSource(file)).get(0).spans());
  }
}
