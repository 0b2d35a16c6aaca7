package io.github.zlpr.trainer.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.PredictionRule;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.data.TestData;
import io.github.zlpr.loss.ZLPR;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;

class ThresholdTunedTrainerTest {

  private static Trainer<MultiLabel> inner() {
    return new LinearSGDTrainer(new ZLPR(4.0, 1.0, 0.0, 0.0), new AdaGrad(0.5, 0.1), 20, 1);
  }

  /** The metric by its definition. */
  private static double value(
      ThresholdMetric metric, float[] scores, boolean[] truth, int labels, double threshold) {
    int examples = scores.length / labels;
    return switch (metric.metric().name()) {
      case "MicroF1" -> f1(scores, truth, 0, scores.length, 1, threshold);
      case "MacroF1" -> {
        double sum = 0.0;
        for (int label = 0; label < labels; label++) {
          sum += f1(scores, truth, label, scores.length, labels, threshold);
        }
        yield sum / labels;
      }
      default -> {
        double sum = 0.0;
        for (int start = 0; start < scores.length; start += labels) {
          int wrong = 0;
          int union = 0;
          for (int i = start; i < start + labels; i++) {
            wrong += truth[i] != scores[i] > threshold ? 1 : 0;
            union += truth[i] || scores[i] > threshold ? 1 : 0;
          }
          sum +=
              switch (metric.metric().name()) {
                case "SamplesF1" -> f1(scores, truth, start, start + labels, 1, threshold);
                case "Jaccard" -> union == 0 ? 1.0 : (double) (union - wrong) / union;
                case "SubsetAccuracy" -> wrong == 0 ? 1.0 : 0.0;
                default -> -(double) wrong / labels;
              };
        }
        yield sum / examples;
      }
    };
  }

  private static double f1(
      float[] scores, boolean[] truth, int from, int to, int step, double threshold) {
    int truePositives = 0;
    int both = 0;
    for (int i = from; i < to; i += step) {
      boolean predicted = scores[i] > threshold;
      truePositives += predicted && truth[i] ? 1 : 0;
      both += (predicted ? 1 : 0) + (truth[i] ? 1 : 0);
    }
    return both == 0 ? 0.0 : 2.0 * truePositives / both;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HammingLoss", "SubsetAccuracy", "MicroF1", "MacroF1", "SamplesF1", "Jaccard"})
  void noThresholdIsBetter(String name) {
    ThresholdMetric metric = ThresholdMetric.named(name).orElseThrow();
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 200; round++) {
      int labels = 1 + random.nextInt(4);
      float[] scores = new float[labels * (1 + random.nextInt(6))];
      boolean[] truth = new boolean[scores.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = (random.nextInt(9) - 4) * (random.nextInt(3) == 0 ? -0.0f : 0.5f);
        truth[i] = random.nextInt(3) == 0;
      }
      double found = new ThresholdSearch(scores, truth, labels).best(metric);
      double reached = value(metric, scores, truth, labels, found);
      for (double threshold = -2.75; threshold < 3.0; threshold += 0.25) {
        assertTrue(
            reached >= value(metric, scores, truth, labels, threshold) - 1e-12,
            name + " at " + found + " is " + reached + ", better at " + threshold);
      }
    }
  }

  @Test
  void findsTheCutBetweenTwoScores() {
    float[] scores = {3.0f, 1.0f, -1.0f, -2.0f};
    boolean[] truth = {true, true, false, false};
    assertEquals(
        0.0,
        new ThresholdSearch(scores, truth, 4).best(ThresholdMetric.named("MicroF1").orElseThrow()));
    assertEquals(
        0.0,
        new ThresholdSearch(scores, truth, 4)
            .best(ThresholdMetric.named("HammingLoss").orElseThrow()));
  }

