package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.PaddedSubsetSoftmax;
import io.github.zlpr.loss.SubsetSoftmax;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.WeightDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/** Trainings that choose learning rate, start and cut. */
final class ChoosingTest {

  private static final Dataset<MultiLabel> DATA = LinearData.sparse(300, 150, 1);

  @TempDir private Path directory;

  private static LinearMultiLabelTrainer trainer() {
    return new LinearMultiLabelTrainer().withEpochs(3).withThreads(1).withLoggingInterval(-1);
  }

  private static String digest(LinearMultiLabelTrainer trainer, Dataset<MultiLabel> data) {
    return WeightDigest.of(trainer.train(data));
  }

  @ParameterizedTest
  @CsvSource({"300, 150", "300, 8", "1700, 8"})
  void anyNumberOfThreadsChoosesTheSame(int examples, int labels) {
    Dataset<MultiLabel> data = LinearData.sparse(examples, labels, 2);
    String expected = digest(trainer(), data);
    for (int threads : new int[] {2, 3, 8}) {
      assertEquals(expected, digest(trainer().withThreads(threads), data));
    }
  }

  @Test
  void aFixedRateTrainsWithoutChoosing() {
    LinearMultiLabelTrainer fixed = trainer().withLearningRate(0.2);
    String plain = digest(fixed, DATA);
    assertEquals(plain, digest(fixed.withStart("zero").withCut("none"), DATA));
    assertNotEquals(plain, digest(fixed.withStart("prior"), DATA));
    assertNotEquals(plain, digest(fixed.withCut("MicroF1"), DATA));
    assertNotEquals(plain, digest(trainer(), DATA));
  }

  @Test
  void theCutMovesAllScoresOfAnExampleAlike() {
    LinearMultiLabelTrainer fixed = trainer().withLearningRate(0.2);
    DenseMatrix without = weights(fixed);
    DenseMatrix with = weights(fixed.withCut("MicroF1"));
    boolean moves = false;
    for (int feature = 0; feature < without.getDimension2Size(); feature++) {
      double shift = with.get(0, feature) - without.get(0, feature);
      moves |= Math.abs(shift) > 1e-3;
      for (int label = 0; label < without.getDimension1Size(); label++) {
        assertEquals(shift, with.get(label, feature) - without.get(label, feature), 1e-5);
      }
    }
    assertTrue(moves);
  }

  @Test
  void aCutOfEachLabelMovesTheBiasesApart() {
    LinearMultiLabelTrainer fixed = trainer().withLearningRate(0.2);
    DenseMatrix common = weights(fixed.withCut("MacroF1"));
    DenseMatrix perLabel = weights(fixed.withCut("MacroF1").withCutPerLabel(true));
    int bias = common.getDimension2Size() - 1;
    boolean differs = false;
    for (int label = 0; label < common.getDimension1Size(); label++) {
      for (int feature = 0; feature < bias; feature++) {
        assertEquals(common.get(label, feature), perLabel.get(label, feature), 1e-5);
      }
      differs |= Math.abs(perLabel.get(label, bias) - common.get(label, bias)) > 1e-3;
    }
    assertTrue(differs);
  }

  @Test
  void theCutOfACompactModelMovesTheBiasesOnly() {
    LinearMultiLabelTrainer compact = trainer().withLearningRate(0.2).withCompactModels(1.0);
    Model<MultiLabel> without = compact.train(DATA);
    Model<MultiLabel> with = compact.withCut("MicroF1").train(DATA);
    assertEquals(
        ((CompactLinearModel) without).getWeights(), ((CompactLinearModel) with).getWeights());
    assertNotEquals(WeightDigest.of(without), WeightDigest.of(with));
  }

  @Test
  void compactModelsStartFromThePrior() {
    LinearMultiLabelTrainer compact = trainer().withCompactModels(1.0);
    assertEquals(digest(compact.withStart("prior"), DATA), digest(compact, DATA));
    assertEquals(digest(trainer().withStart("zero"), DATA), digest(trainer(), DATA));
  }

