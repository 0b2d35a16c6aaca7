package io.github.zlpr.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.InvalidDataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.util.tokens.impl.BreakIteratorTokenizer;
import org.tribuo.util.tokens.impl.WhitespaceTokenizer;

/** JSON Lines, brat, plain text, and parts of folders. */
class OtherSourcesTest {

  @TempDir Path folder;

  private List<Sentence> json(String content) {
    return Spans.read(new JsonLinesDataSource(Spans.write(folder, "a.jsonl", content)));
  }

  @Test
  void jsonLinesHaveTokensAndSpans() {
    List<Sentence> sentences =
        json(
            """
            {"tokens": ["New", "York", "!"], "spans": [{"start": 0, "end": 2, "type": "LOC"}]}

            {"id": 7, "tokens": ["it"], "fields": [["it", "PRP"]]}
            """);
    assertEquals(Spans.of("0-2 LOC"), sentences.get(0).spans());
    assertEquals(List.of("New", "York", "!"), sentences.get(0).tokens());
    assertEquals(List.of(List.of("it", "PRP")), sentences.get(1).fields());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"tokens\": [\"a\"} | is not well-formed JSON",
        "{\"text\": \"a\"} | has no tokens, such as",
        "{\"tokens\": []} | has no tokens, such as",
        "{\"tokens\": [\"a\", 1]} | has '1' among its tokens",
        "{\"tokens\": [\"a\"], \"spans\": [{\"start\": 0, \"type\": \"X\"}]} | has a span without a"
            + " whole number as its end",
        "{\"tokens\": [\"a\"], \"spans\": [{\"start\": 0, \"end\": 2, \"type\": \"X\"}]} |"
            + " Span[start=0, end=2, type=X] ends behind the last of 1 tokens",
        "{\"tokens\": [\"a\"], \"spans\": [{\"start\": 1, \"end\": 1, \"type\": \"X\"}]} | a span"
            + " has a type and at least one token",
        "{\"tokens\": [\"a\"], \"fields\": [[\"x\"], [\"y\"]]} | 1 tokens cannot have the fields of"
            + " 2",
      })
  void faultsOfJsonLinesNameTheLine(String line, String message) {
    String good = "{\"tokens\": [\"a\"]}\n";
    String found =
        assertThrows(InvalidDataException.class, () -> json(good + line + "\n")).getMessage();
    assertTrue(found.startsWith(folder.resolve("a.jsonl") + ":2: " + message), found);
  }

  private List<Sentence> brat(String text, String annotations) {
    Path file = Spans.write(folder, "a.txt", text);
    Spans.write(folder, "a.ann", annotations);
    return Spans.read(new BratDataSource(file, new BreakIteratorTokenizer(Locale.ENGLISH)));
  }

  @Test
  void bratCountsCharactersOfTheText() {
    List<Sentence> sentences =
        brat(
            "\uD83D\uDE00 Ann Lee runs.\r\n\nNew York is big",
            """
            T1\tPER 2 9\tAnn Lee
            T2\tLOC 18 26\tNew York
            R1\tlives Arg1:T1 Arg2:T2
            T3\tPER 2 5;9 11\tin pieces
            T4\tPER 11 20\tover a line
            T5\tPER 22 24\tinside
            """);
    assertEquals(List.of("Ann", "Lee"), sentences.get(0).tokens().subList(1, 3));
    assertEquals(Spans.of("1-3 PER"), sentences.get(0).spans());
    assertEquals(Spans.of("0-2 LOC, 1-2 PER"), sentences.get(1).spans());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T1;PER 0 99;x | has a span up to 99, and the text only 8 characters",
        "T1;PER 3 3;x | has a span without characters",
        "T1 PER 3 4 x | is no span, such as T1 TAB type 0 5 TAB text",
        "T1;PER 3 4;x | has a span without a token of the text",
      })
  void faultsOfBratNameTheLine(String line, String message) {
    String found =
        assertThrows(
                InvalidDataException.class,
                () -> brat("Ann runs", "#1\tnote\n" + line.strip().replace(';', '\t') + "\n"))
            .getMessage();
    assertEquals(folder.resolve("a.ann") + ":2: " + message, found);
  }

  @Test
  void bratNeedsItsAnnotations() {
    Path file = Spans.write(folder, "b.txt", "Ann runs");
    BratDataSource source = new BratDataSource(file, new WhitespaceTokenizer());
    assertEquals(
        folder.resolve("b.ann") + ": no such file",
        assertThrows(InvalidDataException.class, source::iterator).getMessage());
    Spans.write(folder, "b.ann", "T1\tPER 0 3\tAnn\n");
    var before = source.getProvenance();
    Spans.write(folder, "b.ann", "T1\tLOC 0 3\tAnn\n");
    assertNotEquals(before, new BratDataSource(file, new WhitespaceTokenizer()).getProvenance());
  }

  @Test
  void plainTextHasASentenceInEachLine() {
    Path file = Spans.write(folder, "a.txt", "Ann runs.\n\n  \nBob!\n");
    assertEquals(
        List.of(List.of("Ann", "runs", "."), List.of("Bob", "!")),
        Spans.read(new PlainTextDataSource(file, new BreakIteratorTokenizer(Locale.ENGLISH)))
            .stream()
            .map(Sentence::tokens)
            .toList());
  }

  @Test
  void conllWithoutTagsHasTokensOnly() {
    Path file = Spans.write(folder, "a.conll", "# a comment\nAnn\n#tag\n\nruns\n");
    List<Sentence> sentences = Spans.read(new ConllDataSource(file).withoutTags());
    assertEquals(List.of("Ann", "#tag"), sentences.get(0).tokens());
    assertEquals(List.of("runs"), sentences.get(1).tokens());
  }

  @Test
  void filesOfAFolderAreDealtIntoParts() {
    for (int i = 0; i < 5; i++) {
      Spans.write(folder, i + ".conll", "t" + i + " O\n");
    }
    Spans.write(folder, ".hidden", "no\n");
    ConllDataSource all = new ConllDataSource(folder);
    assertEquals(5, Spans.read(all).size());
    assertEquals(
        List.of("t1", "t3", "t4"),
        Spans.read(all.withParts(3, List.of(0, 1))).stream()
            .map(sentence -> sentence.tokens().get(0))
            .filter(token -> !token.equals("t0"))
            .toList());
    assertEquals(2, Spans.read(all.withParts(3, List.of(1))).size());
    ConllDataSource none = all.withParts(9, List.of(7));
    assertEquals(
        folder + ": has 5 files, and so none of these parts; lower folds",
        assertThrows(InvalidDataException.class, none::iterator).getMessage());
  }

  @Test
  void tagsOfSpansMarkTheSameSpans() {
    List<Span> spans = Spans.of("0-4 A, 1-3 B, 1-2 C, 5-6 A, 2-3 B");
    List<List<String>> columns = TagColumns.of(6, spans);
    assertEquals(3, columns.size());
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      file.append('t');
      for (List<String> column : columns) {
        file.append('\t').append(column.get(i));
      }
      file.append('\n');
    }
    Path path = Spans.write(folder, "a.conll", file.toString());
    assertEquals(
        spans.stream().sorted().toList(),
        Spans.read(new ConllDataSource(path, 0, List.of(1, 2, 3), "IOB2")).get(0).spans());
    assertEquals(List.of(List.of("O", "O")), TagColumns.of(2, List.of()));
    assertEquals(Spans.of("0-4 A, 5-6 A"), TagColumns.spans(columns.get(0)));
    assertThrows(IllegalArgumentException.class, () -> TagColumns.spans(List.of("O", "A")));
  }
}
