package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.impl.ListExample;
import org.tribuo.multilabel.MultiLabel;

/** The parts of the trainer, each by itself. */
final class LinearPartsTest {

  @Test
  void rowsHoldTheExamples() {
    Dataset<MultiLabel> data = LinearData.sparse(50, 20, 1);
    CompressedRows rows = new CompressedRows(data, data.getFeatureIDMap(), data.getOutputIDInfo());
    assertEquals(50, rows.size());
    double sum = 0.0;
    for (int i = 0; i < 50; i++) {
      Example<MultiLabel> example = data.getExample(i);
      assertEquals(example.size() + 1, rows.end(i) - rows.start(i));
      double squares = (double) rows.biasValue() * rows.biasValue();
      int k = rows.start(i);
      for (int id = 0; id < data.getFeatureIDMap().size(); id++) {
        Feature feature = example.lookup(data.getFeatureIDMap().get(id).getName());
        if (feature != null) {
          assertEquals(id, rows.features()[k]);
          assertEquals((float) feature.getValue(), rows.values()[k]);
          squares += Math.pow((float) feature.getValue(), 2);
          sum += Math.pow((float) feature.getValue(), 2);
          k++;
        }
      }
      assertEquals(data.getFeatureIDMap().size(), rows.features()[k]);
      assertEquals(rows.biasValue(), rows.values()[k]);
      assertEquals(squares, rows.squaredNorm(i), 1e-9);
      int[] ids =
          example.getOutput().getLabelSet().stream()
              .mapToInt(label -> data.getOutputIDInfo().getID(new MultiLabel(label)))
              .sorted()
              .toArray();
      assertArrayEquals(ids, rows.targets(i).ids());
    }
    assertEquals(Math.sqrt(sum / 50), rows.typicalNorm(), 1e-6);
  }

