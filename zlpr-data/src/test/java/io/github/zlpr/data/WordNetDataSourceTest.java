package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.data.WordNetNouns.Noun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.data.text.impl.CasingPreprocessor;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.util.tokens.impl.SplitPatternTokenizer;

class WordNetDataSourceTest {

  private static final UnitNormTextExtractor EXTRACTOR =
      new UnitNormTextExtractor(
          new BasicPipeline(new SplitPatternTokenizer("[^\\p{L}\\p{N}]+"), 1),
          new CasingPreprocessor(CasingPreprocessor.CasingOperation.LOWERCASE));

  @Test
  void labelsAreFrequentHypernyms() {
    List<Noun> nouns = WordNetNouns.read(100);
    Map<String, Integer> counts = new HashMap<>();
    for (Noun noun : nouns) {
      noun.hypernyms().getNameSet().forEach(label -> counts.merge(label, 1, Integer::sum));
    }
    assertEquals(82_180, nouns.size());
    assertEquals(538, counts.size());
    assertTrue(counts.values().stream().allMatch(count -> count >= 100));
    assertTrue(!counts.containsKey("entity.n.01"));
    assertEquals(1181, counts.get("mammal.n.01"));
    assertEquals(3634 - 1, labels(WordNetNouns.read(10)).size());

    Noun dog =
        nouns.stream()
            .filter(noun -> noun.definition().startsWith("a member of the genus Canis"))
            .findFirst()
            .orElseThrow();
    assertTrue(
        dog.hypernyms()
            .getNameSet()
            .containsAll(Set.of("canine.n.02", "carnivore.n.01", "mammal.n.01", "animal.n.01")),
        dog.hypernyms().toString());
    assertTrue(dog.hypernyms().getNameSet().stream().noneMatch(label -> label.startsWith("dog.n")));
    assertTrue(nouns.stream().noneMatch(noun -> noun.definition().contains("\"")));
  }

  private static Set<String> labels(List<Noun> nouns) {
    Set<String> labels = new HashSet<>();
    nouns.forEach(noun -> labels.addAll(noun.hypernyms().getNameSet()));
    return labels;
  }

  @Test
  void partsNeverChange() {
    MutableDataset<MultiLabel> train =
        new MutableDataset<>(new WordNetDataSource(EXTRACTOR, "train", 100, 3));
    MutableDataset<MultiLabel> test =
        new MutableDataset<>(new WordNetDataSource(EXTRACTOR, "test", 100, 3));
    assertEquals(65_661, train.size());
    assertEquals(16_519, test.size());
    Map<String, Integer> counts = new HashMap<>();
    for (Example<MultiLabel> example : train) {
      for (Feature feature : example) {
        counts.merge(feature.getName(), 1, Integer::sum);
      }
    }
    for (Example<MultiLabel> example : test) {
      double squares = 0.0;
      for (Feature feature : example) {
        assertTrue(counts.containsKey(feature.getName()), feature.getName());
        squares += feature.getValue() * feature.getValue();
      }
      assertTrue(squares < 1.0 + 1e-9);
    }
    assertTrue(counts.values().stream().allMatch(count -> count >= 3));
  }

  @Test
  void theTestPartIsTheSameWithAndWithoutTheTrainingPartBefore() {
    List<Example<MultiLabel>> alone = new ArrayList<>();
    new WordNetDataSource(EXTRACTOR, "test", 5_000, 50).forEach(alone::add);
    assertTrue(alone.size() > 1_000);
    assertTrue(new WordNetDataSource(EXTRACTOR, "train", 5_000, 50).readRows().size() > 1_000);
    List<Example<MultiLabel>> after = new ArrayList<>();
    new WordNetDataSource(EXTRACTOR, "test", 5_000, 50).forEach(after::add);
    assertEquals(alone, after);
  }

  @Test
  void isReadWhereTheCapitalOfIIsAnotherLetter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertTrue(
          WordNetNouns.read(1_000).stream()
              .anyMatch(noun -> noun.hypernyms().contains("living_thing.n.01")));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void refusesBadParameters() {
    assertRefused("part", "validation", 100, 3);
    assertRefused("minExamples", "all", 0, 3);
    assertRefused("minCount", "all", 100, 0);
  }

  private static void assertRefused(String property, String part, int minExamples, int minCount) {
    PropertyException e =
        assertThrows(
            PropertyException.class,
            () -> new WordNetDataSource(EXTRACTOR, part, minExamples, minCount));
    assertEquals(property, e.getProperty());
  }
}
