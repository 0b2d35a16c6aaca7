package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.CompressedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.util.tokens.impl.BreakIteratorTokenizer;

class CompressedDatasetTest {

  @TempDir private Path directory;

  private final MultiLabelFactory factory = new MultiLabelFactory();

  private static void assertSame(DataSource<MultiLabel> source) {
    MutableDataset<MultiLabel> expected = new MutableDataset<>(source);
    CompressedDataset found = CompressedDataset.of(source);
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.getExample(i), found.getExample(i));
      assertEquals(expected.getExample(i).getWeight(), found.getExample(i).getWeight());
    }
    assertEquals(expected.getData(), found.getData());
    assertEquals(expected.getFeatureIDMap(), found.getFeatureIDMap());
    assertEquals(expected.getFeatureIDMap().size(), found.featureCount());
    assertTrue(found.hasIdsOf(expected.getFeatureIDMap()));
    ImmutableMultiLabelInfo labels = (ImmutableMultiLabelInfo) expected.getOutputIDInfo();
    ImmutableMultiLabelInfo foundLabels = (ImmutableMultiLabelInfo) found.getOutputIDInfo();
    for (int id = 0; id < labels.size(); id++) {
      assertEquals(labels.getOutput(id), foundLabels.getOutput(id));
      assertEquals(labels.getLabelCount(id), foundLabels.getLabelCount(id));
    }
    assertEquals(
        expected.getOutputInfo().getUnknownCount(), found.getOutputInfo().getUnknownCount());
    assertEquals(expected.getProvenance(), found.getProvenance());
    assertEquals(expected.toString(), found.toString());
    assertEquals(expected.serialize(), found.serialize());
  }

  private DataSource<MultiLabel> source(List<Example<MultiLabel>> examples) {
    return new ListDataSource<>(examples, factory, new SimpleDataSourceProvenance("test", factory));
  }

  private static Example<MultiLabel> example(MultiLabel output, float weight, String... features) {
    double[] values = new double[features.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1.0 / (i + features.length);
    }
    Example<MultiLabel> example = new ArrayExample<>(output, features, values);
    example.setWeight(weight);
    return example;
  }

  @Test
  void isTheDataSetThatTribuoMakes() {
    List<Example<MultiLabel>> examples = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400; i++) {
      List<String> names = new ArrayList<>();
      for (int word = 0; word < 40; word++) {
        if (word == 7 || random.nextInt(1 + word) == 0) {
          names.add((word % 2 == 0 ? "w" : "ä") + word);
        }
      }
      Set<Label> labels =
          i % 3 == 0
              ? Set.of()
              : Set.of(
                  new Label("l" + random.nextInt(20), random.nextInt(3) / 2.0),
                  new Label("m" + random.nextInt(20)));
      double[] values = random.doubles(names.size()).toArray();
      values[0] = i % 4;
      Example<MultiLabel> example =
          new ArrayExample<>(new MultiLabel(labels), names.toArray(String[]::new), values);
      example.setWeight(i < 100 ? 1f : i % 5);
      examples.add(example);
    }
    assertSame(source(examples));
  }

  @Test
  void denseAndUnknownExamplesStayWhatTheyAre() {
    assertSame(
        source(
            List.of(
                example(new MultiLabel("a"), 1f, "x", "y"),
                example(MultiLabelFactory.UNKNOWN_MULTILABEL, 2f, "x", "y"))));
  }

  @Test
  void filesAreReadAsTheirExamplesAre() throws IOException {
    Path extreme = directory.resolve("x.txt");
    Files.writeString(extreme, "4 30 12\n3,1 20:0.5 3:1 10:2\n 2:1e-3\n11 \n0,3 3:0 29:4\n");
    assertSame(new ExtremeDataSource(extreme));
    Path texts = directory.resolve("texts.tsv");
    Files.writeString(texts, "a b c\tx y\nb c d\tx\nzz\ty x\nd\t\n");
    UnitNormTextExtractor extractor =
        new UnitNormTextExtractor(new BasicPipeline(new BreakIteratorTokenizer(Locale.ROOT), 2));
    assertSame(new TextLabelsDataSource(texts, extractor, 1, 1));
    assertSame(new TextLabelsDataSource(texts, extractor, 2, 2));
  }

  @Test
  void refusesWhatTribuoRefuses() {
    Example<MultiLabel> twice = example(new MultiLabel("a"), 1f, "x", "x");
    Example<MultiLabel> none = example(new MultiLabel("a"), 1f);
    Example<MultiLabel> nan =
        new ArrayExample<>(new MultiLabel("a"), new String[] {"x"}, new double[] {Double.NaN});
    for (Example<MultiLabel> bad : List.of(twice, none, nan)) {
      DataSource<MultiLabel> source = source(List.of(bad));
      assertThrows(IllegalArgumentException.class, () -> new MutableDataset<>(source));
      assertThrows(IllegalArgumentException.class, () -> CompressedDataset.of(source));
    }
  }

  @Test
  void theDigestOfTheFeaturesTellsNamesValuesAndTheirOrder() {
    MultiLabel label = new MultiLabel("a");
    Example<MultiLabel> first = example(label, 1f, "x", "y");
    Example<MultiLabel> second = example(label, 1f, "y");
    Example<MultiLabel> nearly =
        new ArrayExample<>(label, new String[] {"y"}, new double[] {Math.nextUp(1.0)});
    String digest = CompressedDataset.of(source(List.of(first, second))).featuresDigest();
    assertEquals(
        digest,
        CompressedDataset.of(source(List.of(example(new MultiLabel("b"), 2f, "x", "y"), second)))
            .featuresDigest());
    for (List<Example<MultiLabel>> other :
        List.of(
            List.of(second, first),
            List.of(first, nearly),
            List.of(first, example(label, 1f, "z")),
            List.of(first, second, second))) {
      assertFalse(digest.equals(CompressedDataset.of(source(other)).featuresDigest()));
    }
  }

  @Test
  void shufflingChangesTheOrderOfTheIteratorAlone() {
    List<Example<MultiLabel>> examples = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      examples.add(example(new MultiLabel("a"), 1f, "x" + i));
    }
    Dataset<MultiLabel> data = CompressedDataset.of(source(examples));
    data.shuffle(true);
    List<Example<MultiLabel>> shuffled = new ArrayList<>();
    data.forEach(shuffled::add);
    assertFalse(examples.equals(shuffled));
    assertEquals(examples, data.getData());
    data.shuffle(false);
    assertEquals(examples.get(0), data.iterator().next());
  }
}