  @Test
  void repeatedFeaturesAreAddedUpAndZerosLeftOut() {
    var data = LinearData.empty();
    var example = new ListExample<>(new MultiLabel(Set.of(new Label("l"))));
    example.add(new Feature("c", 3.0));
    example.add(new Feature("a", 1.0));
    example.add(new Feature("b", 0.0));
    example.add(new Feature("d", 4.0));
    data.add(example);
    example.add(new Feature("a", 1.5));
    CompressedRows rows = new CompressedRows(data, data.getFeatureIDMap(), data.getOutputIDInfo());
    assertArrayEquals(new int[] {0, 2, 3, 4}, rows.features());
    assertEquals(2.5f, rows.values()[0]);
    assertEquals(3f, rows.values()[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void panelsHoldAllRows(int threads) {
    Dataset<MultiLabel> data = LinearData.sparse(400, 150, 1);
    CompressedRows rows = new CompressedRows(data, data.getFeatureIDMap(), data.getOutputIDInfo());
    int labels = rows.labelCount();
    FeatureMajorWeights weights =
        new FeatureMajorWeights(rows.featureCount() + 1, rows.labelCount(), threads);
    assertEquals(Math.min(threads, 2), weights.panelCount(), "64 labels or more for each");
    float[] row = new float[labels];
    for (int number = 0; number < weights.rows(); number++) {
      for (int l = 0; l < labels; l++) {
        row[l] = number * labels + l;
      }
      weights.setRow(number, row);
    }
    for (int number = 0; number < weights.rows(); number++) {
      weights.getRow(number, row);
      for (int l = 0; l < labels; l++) {
        assertEquals(number * labels + l, row[l]);
      }
    }
    float[] scores = new float[labels];
    for (int i = 0; i < 20; i++) {
      weights.score(rows, i, scores);
      for (int l = 0; l < labels; l++) {
        double expected = 0.0;
        for (int k = rows.start(i); k < rows.end(i); k++) {
          expected += (double) rows.values()[k] * (rows.features()[k] * labels + l);
        }
        assertEquals(expected, scores[l], 1e-5 * expected);
      }
    }
  }

  @Test
  void sparsificationKeepsTheExpectedValue() {
    double[] direction = {0.5, -0.002, 0.0005, -0.01, 0.0, 0.003, -0.0075};
    double cutoff = 0.01;
    int repetitions = 20_000;
    double[] sums = new double[direction.length];
    double[] squares = new double[direction.length];
    ExampleGradient gradient = new ExampleGradient(direction.length);
    GradientSparsification sparsification = new GradientSparsification(direction.length, cutoff);
    for (int r = 0; r < repetitions; r++) {
      sparsification.sparsify(direction, 2.0, Seeds.mix(r), gradient);
      double norm = 0.0;
      for (double component : direction) {
        norm += 4.0 * component * component;
      }
      assertEquals(norm, gradient.squaredNorm, 1e-12);
      for (int k = 0; k < gradient.size; k++) {
        assertTrue(Math.abs(gradient.components[k]) >= (float) cutoff);
        sums[gradient.labels[k]] += gradient.components[k];
        squares[gradient.labels[k]] += gradient.squares[k];
      }
    }
    for (int l = 0; l < direction.length; l++) {
      double expected = 2.0 * direction[l];
      assertEquals(expected, sums[l] / repetitions, 3.0 * cutoff / Math.sqrt(repetitions));
      assertEquals(
          expected * expected,
          squares[l] / repetitions,
          3.0 * cutoff * cutoff / Math.sqrt(repetitions));
    }
  }

  @Test
  void withoutCutoffEverythingIsKept() {
    double[] direction = new SplittableRandom(1).doubles(100, -1.0, 1.0).toArray();
    direction[7] = 0.0;
    ExampleGradient gradient = new ExampleGradient(100);
    new GradientSparsification(100, 0.0).sparsify(direction, 1.0, 12345, gradient);
    assertEquals(99, gradient.size);
    for (int k = 0; k < 99; k++) {
      assertEquals((float) direction[gradient.labels[k]], gradient.components[k]);
    }
  }

  @Test
  void ratesFallLinearly() {
    Rates rates = new Rates(2.0, 4, 10);
    assertEquals(2.0, rates.at(1, 0));
    assertEquals(1.25, rates.at(2, 5), 1e-12);
    assertEquals(0.05, rates.at(4, 9), 1e-12);
  }

  @Test
  void epochsFollowTheNumberOfExamples() {
    LinearMultiLabelTrainer fixed = new LinearMultiLabelTrainer().withLearningRate(0.2);
    assertTrue(fixed.epochCount(300) > fixed.epochCount(3000));
    assertTrue(fixed.epochCount(Integer.MAX_VALUE) >= 5);
    assertEquals(32, new LinearMultiLabelTrainer().epochCount(300));
    assertEquals(20, new LinearMultiLabelTrainer().epochCount(20_000));
    assertEquals(12, new LinearMultiLabelTrainer().epochCount(1_000_000));
  }

  @Test
  void someExamplesAreHeldOut() {
    assertEquals(1, EpochLoop.heldOut(0.25, 2));
    assertEquals(25, EpochLoop.heldOut(0.25, 100));
    assertEquals(0, EpochLoop.heldOut(0.0, 1));
    assertThrows(IllegalArgumentException.class, () -> EpochLoop.heldOut(0.25, 1));
  }

  @Test
  void trialsMayFillHalfOfTheMemory() {
    assertEquals(2, WeightMemory.fitting(999, 1000, 16_000_000));
    assertEquals(0, WeightMemory.fitting(999, 1000, 7_000_000));
  }

  @Test
  void refusesWeightsThatDoNotFit() {
    new WeightMemory(999, 1000, 1, true, 0).require(12_000_000);
    IllegalStateException exception =
        assertThrows(
            IllegalStateException.class,
            () -> new WeightMemory(60_000, 100_000, 2, true, 0).require(1L << 30));
    assertEquals(
        "60,000 features x 100,000 labels need 68,666 MB for weights (45,778 MB while training at 8"
            + " bytes each, 45,778 MB more for the model's doubles), but the JVM may use 1,024 MB;"
            + " lower the number of features or labels, or raise -Xmx",
        exception.getMessage());
  }

  @Test
  void scoresOfExamplesHeldOutNeedMemoryToo() {
    assertEquals(6_236L * 538, HeldOutTrials.pairs(65_661, 538));
    assertEquals(400L * 6, HeldOutTrials.pairs(400, 6));
    new WeightMemory(999, 1000, 1, false, 1_000_000).require(17_000_000);
    IllegalStateException exception =
        assertThrows(
            IllegalStateException.class,
            () -> new WeightMemory(999, 1000, 1, false, 2_000_000).require(32_000_000));
    assertEquals(
        "999 features x 1,000 labels need 33 MB for weights (4 MB while training at 4 bytes each,"
            + " 33 MB to choose on examples held out), but the JVM may use 31 MB; lower the number"
            + " of features or labels, or raise -Xmx",
        exception.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void threadsMeet(int size) {
    AtomicInteger arrived = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    new BarrierThreads(size)
        .run(
            (member, barrier) -> {
              for (int round = 1; round <= 2_000; round++) {
                arrived.incrementAndGet();
                barrier.await(member);
                if (arrived.get() != round * size) {
                  wrong.incrementAndGet();
                }
                barrier.await(member);
              }
            });
    assertEquals(2_000 * size, arrived.get());
    assertEquals(0, wrong.get());
  }

  @Test
  void aFailureEndsTheWaitOfTheOthers() {
    IllegalStateException exception =
        assertThrows(
            IllegalStateException.class,
            () ->
                new BarrierThreads(3)
                    .run(
                        (member, barrier) -> {
                          if (member == 2) {
                            throw new IllegalStateException("broken");
                          }
                          barrier.await(member);
                        }));
    assertEquals("broken", exception.getMessage());
  }

  @Test
  void logsTheLastEpochAndNotMoreOftenThanAsked() {
    assertEquals(
        List.of(
            "epoch 3 of 3: loss 1.25000, LRAP 0.50000 (best in epoch 2), 1,000 examples/s, 1 min 5 s left"),
        logged(3600.0));
    assertEquals(3, logged(0.0).size());
    assertEquals(List.of(), logged(-1.0));
  }

  private static List<String> logged(double interval) {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getAnonymousLogger();
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.INFO);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    ProgressLog log = new ProgressLog(logger, interval);
    for (int epoch = 1; epoch <= 3; epoch++) {
      log.log(
          new TrainingProgress(
              epoch, 3, 1.25, OptionalDouble.of(0.5), 2, 1000.0, Duration.ofSeconds(65)),
          "LRAP",
          epoch == 3);
    }
    return lines;
  }
}
