package io.github.zlpr.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.SplitDataSource;
import io.github.zlpr.data.Standardisation;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.linear.TrainingProgress;
import io.github.zlpr.trainer.model.ModelFile;
import io.github.zlpr.trainer.rule.ThresholdTunedTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class ExperimentTest {

  @TempDir private Path directory;
  private Experiment experiment;

  @BeforeEach
  void configure() throws IOException {
    ArffDataSource source = TestData.write(directory, 300, 7);
    experiment =
        new Experiment(
            new SplitDataSource(source, 0.7, 1, "train"),
            new SplitDataSource(source, 0.7, 1, "test"),
            new LinearSGDTrainer(new ZLPR(), new AdaGrad(0.1, 0.1), 3, 1),
            new RankingEvaluator(1, 2));
  }

  @Test
  void writesFilesThatRunTheSameExperimentAgain() throws IOException {
    Experiment.Result result = experiment.run();
    Path out = directory.resolve("a/new/folder");
    new ExperimentFiles(out).write(experiment, result);
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          Set.of(
              "model.tribuo", "metrics.json", "experiment.xml", "provenance.json", "report.html"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }

    Map<String, Double> metrics =
        new ObjectMapper()
            .readValue(out.resolve("metrics.json").toFile(), new TypeReference<>() {});
    assertEquals(result.evaluation().metrics(), metrics);
    assertEquals(
        new TreeSet<>(
            Set.of(
                "LRAP",
                "RankingLoss",
                "OneError",
                "Coverage",
                "P@1",
                "P@2",
                "R@1",
                "R@2",
                "nDCG@1",
                "nDCG@2",
                "PSP@1",
                "PSP@2",
                "PSnDCG@1",
                "PSnDCG@2",
                "MicroAUC",
                "MacroAUC",
                "MicroAP",
                "MacroAP",
                "MicroF1",
                "MacroF1",
                "SamplesF1",
                "Jaccard",
                "SubsetAccuracy",
                "HammingLoss")),
        new TreeSet<>(metrics.keySet()));

    ConfigurationManager manager = Configurations.load(out.resolve("experiment.xml"));
    Experiment again = Configurations.lookup(manager, "experiment", Experiment.class);
    assertEquals(metrics, again.run().evaluation().metrics());

    Model<MultiLabel> loaded = ModelFile.load(out.resolve("model.tribuo"));
    assertEquals(metrics, experiment.evaluate(loaded, scored -> {}).evaluation().metrics());
    assertEquals(
        ((LinearSGDModel) result.model()).getWeightsCopy(),
        ((LinearSGDModel) loaded).getWeightsCopy());
  }

  @Test
  void theModelHoldsTheWholeExperiment() {
    Model<MultiLabel> model = experiment.train();
    ConfiguredObjectProvenance provenance =
        (ConfiguredObjectProvenance)
            model.getProvenance().getInstanceProvenance().getMap().get(Experiment.RUN_PROVENANCE);
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(Recorded.of(provenance).named(Experiment.COMPONENT).components());
    Experiment rebuilt = Configurations.lookup(manager, "experiment", Experiment.class);
    assertEquals(provenance, rebuilt.getProvenance());
  }

  @Test
  void scoresOfEachTestExampleAreWrittenAsCsv() throws IOException {
    Model<MultiLabel> model = experiment.train();
    Path file = directory.resolve("scores/s.csv");
    var result = ScoreFile.write(file, model, listener -> experiment.evaluate(model, listener));
    var lines = Files.readAllLines(file);
    assertEquals(1 + result.evaluation().examples(), lines.size());
    assertTrue(lines.get(0).matches("truth(,label\\d){4}"), lines.get(0));
    assertTrue(
        lines.get(1).matches("(label\\d(\\|label\\d)*)?(,-?\\d+\\.\\d+(E-?\\d+)?){4}"),
        lines.get(1));
  }

  @Test
  void aScoreFileThatFailsLeavesNothing() throws IOException {
    Model<MultiLabel> model = experiment.train();
    Path file = directory.resolve("s.csv");
    Files.writeString(file, "old");
    assertThrows(
        IllegalStateException.class,
        () ->
            ScoreFile.write(
                file,
                model,
                listener -> {
                  throw new IllegalStateException("stop");
                }));
    assertEquals("old", Files.readString(file));
    try (Stream<Path> files = Files.list(directory)) {
      assertFalse(files.anyMatch(path -> path.toString().endsWith(".tmp")));
    }
  }

  @Test
  void aModelThatCannotBeSavedIsRefusedBeforeTraining() throws IOException {
    CompressedDataset data = CompressedDataset.of(TestData.write(directory, 300, 7));
    long needed = 5L * 8 * (data.featureCount() + 1) * data.getOutputInfo().size();
    SavingMemory.require(experiment, data, needed);
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> SavingMemory.require(experiment, data, needed - 1));
    assertTrue(refused.getMessage().contains("raise -Xmx"), refused.getMessage());
  }

  @Test
  void refusesFilesThatAreNoMultiLabelModel() throws IOException {
    assertNoModel("no such model file", directory.resolve("absent"));
    assertNoModel("no such model file", directory);
    Path text = directory.resolve("text");
    Files.writeString(text, "this is not a model");
    assertNoModel("is not a Tribuo model", text);
    Files.writeString(text, "");
    assertNoModel("is empty", text);
    Path model = directory.resolve("model");
    RootLocale.run(() -> experiment.train().serializeToFile(model));
    byte[] bytes = Files.readAllBytes(model);
    Files.write(text, Arrays.copyOf(bytes, bytes.length / 2));
    assertNoModel("is not a Tribuo model", text);
  }

  private static void assertNoModel(String message, Path file) {
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> ModelFile.load(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  /** Two trainings inside trainers that do not show what is inside them: the last one counts. */
  @Test
  void theReportHasTheCourseOfTheTrainingAndItsConfiguration() throws IOException {
    LinearMultiLabelTrainer linear =
        new LinearMultiLabelTrainer()
            .withEpochs(7)
            .withValidationFraction(0.2)
            .withPatience(9)
            .withValidationMetric("RankingLoss");
    Trainer<MultiLabel> nested =
        new ThresholdTunedTrainer(
                new TransformTrainer<>(
                    linear, new TransformationMap(List.of(new MeanStdDevTransformation()))))
            .withMetric("MicroF1")
            .withHeldOut(0.2)
            .withSeed(1);
    ArffDataSource source = TestData.write(directory, 300, 7);
    Experiment tuned = new Experiment(source, source, nested, new RankingEvaluator(1));
    Experiment.Result result = tuned.run();
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6, 7),
        result.history().epochs().stream().map(TrainingProgress::epoch).toList());
    Path out = directory.resolve("out");
    ExperimentFiles files = new ExperimentFiles(out);
    files.write(tuned, result);
    String report = Files.readString(out.resolve("report.html"));
    assertTrue(report.contains("aria-label=\"Mean loss of each epoch\""));
    assertTrue(report.contains("aria-label=\"RankingLoss of the examples held out\""));
    assertTrue(report.contains("Configuration of the training"));
    assertTrue(report.contains("name=&quot;validationMetric&quot; value=&quot;RankingLoss&quot;"));

    Experiment.Result again = tuned.evaluate(result.model(), scored -> {});
    files.writeEvaluation(again);
    report = Files.readString(out.resolve("report.html"));
    assertFalse(report.contains("Mean loss of each epoch"), "it was not trained in this run");
    assertTrue(report.contains("Configuration of the training"));
  }

  @Test
  void theDocumentedLineSilencesTheLogging() throws IOException {
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger all = Logger.getLogger("io.github.zlpr");
    Level before = all.getLevel();
    all.addHandler(handler);
    ArffDataSource source = TestData.write(directory, 60, 3);
    Experiment experiment =
        new Experiment(
            source, source, new LinearMultiLabelTrainer().withEpochs(2), new RankingEvaluator(1));
    try {
      all.setLevel(Level.INFO);
      new ExperimentFiles(directory.resolve("loud")).write(experiment, experiment.run());
      assertFalse(logged.isEmpty());
      logged.clear();
      all.setLevel(Level.WARNING);
      new ExperimentFiles(directory.resolve("quiet")).write(experiment, experiment.run());
      assertEquals(List.of(), logged);
    } finally {
      all.setLevel(before);
      all.removeHandler(handler);
    }
  }

  @Test
  void standardisesWhatIsConstantInTrainingAndNamesItWhereTribuoCannot() throws IOException {
    String header =
        "@relation ': -C 1'\n@attribute l {0,1}\n@attribute x real\n@attribute c real\n";
    Path train = directory.resolve("train.arff");
    Path test = directory.resolve("test.arff");
    Files.writeString(train, header + "@data\n1,5,7\n1,6,7\n0,1,7\n0,2,7\n");
    Files.writeString(test, header + "@data\n1,7,8\n0,0,1\n");
    Experiment own = standardised(train, test, new Standardisation());
    RankingEvaluation evaluation = own.run().evaluation();
    assertEquals(1.0, evaluation.value("SubsetAccuracy"));
    Experiment tribuo = standardised(train, test, new MeanStdDevTransformation());
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, tribuo::train);
    assertEquals(
        "feature 'c' is constant in the training data and cannot be standardised by"
            + " MeanStdDevTransformation, which divides 0 by 0; use"
            + " io.github.zlpr.data.Standardisation, which makes it 0, or remove the feature",
        e.getMessage());
  }

  private static Experiment standardised(Path train, Path test, Transformation transformation) {
    return new Experiment(
        new ArffDataSource(train),
        new ArffDataSource(test),
        new TransformTrainer<>(
            new LinearMultiLabelTrainer().withEpochs(50),
            new TransformationMap(List.of(transformation))),
        new RankingEvaluator(1));
  }
}
