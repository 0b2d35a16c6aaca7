package io.github.zlpr.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.loss.JointLogSumExp;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.SubsetSoftmax;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.trainer.linear.RateSearch;
import io.github.zlpr.trainer.linear.TrainingListener;
import io.github.zlpr.trainer.linear.TrainingProgress;
import io.github.zlpr.trainer.model.ModelFile;
import io.github.zlpr.trainer.model.WeightDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;

class SpanTrainerTest {

  private static final SpanTrainer QUIET = new SpanTrainer().withLoggingInterval(-1.0);
  private static final SpanTrainer QUICK = QUIET.withLearningRate(0.4).withEpochs(4);

  @TempDir Path folder;

  private static double f1(SpanModel model, SpanDataSource test) {
    return new SpanEvaluator().evaluate(model, test).value("F1");
  }

  @Test
  void flatSpansAreFoundWithAllDefaults() {
    SpanModel model = QUIET.train(SampleSentences.of(120, 1, false));
    assertFalse(model.isNested());
    assertTrue(f1(model, SampleSentences.of(60, 2, false)) > 0.97);
  }

  @Test
  void nestedSpansAreFound() {
    SpanModel model = QUIET.train(SampleSentences.of(150, 1, true));
    assertTrue(model.isNested());
    SpanEvaluation evaluation =
        new SpanEvaluator().evaluate(model, SampleSentences.of(60, 2, true));
    assertTrue(evaluation.value("F1") > 0.95, evaluation.toString());
    assertTrue(evaluation.value("Recall@depth1") > 0.9, evaluation.toString());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    SpanDataSource data = SampleSentences.of(80, 3, true);
    String digest = WeightDigest.of(QUIET.withThreads(1).withEpochs(4).train(data));
    for (int threads : List.of(2, 8)) {
      assertEquals(digest, WeightDigest.of(QUIET.withThreads(threads).withEpochs(4).train(data)));
    }
    assertNotEquals(
        digest, WeightDigest.of(QUIET.withThreads(1).withEpochs(4).withSeed(9).train(data)));
  }

  private static List<MultiLabelObjective> losses() {
    return List.of(
        new WeightedBinaryCrossEntropy(), new JointLogSumExp(), new BinaryCrossEntropy());
  }

  @Test
  void otherLossesOverTheSameSpansWork() {
    for (MultiLabelObjective loss : losses()) {
      SpanModel model = QUIET.withObjective(loss).train(SampleSentences.of(100, 1, false));
      assertTrue(f1(model, SampleSentences.of(40, 2, false)) > 0.9, loss.toString());
    }
  }

  @Test
  void lossWithoutThresholdIsRefused() {
    for (MultiLabelObjective loss : List.of(new SubsetSoftmax(2), new SoftmaxCrossEntropy())) {
      assertTrue(
          assertThrows(PropertyException.class, () -> QUIET.withObjective(loss))
              .getMessage()
              .contains("above a threshold"));
    }
  }

  @Test
  void settingsAreChecked() {
    assertThrows(PropertyException.class, () -> QUIET.withEpochs(0));
    assertThrows(PropertyException.class, () -> QUIET.withLearningRate(Double.NaN));
    assertThrows(PropertyException.class, () -> QUIET.withCut("MicroF1"));
    assertThrows(PropertyException.class, () -> QUIET.withLongest(-1));
    assertThrows(PropertyException.class, () -> QUIET.withSpans("deep"));
    assertThrows(PropertyException.class, () -> QUIET.withMinCount(0));
    assertThrows(PropertyException.class, () -> QUIET.withThreads(-1));
  }

  @Test
  void savedModelFindsTheSame() throws IOException {
    Path names = Files.writeString(folder.resolve("towns"), "Rome\n\n Oslo \nNew  York\n");
    SpanFeatures features = new SpanFeatures(1, 3, true, List.of(0), List.of(names), 0);
    SpanModel model = QUICK.withFeatures(features).train(SampleSentences.of(60, 5, true));
    Files.delete(names);
    Path file = folder.resolve("model.tribuo");
    model.serializeToFile(file);
    SpanModel loaded = (SpanModel) ModelFile.load(file);
    for (Sentence sentence : SampleSentences.of(30, 6, true)) {
      assertEquals(model.predict(sentence), loaded.predict(sentence));
    }
    assertEquals(WeightDigest.of(model), WeightDigest.of(loaded));
    assertEquals(model.getProvenance(), loaded.getProvenance());
    assertTrue(
        model.getTopFeatures(-1).get("TOWN").stream()
            .anyMatch(feature -> feature.getA().equals("span:gazetteer=towns")));
  }