  @Test
  void infiniteScoresHaveACutBesideTheFiniteOne() {
    boolean[] truth = {true, false};
    for (float[] scores :
        List.of(
            new float[] {1.0f, Float.NEGATIVE_INFINITY},
            new float[] {Float.POSITIVE_INFINITY, 1.0f},
            new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})) {
      double cut =
          new ThresholdSearch(scores, truth, 2)
              .best(ThresholdMetric.named("MicroF1").orElseThrow());
      assertTrue(scores[0] > cut && cut > scores[1], scores[0] + " > " + cut + " > " + scores[1]);
    }
  }

  @Test
  void doublesThatAreRoundedToTheHighestScoreAreBelowTheCutAboveAll() {
    double score = 1.00000001;
    float[] scores = {(float) score};
    boolean[] truth = {false};
    assertTrue(
        new ThresholdSearch(scores, truth, 1)
                .best(ThresholdMetric.named("HammingLoss").orElseThrow())
            > score);
  }

  @Test
  void undoesAThresholdThatIsWrong(@TempDir Path directory) throws Exception {
    var data = new MutableDataset<>(TestData.write(directory, 400, 5));
    Trainer<MultiLabel> tuned =
        new ThresholdTunedTrainer(inner()).withMetric("MicroF1").withHeldOut(0.25).withSeed(1);
    SelectingModel model = (SelectingModel) tuned.train(data);
    assertEquals(4.0, model.getRule().threshold(), 1.5, "ZLPR was trained with threshold 4");
    assertTrue(model.getRule().isThresholdAlone());
    double untuned =
        microF1(new SelectingModel(model.getInnerModel(), new PredictionRule(0.0, 4)), data);
    double tunedF1 = microF1(model, data);
    assertTrue(
        tunedF1 > untuned, tunedF1 + " at " + model.getRule().threshold() + ", else " + untuned);
    assertEquals(
        ThresholdTunedTrainer.class.getName(),
        model.getProvenance().getTrainerProvenance().getClassName());

    assertEquals(1, tuned.getInvocationCount());
    SelectingModel second = (SelectingModel) tuned.train(data);
    Trainer<MultiLabel> rebuilt =
        Recorded.rebuild(second.getProvenance().getTrainerProvenance(), ThresholdTunedTrainer.class)
            .orElseThrow();
    SelectingModel again = (SelectingModel) rebuilt.train(data, Map.of(), 1);
    assertEquals(second.getRule().threshold(), again.getRule().threshold());
    for (Example<MultiLabel> example : data) {
      assertEquals(
          second.predict(example).getOutput().getNameSet(),
          again.predict(example).getOutput().getNameSet());
    }
  }

  private static double microF1(Model<MultiLabel> model, Iterable<Example<MultiLabel>> data) {
    int truePositives = 0;
    int both = 0;
    for (Example<MultiLabel> example : data) {
      var predicted = model.predict(example).getOutput().getNameSet();
      both += predicted.size() + example.getOutput().getNameSet().size();
      predicted.retainAll(example.getOutput().getNameSet());
      truePositives += predicted.size();
    }
    return 2.0 * truePositives / both;
  }

  @Test
  void refusesBadParameters(@TempDir Path directory) throws Exception {
    assertRefused("must be one of MicroF1, MacroF1, SamplesF1, Jaccard", "LRAP", 0.2);
    assertRefused("must be above 0 and below 1, found 1.0", "MicroF1", 1.0);
    assertRefused("must be above 0 and below 1, found NaN", "MicroF1", Double.NaN);
    var data = new MutableDataset<>(TestData.write(directory, 2, 5));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ThresholdTunedTrainer(inner())
                    .withMetric("MicroF1")
                    .withHeldOut(0.1)
                    .withSeed(1)
                    .train(data));
    assertTrue(e.getMessage().contains("2 examples cannot be split"), e.getMessage());
  }

  private static void assertRefused(String message, String metric, double heldOut) {
    PropertyException e =
        assertThrows(
            PropertyException.class,
            () ->
                new ThresholdTunedTrainer(inner())
                    .withMetric(metric)
                    .withHeldOut(heldOut)
                    .withSeed(1));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