  private static DenseMatrix weights(LinearMultiLabelTrainer trainer) {
    return ((LinearSGDModel) trainer.train(DATA)).getWeightsCopy();
  }

  @Test
  void theCutMarksAboutAsManyLabelsAsThereAre() {
    Dataset<MultiLabel> test = LinearData.sparse(200, 150, 3);
    Model<MultiLabel> model = trainer().withEpochs(0).train(DATA);
    double marked = 0.0;
    double labels = 0.0;
    for (Example<MultiLabel> example : test) {
      marked += model.predict(example).getOutput().getLabelSet().size();
      labels += example.getOutput().getLabelSet().size();
    }
    assertEquals(labels, marked, 0.35 * labels);
    Model<MultiLabel> own = trainer().withEpochs(0).withCut("none").train(DATA);
    RankingEvaluator evaluator = new RankingEvaluator();
    assertTrue(
        evaluator.evaluate(model, test).value("MicroF1")
            > evaluator.evaluate(own, test).value("MicroF1"));
  }

  @Test
  void lossesThatPredictSoManyLabelsAreTrained() {
    trainer().withObjective(new PaddedSubsetSoftmax(15, 0.0)).train(DATA);
    MutableDataset<MultiLabel> pairs = LinearData.empty();
    for (Example<MultiLabel> example : LinearData.sparse(300, 20, 5)) {
      if (example.getOutput().getLabelSet().size() == 2) {
        pairs.add(example);
      }
    }
    trainer().withObjective(new SubsetSoftmax(2)).train(pairs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void veryFewExamplesAreEnough(int size) {
    Model<MultiLabel> model = trainer().train(LinearData.sparse(size, 3, 6));
    assertFalse(Double.isNaN(((LinearSGDModel) model).getWeightsCopy().get(0, 0)));
  }

  @Test
  void whatWasTriedIsInProvenanceAndHistory() {
    TrainingHistory history = new TrainingHistory();
    Model<MultiLabel> model = history.record(() -> trainer().train(DATA));
    Map<String, ?> run = model.getProvenance().getInstanceProvenance().getMap();
    double rate = ((DoubleProvenance) run.get("chosen-learning-rate")).getValue();
    List<Double> tried = history.trials().stream().map(RateSearch.Trial::rate).toList();
    assertTrue(tried.size() >= 3, tried.toString());
    assertTrue(rate > tried.stream().min(Double::compare).orElseThrow());
    assertTrue(run.get("tried-learning-rates").toString().contains(tried.get(0).toString()));
    assertEquals(3, history.epochs().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aRunThatWasStoppedGoesOnToTheSameBits(int callsBefore) {
    Path file = directory.resolve("checkpoint");
    List<String> calls = new ArrayList<>();
    TrainingListener stops =
        new TrainingListener() {
          private void call(String what) {
            calls.add(what);
            if (calls.size() > callsBefore) {
              throw new IllegalStateException("stop");
            }
          }

          @Override
          public void rateTried(RateSearch.Trial trial) {
            call("rate");
          }

          @Override
          public void epochDone(TrainingProgress progress) {
            call("epoch");
          }
        };
    LinearMultiLabelTrainer stopping = trainer().withCheckpoint(file).withListener(stops);
    IllegalStateException stopped =
        assertThrows(IllegalStateException.class, () -> stopping.train(DATA));
    assertEquals("stop", stopped.getMessage());
    assertEquals(digest(trainer(), DATA), digest(trainer().withCheckpoint(file), DATA));
    assertFalse(Files.exists(file));
  }

  @Test
  void otherLossesChooseToo() {
    assertNotEquals(
        digest(trainer(), DATA),
        digest(trainer().withObjective(new ZLPR(1.0, 1.0, 0.0, 0.0)), DATA));
  }
}