  @Test
  void trainerIsRebuiltFromTheModelsProvenance() {
    SpanDataSource data = SampleSentences.of(40, 5, false);
    SpanTrainer trainer = QUICK.withObjective(new WeightedBinaryCrossEntropy(2.0)).withLongest(3);
    SpanModel model = trainer.train(data);
    SpanTrainer rebuilt =
        Recorded.rebuild(model.getProvenance().getTrainerProvenance(), SpanTrainer.class)
            .orElseThrow();
    assertEquals(trainer.toString(), rebuilt.toString());
    assertEquals(WeightDigest.of(model), WeightDigest.of(rebuilt.train(data)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void scoreOfASpanIsTheSumOfItsFeatures(int length) {
    SpanModel model = QUICK.withCut("none").train(SampleSentences.of(60, 5, true));
    Sentence sentence = Sentence.of("Ann", "Bobson", "calls", "Emil", "of", "Oslo", "today");
    Map<Span, Double> found = new HashMap<>();
    model.predict(sentence).forEach(span -> found.put(span.span(), span.score()));
    Example<MultiLabel> example = model.example(sentence, 0, length);
    var prediction = model.predict(example);
    Span span = new Span(0, length, "PERSON");
    double score =
        prediction.getOutputScores().get("PERSON").getLabelScore(new Label("PERSON")).orElseThrow();
    if (found.containsKey(span)) {
      assertEquals(found.get(span), score, 1e-6);
    } else {
      assertTrue(score <= 0.0 || length == 1, "score " + score);
    }
    double sum =
        model.getExcuse(example).orElseThrow().getScores().get("PERSON").stream()
            .mapToDouble(part -> part.getB())
            .sum();
    assertEquals(score, sum, 1e-6);
  }

  @Test
  void veryLongAndVeryShortSentencesAreNoProblem() {
    SpanModel model = QUICK.train(SampleSentences.of(60, 5, false));
    assertEquals(List.of(), model.tag(Sentence.of("today")));
    List<String> tokens = new ArrayList<>(Collections.nCopies(10_000, "it"));
    tokens.set(9_999, "Ann");
    List<Sentence> longOne = new ArrayList<>();
    longOne.add(Sentence.of(tokens, List.of(new Span(9_999, 10_000, "PERSON"))));
    longOne.add(Sentence.of(List.of("Ann"), List.of(new Span(0, 1, "PERSON"))));
    assertTrue(model.tag(longOne.get(0)).size() < 10_000);
    QUICK.train(new SampleSentences(longOne));
  }

  @Test
  void spansThatAreTooLongOrOverlapAreLeftOut() {
    SpanDataSource nested = SampleSentences.of(60, 5, true);
    SpanModel flat = QUICK.withSpans("flat").withLongest(2).train(nested);
    assertEquals(2, flat.longest());
    for (Sentence sentence : nested) {
      List<Span> found = flat.tag(sentence);
      for (int i = 1; i < found.size(); i++) {
        assertFalse(found.get(i - 1).overlaps(found.get(i)));
      }
    }
  }

  @Test
  void typeThatIsOnlyInTheTestDataIsMissed() {
    SpanModel model = QUICK.train(SampleSentences.of(60, 5, false));
    SpanEvaluation evaluation =
        new SpanEvaluator()
            .evaluate(
                model,
                List.of(Sentence.of(List.of("Ann", "runs"), List.of(new Span(1, 2, "VERB")))));
    assertEquals(0.0, evaluation.value("F1:VERB"));
    assertEquals(1, evaluation.types().get("VERB").marked());
  }

  @Test
  void nothingMarkedIsRefused() {
    assertEquals(
        "1 training sentences have no marked span; there is nothing to learn",
        assertThrows(
                IllegalArgumentException.class,
                () -> QUICK.train(new SampleSentences(List.of(Sentence.of("a", "b")))))
            .getMessage());
  }

  @Test
  void oneSentenceIsEnough() {
    SpanDataSource one = new SampleSentences(List.of(Spans.sentence("Ann runs", "0-1 PERSON")));
    assertEquals(
        Spans.of("0-1 PERSON"), QUIET.withMinCount(1).train(one).tag(Sentence.of("Ann", "runs")));
  }

  @Test
  void hashedFeaturesKeepModelsSmall() {
    SpanDataSource data = SampleSentences.of(100, 5, false);
    SpanModel model =
        QUICK.withFeatures(new SpanFeatures(2, 4, true, List.of(), List.of(), 5)).train(data);
    assertTrue(model.getFeatureIDMap().size() <= 3 * 32 + 2, model.getFeatureIDMap().toString());
    assertTrue(f1(model, data) > 0.5);
  }

  @Test
  void listenerIsToldOfRatesAndEpochs() {
    List<Integer> epochs = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    QUIET
        .withEpochs(3)
        .withListener(
            new TrainingListener() {
              @Override
              public void epochDone(TrainingProgress progress) {
                epochs.add(progress.epoch());
              }

              @Override
              public void rateTried(RateSearch.Trial trial) {
                rates.add(trial.rate());
              }
            })
        .train(SampleSentences.of(50, 5, false));
    assertEquals(List.of(1, 2, 3), epochs);
    assertTrue(rates.size() >= 2);
  }

  @Test
  void modelOfANewerVersionIsRefused() {
    SpanModel model = QUICK.train(SampleSentences.of(30, 5, false));
    var newer = model.serialize().toBuilder().setVersion(SpanModel.CURRENT_VERSION + 1).build();
    assertThrows(IllegalStateException.class, () -> Model.deserialize(newer));
  }

  @Test
  void charactersBeyondTheFirstPlaneAreWholeInFeatures() {
    SpanDataSource data =
        new SampleSentences(
            List.of(
                Sentence.of(List.of("\uD83D\uDE00\uD83D\uDE01", "\u5F20\u4E09"), Spans.of("0-1 X")),
                Sentence.of(List.of("\uD83D", "\uDE00x"), Spans.of("1-2 X"))));
    assertTrue(QUIET.withMinCount(1).train(data).getFeatureIDMap().size() > 0);
  }
}
