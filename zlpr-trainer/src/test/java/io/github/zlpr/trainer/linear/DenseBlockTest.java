package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.loss.ZLPR;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.multilabel.MultiLabel;

final class DenseBlockTest {

  private static final int SIZE = 41;

  /** Words, and after them numbers that some examples lack some or all of. */
  private static CompressedRows rows(int labels) {
    MutableDataset<MultiLabel> data = LinearData.empty();
    SplittableRandom random = new SplittableRandom(3);
    int number = 0;
    for (Example<MultiLabel> example : LinearData.sparse(200, labels, 5)) {
      Map<String, Double> features = new TreeMap<>();
      for (Feature feature : example) {
        features.put(feature.getName(), feature.getValue());
      }
      for (int d = 0; d < SIZE && number % 50 != 49; d++) {
        if (random.nextInt(100) > 0) {
          features.put(String.format("v%02d", d), random.nextDouble() - 0.5);
        }
      }
      features.put("w" + random.nextInt(20), 1.0);
      data.add(LinearData.example(example.getOutput(), features));
      number++;
    }
    return new CompressedRows(data, data.getFeatureIDMap(), data.getOutputIDInfo());
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 0.0, 1", "70, 16, 0.05, 1", "70, 16, 0.0, 1", "200, 16, 0.01, 2"})
  void changesNoBit(int labels, int minibatchSize, double cutoff, int threads) {
    CompressedRows rows = rows(labels);
    DenseBlock block = DenseBlock.of(rows);
    assertEquals(SIZE, block.to() - block.from());
    float[][] with = train(rows, minibatchSize, cutoff, threads, block);
    float[][] without = train(rows, minibatchSize, cutoff, threads, new DenseBlock(0, 0));
    for (int feature = 0; feature < with.length; feature++) {
      assertArrayEquals(without[feature], with[feature], "feature " + feature);
    }
    float largest = 0f;
    for (float weight : with[block.from()]) {
      largest = Math.max(largest, Math.abs(weight));
    }
    assertTrue(largest > 1e-3f, "largest weight " + largest);
  }

  @Test
  void fewDenseFeaturesAreNoBlock() {
    MutableDataset<MultiLabel> data = LinearData.empty();
    for (Example<MultiLabel> example : LinearData.sparse(50, 5, 5)) {
      data.add(LinearData.example(example.getOutput(), Map.of("a", 1.0, "b", 2.0)));
    }
    CompressedRows rows = new CompressedRows(data, data.getFeatureIDMap(), data.getOutputIDInfo());
    assertEquals(new DenseBlock(0, 0), DenseBlock.of(rows));
  }

  private static float[][] train(
      CompressedRows rows, int minibatchSize, double cutoff, int threads, DenseBlock block) {
    TrainingState state =
        new TrainingState(rows.featureCount() + 1, rows.labelCount(), threads, false);
    GradientDescent descent =
        new GradientDescent(
            rows,
            state.weights,
            state.sums,
            ArrayObjective.of(new ZLPR()),
            cutoff,
            minibatchSize,
            block);
    int[] order = IntStream.range(0, rows.size()).toArray();
    for (int epoch = 1; epoch <= 3; epoch++) {
      descent.run(order, epoch, epoch, new Rates(0.2, 3, order.length));
    }
    float[][] weights = new float[rows.featureCount() + 1][rows.labelCount()];
    for (int feature = 0; feature < weights.length; feature++) {
      state.weights.getRow(feature, weights[feature]);
    }
    return weights;
  }
}
