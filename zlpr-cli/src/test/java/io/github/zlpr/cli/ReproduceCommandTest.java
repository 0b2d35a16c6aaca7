package io.github.zlpr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.ExperimentFiles;
import io.github.zlpr.trainer.model.TrainedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.ImmutableDataset;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.dataset.MinimumCardinalityDataset;
import org.tribuo.hash.HashCodeHasher;
import org.tribuo.hash.HashingTrainer;
import org.tribuo.multilabel.MultiLabel;

class ReproduceCommandTest {

  @TempDir private Path directory;
  private String model;
  private String out;
  private String err;

  @BeforeEach
  void train() throws Exception {
    ArffDataSource data = TestData.write(directory, 80, 7);
    Experiment experiment =
        new Experiment(
            data, data, TrainedModels.trainers().get("linear").apply(1), new RankingEvaluator());
    new ExperimentFiles(directory.resolve("out")).write(experiment, experiment.run());
    model = directory.resolve("out/model.tribuo").toString();
  }

  private int run(String... args) {
    CommandLine run = CommandLine.run(args);
    out = run.out();
    err = run.err();
    return run.code();
  }

  private void assertOneLine(String message) {
    assertTrue(err.contains(message), err);
    assertEquals(1, err.lines().count(), err);
    assertFalse(err.contains("Exception"), err);
  }

  @Test
  void identicalIsZeroAndWritesAllThatIsNeededToDoItAgain() throws Exception {
    Path again = directory.resolve("again");
    assertEquals(0, run("reproduce", "-m", model, "-o", again.toString()), err);
    assertEquals("", err);
    assertTrue(
        out.contains("trained again")
            && out.contains("reproduced, identical to the bit: weights and 29 metrics"),
        out);
    try (Stream<Path> files = Files.list(again)) {
      assertEquals(
          Set.of("experiment.xml", "model.tribuo", "reproduction.json"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
    JsonNode json = new ObjectMapper().readTree(again.resolve("reproduction.json").toFile());
    assertTrue(json.get("identical").asBoolean());
    assertEquals(64, json.findValuesAsText("recorded").get(0).length());
    assertEquals(0, run("reproduce", "-m", again.resolve("model.tribuo").toString()), err);
    assertEquals(0, run("train", "-c", again.resolve("experiment.xml").toString()), err);
  }

  @Test
  void notIdenticalIsOne() throws Exception {
    Path file = directory.resolve("small.xml");
    Files.writeString(file, Files.readString(file) + "\n");
    Path again = directory.resolve("again");
    assertEquals(1, run("reproduce", "-m", model, "-o", again.toString()));
    assertOneLine("zlpr reproduce: not reproduced: data " + file + ": recorded ");
    assertTrue(out.contains("NOT THE SAME"), out);
    assertFalse(Files.exists(again.resolve("model.tribuo")));
    assertFalse(
        new ObjectMapper()
            .readTree(again.resolve("reproduction.json").toFile())
            .get("identical")
            .asBoolean());
  }

  @Test
  void whatCannotBeRebuiltIsTwo() throws Exception {
    Files.createDirectory(directory.resolve("copy"));
    Files.move(directory.resolve("small.arff"), directory.resolve("copy/small.arff"));
    Files.copy(directory.resolve("small.xml"), directory.resolve("copy/small.xml"));
    assertEquals(2, run("reproduce", "-m", model));
    assertOneLine(directory.resolve("small.arff") + ": no such file");
    assertEquals(0, run("reproduce", "-m", model, "--data", directory + "/copy"), err);
    assertEquals(2, run("reproduce", "-m", model, "--data", directory + "/out"));
    assertOneLine(directory.resolve("out") + ": has no small.");
    assertEquals(2, run("reproduce", "-m", model, "--data", directory + "/absent"));
    assertOneLine("is not a folder");
    assertEquals(2, run("reproduce"));
    assertOneLine("give one by -m MODEL");
    assertEquals(2, run("reproduce", "-m", model, "more"));
    assertOneLine("Unknown argument");
    byte[] bytes = Files.readAllBytes(Path.of(model));
    Files.write(Path.of(model), Arrays.copyOf(bytes, bytes.length - 9));
    assertEquals(2, run("reproduce", "-m", model));
    assertOneLine("is not a Tribuo model");
  }

  private String saved(Dataset<MultiLabel> data, Trainer<MultiLabel> trainer) throws Exception {
    Path file = directory.resolve("wrapped.tribuo");
    RootLocale.run(() -> trainer.train(data).serializeToFile(file));
    return file.toString();
  }

  @Test
  void modelsOfWrappedDataAreReproducedOrRefusedByName() throws Exception {
    Dataset<MultiLabel> data = new MutableDataset<>(TestData.write(directory, 80, 7));
    Trainer<MultiLabel> trainer = TrainedModels.trainers().get("linear").apply(1);
    for (Dataset<MultiLabel> wrapped :
        List.of(
            new MinimumCardinalityDataset<>(data, 80),
            new DatasetView<>(data, new int[] {1, 7, 7, 20}, "few"),
            DatasetView.createBootstrapView(data, 50, 3))) {
      assertEquals(0, run("reproduce", "-m", saved(wrapped, trainer)), err);
      assertTrue(out.endsWith("reproduced, identical to the bit: weights only\n"), out);
    }
    DatasetView<MultiLabel> view = new DatasetView<>(data, new int[] {1, 7, 7, 20}, "few");
    view.setStoreIndices(false);
    assertEquals(2, run("reproduce", "-m", saved(view, trainer)));
    assertOneLine("DatasetView 'few' whose indices were not recorded");
    assertEquals(
        2, run("reproduce", "-m", saved(ImmutableDataset.copyDataset(data), trainer)), err);
    assertOneLine("org.tribuo.ImmutableDataset, which provenance cannot rebuild");
    HashingTrainer<MultiLabel> hashing =
        new HashingTrainer<>(trainer, new HashCodeHasher("a salt of letters"));
    assertEquals(2, run("reproduce", "-m", saved(data, hashing)));
    assertOneLine("train without hashing to be able to reproduce");
  }
}
