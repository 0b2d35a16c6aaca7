package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.util.tokens.impl.BreakIteratorTokenizer;

class TextLabelsDataSourceTest {

  private static final String TEXT =
      "fur trade\tfur history\n\nthe fur\t\nthe trade of the canal\thistory\tcanal history\n";

  @TempDir private Path directory;

  private TextLabelsDataSource source(Path file, int minCount, int minExamples) {
    return new TextLabelsDataSource(
        file,
        new UnitNormTextExtractor(new BasicPipeline(new BreakIteratorTokenizer(Locale.ROOT), 1)),
        minCount,
        minExamples);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("texts.tsv"), text);
  }

  private static Set<String> features(Example<MultiLabel> example) {
    return StreamSupport.stream(example.spliterator(), false)
        .map(Feature::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void aLineIsATextAndItsLabels() throws IOException {
    List<Example<MultiLabel>> examples = TestData.examples(source(file(TEXT), 1, 1));
    assertEquals(3, examples.size());
    assertEquals(Set.of("fur", "history"), examples.get(0).getOutput().getNameSet());
    assertEquals(Set.of(), examples.get(1).getOutput().getNameSet());
    assertEquals(
        Set.of("canal", "history"), examples.get(2).getOutput().getNameSet(), "after the last tab");
    assertEquals(2, features(examples.get(0)).size());
  }

  @Test
  void rareFeaturesAndLabelsAreLeftOut() throws IOException {
    List<Example<MultiLabel>> all = TestData.examples(source(file(TEXT), 1, 1));
    List<Example<MultiLabel>> frequent = TestData.examples(source(file(TEXT), 2, 2));
    assertEquals(3, frequent.size());
    assertEquals(Set.of("history"), frequent.get(0).getOutput().getNameSet());
    assertEquals(Set.of("history"), frequent.get(2).getOutput().getNameSet());
    assertTrue(features(all.get(2)).containsAll(features(frequent.get(2))));
    assertTrue(features(frequent.get(2)).size() < features(all.get(2)).size());
    assertEquals(features(all.get(0)), features(frequent.get(0)));
  }

  @Test
  void aTextOfRareFeaturesKeepsAPlaceholder() throws IOException {
    List<Example<MultiLabel>> examples =
        TestData.examples(source(file("a b\tx\na b\tx\nc d\tx\n"), 2, 1));
    assertEquals(1, examples.get(2).size());
    assertEquals(0.0, examples.get(2).iterator().next().getValue());
  }

  @Test
  void packedFilesAreRead() throws IOException {
    Path packed = TestData.gzip(directory.resolve("texts.tsv.gz"), TEXT);
    assertEquals(3, TestData.examples(source(packed, 1, 1)).size());
  }

  @Test
  void aLineWithoutTabIsRefusedWithItsNumber() throws IOException {
    Path file = file("fur\tfur\nno labels here\n");
    InvalidDataException refused =
        assertThrows(InvalidDataException.class, () -> TestData.examples(source(file, 1, 1)));
    assertTrue(refused.getMessage().contains("texts.tsv:2"), refused.getMessage());
  }

  @Test
  void countsBelowOneAreRefused() throws IOException {
    Path file = file(TEXT);
    assertThrows(PropertyException.class, () -> source(file, 0, 1));
    assertThrows(PropertyException.class, () -> source(file, 1, 0));
    assertThrows(InvalidDataException.class, () -> TestData.examples(source(file, 100, 1)));
  }
}
