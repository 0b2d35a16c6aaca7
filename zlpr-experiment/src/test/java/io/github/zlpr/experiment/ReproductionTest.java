package io.github.zlpr.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.SplitDataSource;
import io.github.zlpr.data.TestData;
import io.github.zlpr.data.TextLabelsDataSource;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.experiment.provenance.Finding;
import io.github.zlpr.experiment.provenance.IrreproducibleException;
import io.github.zlpr.experiment.provenance.RunRecord;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.model.ModelFile;
import io.github.zlpr.trainer.model.TrainedModels;
import io.github.zlpr.trainer.model.WeightDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

class ReproductionTest {

  @TempDir private Path directory;
  private ArffDataSource source;

  @BeforeEach
  void writeData() throws IOException {
    source = TestData.write(directory, 80, 7);
  }

  static Set<String> trainers() {
    return TrainedModels.trainers().keySet();
  }

  private Experiment experiment(Trainer<MultiLabel> trainer) {
    return new Experiment(
        new SplitDataSource(source, 0.7, 1, "train"),
        new SplitDataSource(source, 0.7, 1, "test"),
        trainer,
        new RankingEvaluator(1, 2));
  }

  private Model<MultiLabel> saved(Experiment experiment) throws IOException {
    Path out = directory.resolve("out");
    new ExperimentFiles(out).write(experiment, experiment.run());
    return ModelFile.load(out.resolve(ExperimentFiles.MODEL));
  }

  private Model<MultiLabel> linear() throws IOException {
    return saved(experiment(TrainedModels.trainers().get("linear").apply(1)));
  }

  private static void assertIdentical(ReproductionResult result) {
    assertTrue(result.identical(), result.toText());
    assertEquals("", result.firstDifferences());
  }

  private static Set<String> parts(ReproductionResult result) {
    return result.findings().stream().map(Finding::part).collect(Collectors.toSet());
  }

