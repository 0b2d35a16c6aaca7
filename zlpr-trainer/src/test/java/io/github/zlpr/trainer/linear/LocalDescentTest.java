package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.multilabel.MultiLabel;

/** What a training whose parts are elsewhere is made of. */
final class LocalDescentTest {

  private static final int LABELS = 9;
  private static final int EPOCHS = 3;
  private static final Dataset<MultiLabel> DATA = LinearData.sparse(80, LABELS, 3);
  private static final CompressedRows ROWS =
      new CompressedRows(DATA, DATA.getFeatureIDMap(), DATA.getOutputIDInfo());
  private static final LinearMultiLabelTrainer TRAINER =
      new LinearMultiLabelTrainer().withLoggingInterval(-1.0).withL2(0.01);

  @Test
  void collectedRowsAreThoseOfTheDataSet() {
    double[] wide = new double[ROWS.values().length];
    Arrays.setAll(wide, k -> ROWS.values()[k]);
    CompressedRows.Builder builder =
        new CompressedRows.Builder(
            ROWS.size(),
            wide.length - ROWS.size(),
            ROWS.featureCount(),
            LABELS,
            ROWS.typicalNorm());
    for (int row = 0; row < ROWS.size(); row++) {
      builder.add(
          ROWS.features(),
          wide,
          ROWS.start(row),
          ROWS.end(row) - 1,
          ROWS.targets(row),
          ROWS.weight(row));
    }
    CompressedRows rows = builder.build();
    assertArrayEquals(ROWS.features(), rows.features());
    assertArrayEquals(ROWS.values(), rows.values());
    for (int row = 0; row < ROWS.size(); row++) {
      assertEquals(ROWS.end(row), rows.end(row));
      assertEquals(ROWS.squaredNorm(row), rows.squaredNorm(row));
    }
  }

  @Test
  void epochsFromCopiedStatesAreThoseOfOneTraining() {
    int bias = ROWS.featureCount();
    TrainingState expected = new TrainingState(bias + 1, LABELS, 1, false);
    int[] order = IntStream.range(0, ROWS.size()).toArray();
    EpochRunner runner =
        new EpochRunner(TRAINER, ROWS, new TrainingPlan(order, 0.3, EPOCHS, 5), expected);
    LocalDescent descent = new LocalDescent(bias, LABELS, 2);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      LocalDescent next = new LocalDescent(bias, LABELS, 2);
      copy(descent, next);
      assertEquals(
          runner.run(epoch), next.train(TRAINER, ROWS, 0.3, epoch, EPOCHS, 5, feature -> 0.01));
      descent = next;
    }
    float[] row = new float[LABELS];
    float[] expectedRow = new float[LABELS];
    for (int r = 0; r <= bias; r++) {
      expected.weights.getRow(r, expectedRow);
      descent.getRow(r, row);
      assertArrayEquals(expectedRow, row);
    }
  }

  private static void copy(LocalDescent from, LocalDescent to) {
    float[] row = new float[LABELS];
    for (int r = 0; r <= ROWS.featureCount(); r++) {
      from.getRow(r, row);
      to.setRow(r, row);
    }
    System.arraycopy(from.rowSums(), 0, to.rowSums(), 0, from.rowSums().length);
    System.arraycopy(from.columnSums(), 0, to.columnSums(), 0, LABELS);
    to.setTotal(from.total());
  }

  @Test
  void aPilotStartsFromThePriorWithARateOfItsOwnOrTheOneGiven() {
    Pilot chosen = Pilot.of(TRAINER, ROWS, 16, 1);
    assertArrayEquals(
        Prior.of(TRAINER.objective, ROWS.targets(), ROWS.weights(), LABELS), chosen.start());
    assertTrue(chosen.learningRate() > 0.0);
    assertEquals(0.7, Pilot.of(TRAINER.withLearningRate(0.7), ROWS, 16, 1).learningRate());
  }
}
