package io.github.zlpr.trainer.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.core.RootLocale;
import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.Calibration;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.model.WeightDigest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;

class CalibratedTrainerTest {

  @TempDir private Path directory;
  private MutableDataset<MultiLabel> data;

  @BeforeEach
  void write() throws IOException {
    data = data(2);
  }

  /** Without the numbers of the rows, which say nothing and are larger than all else. */
  private MutableDataset<MultiLabel> data(long seed) throws IOException {
    ArffDataSource source = TestData.write(directory, 300, seed);
    MutableDataset<MultiLabel> examples =
        new MutableDataset<>(source.getProvenance(), source.getOutputFactory());
    for (Example<MultiLabel> example : source) {
      Example<MultiLabel> copy = new ArrayExample<>(example.getOutput());
      for (Feature feature : example) {
        if (!feature.getName().equals("id")) {
          copy.add(feature);
        }
      }
      examples.add(copy);
    }
    return examples;
  }

  private static CalibratedTrainer trainer() {
    return new CalibratedTrainer(
        new LinearMultiLabelTrainer().withEpochs(5).withLearningRate(0.2).withLoggingInterval(-1));
  }

  private static double score(Prediction<MultiLabel> prediction, String label) {
    return prediction.getOutputScores().get(label).getLabelScore(new Label(label)).orElseThrow();
  }

  @Test
  void findsTheMapThatTheTruthWasDrawnFrom() {
    SplittableRandom random = new SplittableRandom(3);
    int labels = 3;
    float[] scores = new float[60_000 * labels];
    boolean[] truth = new boolean[scores.length];
    double[] offsets = {-1.0, 0.5, 2.0};
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) random.nextDouble(-3.0, 3.0);
      double p = 1.0 / (1.0 + Math.exp(-(0.7 * scores[i] + offsets[i % labels])));
      truth[i] = random.nextDouble() < p;
    }
    LogisticMap own = LogisticMap.fit(scores, truth, labels, true);
    assertArrayEquals(offsets, own.offsets(), 0.1);
    LogisticMap common = LogisticMap.fit(scores, truth, labels, false);
    assertEquals(0.7, own.slope(), 0.02);
    assertEquals(common.offsets()[0], common.offsets()[2]);
    assertTrue(common.slope() > 0.5 && common.slope() < 0.75, common.toString());
  }

  @Test
  void scoresThatPartTheTruthHaveAFiniteMap() {
    LogisticMap map =
        LogisticMap.fit(
            new float[] {-2f, -1f, 1f, 2f}, new boolean[] {false, false, true, true}, 1, true);
    assertTrue(Double.isFinite(map.slope()) && map.slope() > 0.0, map.toString());
    assertTrue(map.probability(0, 2.0) > 0.5 && map.probability(0, 2.0) < 1.0);
    LogisticMap none = LogisticMap.fit(new float[] {1f, 1f}, new boolean[2], 1, false);
    assertTrue(none.probability(0, 1.0) < 0.5, none.toString());
  }

  @Test
  void probabilitiesKeepTheRankingAndTheLabelsPredicted() {
    CalibratedModel model = trainer().train(data);
    assertTrue(model.generatesProbabilities());
    for (Example<MultiLabel> example : data) {
      Prediction<MultiLabel> raw = model.getInnerModel().predict(example);
      Prediction<MultiLabel> calibrated = model.predict(example);
      assertEquals(raw.getOutput().getNameSet(), calibrated.getOutput().getNameSet());
      for (String label : raw.getOutputScores().keySet()) {
        int id = model.getOutputIDInfo().getID(new MultiLabel(label));
        double x = model.getSlope() * score(raw, label) + model.getOffset(id);
        assertEquals(1.0 / (1.0 + Math.exp(-x)), score(calibrated, label), 1e-12);
      }
    }
  }

  @Test
  void isBetterThanTheSigmoidOfTheScore() throws IOException {
    MutableDataset<MultiLabel> test = data(9);
    CalibratedModel model = trainer().train(data);
    double calibrated = Calibration.of(model, test).logLoss();
    for (double slope : new double[] {1.0, 2.0}) {
      CalibratedModel plain =
          new CalibratedModel(
              model.getProvenance(), model.getInnerModel(), new LogisticMap(slope, new double[4]));
      double other = Calibration.of(plain, test).logLoss();
      assertTrue(calibrated < other, model.getSlope() + ": " + calibrated + " " + other);
    }
    assertThrows(IllegalArgumentException.class, () -> Calibration.of(model.getInnerModel(), test));
  }

  @Test
  void survivesAFileAndJavaSerialization() throws Exception {
    CalibratedModel model = trainer().withPerLabel(true).train(data);
    Path file = directory.resolve("model");
    RootLocale.run(() -> model.serializeToFile(file));
    CalibratedModel loaded =
        assertInstanceOf(
            CalibratedModel.class, RootLocale.call(() -> Model.deserializeFromFile(file)));
    assertEquals(model.getProvenance(), loaded.getProvenance());
    assertEquals(WeightDigest.of(model), WeightDigest.of(loaded));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(model);
    CalibratedModel copied =
        assertInstanceOf(
            CalibratedModel.class,
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
    for (Example<MultiLabel> example : data) {
      MultiLabel expected = model.predict(example).getOutput();
      assertTrue(expected.fullEquals(loaded.predict(example).getOutput()));
      assertTrue(expected.fullEquals(copied.predict(example).getOutput()));
    }
  }

  @Test
  void trainsAgainToTheSameBitsFromItsProvenance() {
    CalibratedModel model = trainer().withPerLabel(true).withSeed(5).train(data);
    CalibratedTrainer rebuilt =
        Recorded.rebuild(model.getProvenance().getTrainerProvenance(), CalibratedTrainer.class)
            .orElseThrow();
    assertEquals(WeightDigest.of(model), WeightDigest.of(rebuilt.train(data)));
    assertNotEquals(
        WeightDigest.of(model), WeightDigest.of(rebuilt.withPerLabel(false).train(data)));
    CalibratedTrainer twice = trainer();
    twice.train(data);
    assertEquals(1, twice.getInvocationCount());
  }

  @Test
  void refusesASplitThatIsNone() {
    assertThrows(PropertyException.class, () -> trainer().withHeldOut(1.0));
    MutableDataset<MultiLabel> one =
        new MutableDataset<>(data.getProvenance(), data.getOutputFactory());
    one.add(data.getExample(0));
    assertThrows(IllegalArgumentException.class, () -> trainer().train(one));
  }
}