  /** Those of Tribuo's that give no scores cannot be evaluated, and so not be in an experiment. */
  @ParameterizedTest
  @ValueSource(strings = {"linear", "sgd", "fm", "top k", "tuned", "transformed"})
  void repeatsExperiments(String name) throws IOException {
    Trainer<MultiLabel> trainer = TrainedModels.trainers().get(name).apply(1);
    trainer.train(new MutableDataset<>(source));
    Model<MultiLabel> model = saved(experiment(trainer));
    ReproductionResult result = Reproduction.of(model).run();
    assertIdentical(result);
    assertEquals(
        Set.of("data", "configuration", "features", "versions", "weights", "metrics"),
        parts(result));
    assertEquals(RunRecord.in(model).orElseThrow().metrics(), new TreeMap<>(result.metrics()));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void repeatsTrainingsOutsideOfExperiments(String name) throws IOException {
    Trainer<MultiLabel> trainer = TrainedModels.trainers().get(name).apply(1);
    MutableDataset<MultiLabel> data = new MutableDataset<>(source);
    Model<MultiLabel> first = trainer.train(data);
    Model<MultiLabel> second = trainer.train(data);
    if (!name.equals("binary relevance") && !name.equals("chain")) {
      assertNotEquals(WeightDigest.of(first), WeightDigest.of(second));
    }
    for (Model<MultiLabel> model : List.of(first, second)) {
      ReproductionResult result = Reproduction.of(model).run();
      assertIdentical(result);
      assertEquals(WeightDigest.of(model), WeightDigest.of(result.model().orElseThrow()));
      assertEquals(Set.of("data", "configuration", "versions", "weights"), parts(result));
    }
  }

  @Test
  void trainsNothingIfAFileHasChanged() throws IOException {
    Model<MultiLabel> model = linear();
    Path file = directory.resolve("small.arff");
    Files.writeString(file, Files.readString(file).replaceFirst("0\\.\\d+", "0.25"));
    ReproductionResult result = Reproduction.of(model).run();
    assertFalse(result.identical());
    assertTrue(result.model().isEmpty());
    assertEquals(Set.of("data"), parts(result));
    assertTrue(
        result.firstDifferences().startsWith("data " + file + ": recorded "),
        result.firstDifferences());
  }

  /** An extractor whose features depend on more than text and settings, as an encoder's may. */
  public static final class Encoder implements TextFeatureExtractor<MultiLabel> {
    private static double unit = 1.0;

    @Override
    public Example<MultiLabel> extract(MultiLabel label, String text) {
      String[] words = text.split(" ");
      double[] values = new double[words.length];
      Arrays.fill(values, unit);
      return new ArrayExample<>(label, words, values);
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
      return new ConfiguredObjectProvenanceImpl(this, "TextFeatureExtractor");
    }
  }

  @Test
  void tellsOfOtherFeaturesFromTheSameFiles() throws IOException {
    Path file = directory.resolve("texts.txt");
    Files.writeString(file, "red sun\twarm\nblue ice\tcold\nred fire\twarm\nblue sea\tcold\n");
    TextLabelsDataSource texts = new TextLabelsDataSource(file, new Encoder(), 1, 1);
    Model<MultiLabel> model =
        saved(
            new Experiment(
                texts,
                texts,
                new LinearMultiLabelTrainer().withLearningRate(0.1),
                new RankingEvaluator(1)));
    assertIdentical(Reproduction.of(model).run());
    Encoder.unit = Math.nextUp(1f);
    try {
      ReproductionResult result = Reproduction.of(model).run();
      assertFalse(result.identical());
      assertTrue(
          result.firstDifferences().contains("features of the training data: recorded "),
          result.firstDifferences());
    } finally {
      Encoder.unit = 1.0;
    }
  }

  @Test
  void aCopyWithAnotherTimeIsTheSame() throws IOException {
    Model<MultiLabel> model = linear();
    Files.setLastModifiedTime(directory.resolve("small.arff"), FileTime.fromMillis(1_000_000));
    assertIdentical(Reproduction.of(model).run());
  }

  @Test
  void saysWhichFileIsMissingAndFindsItsCopy() throws IOException {
    Model<MultiLabel> model = linear();
    Path copy = Files.createDirectories(directory.resolve("copy"));
    for (String name : List.of("small.arff", "small.xml")) {
      Files.move(directory.resolve(name), copy.resolve(name));
    }
    IrreproducibleException e =
        assertThrows(IrreproducibleException.class, () -> Reproduction.of(model));
    assertTrue(
        e.getMessage().startsWith(directory.resolve("small.") + "")
            && e.getMessage().contains(": no such file; it is the recorded arffdatasource-")
            && e.getMessage().endsWith("give the folder of your copy by --data FOLDER"),
        e.getMessage());
    e =
        assertThrows(
            IrreproducibleException.class, () -> Reproduction.of(model, directory.resolve("out")));
    assertTrue(e.getMessage().startsWith(directory.resolve("out") + ": has no small."));
    assertIdentical(Reproduction.of(model, copy).run());

    Path deep = copy.resolve(directory.getRoot().relativize(directory));
    Files.createDirectories(deep);
    for (String name : List.of("small.arff", "small.xml")) {
      Files.copy(copy.resolve(name), deep.resolve(name));
      Files.writeString(copy.resolve(name), "not the one");
    }
    Reproduction reproduction = Reproduction.of(model, copy);
    assertIdentical(reproduction.run());
    assertTrue(reproduction.configuration().toString().contains(deep.toString()));
  }

  @Test
  void noticesThatTheGivenModelWasChanged() throws IOException {
    Model<MultiLabel> model = linear();
    Model<MultiLabel> other = saved(experiment(TrainedModels.trainers().get("linear").apply(2)));
    Model<MultiLabel> swapped =
        new RunRecord(
                RunRecord.in(model).orElseThrow().weightDigest(),
                RunRecord.in(other).orElseThrow().metrics(),
                Map.of())
            .addTo(other);
    ReproductionResult result = Reproduction.of(swapped).run();
    assertEquals(
        List.of("of the model given", "trained again"),
        result.differences().stream().map(Finding::name).toList());
  }

  @Test
  void noticesMetricsThatAreNotTheSameToTheBit() throws IOException {
    Model<MultiLabel> model = linear();
    RunRecord record = RunRecord.in(model).orElseThrow();
    Map<String, Double> metrics = new HashMap<>(record.metrics());
    metrics.computeIfPresent("LRAP", (name, value) -> Math.nextUp(value));
    ReproductionResult result =
        Reproduction.of(
                new RunRecord(record.weightDigest(), metrics, Map.of("java-version", "1"))
                    .addTo(model))
            .run();
    assertEquals(List.of("LRAP"), result.differences().stream().map(Finding::name).toList());
    assertTrue(result.toText().contains("NOT THE SAME"), result.toText());
    assertTrue(
        result.findings().stream()
            .anyMatch(
                finding ->
                    finding.name().equals("java-version")
                        && finding.verdict() == Finding.Verdict.DIFFERS));
  }

  @Test
  void doesNotWriteTheCheckpointAgain() throws IOException {
    Path checkpoint = directory.resolve("checkpoints/c");
    Model<MultiLabel> model =
        saved(experiment(new LinearMultiLabelTrainer().withEpochs(2).withCheckpoint(checkpoint)));
    Files.delete(checkpoint.getParent());
    assertIdentical(Reproduction.of(model).run());
    assertFalse(Files.exists(checkpoint.getParent()));
  }

  @Test
  void withAFolderReadsFilesFromNowhereElseAndNamesThem() throws IOException {
    Model<MultiLabel> model = linear();
    Path copy = Files.createDirectories(directory.resolve("copy"));
    Files.copy(directory.resolve("small.arff"), copy.resolve("small.arff"));
    IrreproducibleException e =
        assertThrows(IrreproducibleException.class, () -> Reproduction.of(model, copy));
    assertTrue(
        e.getMessage().startsWith(copy + ": has no small.xml, neither itself nor"), e.getMessage());
    Files.copy(directory.resolve("small.xml"), copy.resolve("small.xml"));
    ReproductionResult result = Reproduction.of(model, copy).run();
    assertIdentical(result);
    assertEquals(
        Set.of(copy.resolve("small.arff").toString(), copy.resolve("small.xml").toString()),
        result.findings().stream()
            .filter(finding -> finding.part().equals("data"))
            .map(Finding::name)
            .collect(Collectors.toSet()));
  }

  @Test
  void saysWhatWasCompared() throws IOException {
    Model<MultiLabel> ofExperiment = linear();
    assertEquals("weights and 24 metrics", Reproduction.of(ofExperiment).run().compared());
    Model<MultiLabel> plain =
        TrainedModels.trainers().get("linear").apply(1).train(new MutableDataset<>(source));
    assertEquals("weights only", Reproduction.of(plain).run().compared());
    ReproductionResult result =
        Reproduction.of(RunRecord.of(plain, Map.of("LRAP", 0.5)).addTo(plain)).run();
    assertIdentical(result);
    assertEquals("weights only; recorded metrics were not evaluated again", result.compared());
    assertTrue(result.toText().contains(" not evaluated\n"), result.toText());
    result =
        Reproduction.of(new RunRecord(WeightDigest.of(plain), Map.of(), Map.of()).addTo(plain))
            .run();
    assertTrue(result.toText().contains(" not recorded\n"), result.toText());
  }

  @Test
  void theTableIsNarrowAndHasNoBlanksAtTheEndsOfLines() throws IOException {
    String table = Reproduction.of(linear()).run().toText();
    assertTrue(
        table.lines().allMatch(line -> line.equals(line.stripTrailing()) && line.length() <= 125),
        table);
    assertTrue(table.contains(" settings of Experiment "), table);
  }
}
