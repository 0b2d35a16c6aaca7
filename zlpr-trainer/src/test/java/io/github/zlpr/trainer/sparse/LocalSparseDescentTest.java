package io.github.zlpr.trainer.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.linear.TrainingSeeds;
import io.github.zlpr.trainer.model.CompactFeatureMap;
import io.github.zlpr.trainer.model.CompactLinearModel;
import io.github.zlpr.trainer.model.FeatureScales;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;

/** The pieces of a training whose examples are on several machines. */
class LocalSparseDescentTest {

  private final MutableDataset<MultiLabel> data = SparseMultiLabelTrainerTest.topics(1000, 40, 1);
  private final CompressedRows rows = rows();
  private final int[] order = IntStream.range(0, rows.size()).toArray();

  private CompressedRows rows() {
    CompressedRows original =
        new CompressedRows(data, CompactFeatureMap.of(data), data.getOutputIDInfo());
    return original.scaled(
        FeatureScales.inverseDocumentFrequency(original.featureCounts(), original.size()));
  }

  @Test
  void onePartTrainsAsTheTrainerDoes() {
    SparseMultiLabelTrainer trainer =
        new SparseMultiLabelTrainer().withLearningRate(8.0).withLabelPower(0.5).withThreads(1);
    trainer.loggingInterval = -1;
    CompactLinearModel model = (CompactLinearModel) trainer.train(data);

    TrainingTotals totals = TrainingTotals.of(rows, order);
    PairWeights weights =
        LabelPairs.choose(rows, order, totals, trainer.minTogether, trainer.evidence);
    System.arraycopy(totals.startBiases(trainer), 0, weights.biases, 0, weights.biases.length);
    int epochs = trainer.epochCount(order.length);
    LocalSparseDescent descent =
        new LocalSparseDescent(trainer, totals, new StepSizes(8.0, 0.5), epochs);
    double[] biasSquares = new double[weights.biases.length];
    long seed = new TrainingSeeds(trainer.seed).next();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      descent.train(rows, order, weights, biasSquares, epoch, seed);
    }
    assertEquals(model.getWeights(), weights.compact());
    for (int label = 0; label < weights.biases.length; label++) {
      assertEquals(model.getBias(label), weights.biases[label]);
    }
  }

  @Test
  void sumsAndMeetingsOfPartsAreThoseOfTheWhole() {
    int[] first = Arrays.copyOf(order, 300);
    int[] second = Arrays.copyOfRange(order, 300, order.length);
    TrainingTotals whole = TrainingTotals.of(rows, order);
    TrainingTotals sum = TrainingTotals.of(rows, first).plus(TrainingTotals.of(rows, second));
    assertEquals(whole.examples(), sum.examples());
    assertEquals(whole.weightSum(), sum.weightSum());
    assertArrayEquals(whole.labelCounts(), sum.labelCounts());
    assertArrayEquals(whole.labelWeights(), sum.labelWeights());
    Meetings all = new Meetings(rows, order);
    Meetings ofFirst = new Meetings(rows, first);
    Meetings ofSecond = new Meetings(rows, second);
    for (int feature = 0; feature < rows.featureCount(); feature++) {
      Meetings.OfFeature expected = all.of(feature);
      Meetings.OfFeature found = ofFirst.of(feature).plus(ofSecond.of(feature));
      assertEquals(expected.examples(), found.examples());
      assertArrayEquals(expected.labels(), found.labels());
      assertArrayEquals(expected.times(), found.times());
    }
  }
}
