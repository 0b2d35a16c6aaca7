package io.github.zlpr.trainer.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CutSearchTest {

  private static double microF1(float[] scores, boolean[] truth, double cut) {
    int hits = 0;
    int predicted = 0;
    int positives = 0;
    for (int i = 0; i < scores.length; i++) {
      hits += scores[i] > cut && truth[i] ? 1 : 0;
      predicted += scores[i] > cut ? 1 : 0;
      positives += truth[i] ? 1 : 0;
    }
    return 2.0 * hits / (predicted + positives);
  }

  private static int predicted(float[] scores, double cut) {
    int predicted = 0;
    for (float score : scores) {
      predicted += score > cut ? 1 : 0;
    }
    return predicted;
  }

  /** Against every cut between two scores. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void predictsAsManyLabelsAsAreTrueIfThatIsNearlyTheBest(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] scores = new float[600];
    boolean[] truth = new boolean[600];
    int positives = 0;
    for (int i = 0; i < 600; i++) {
      truth[i] = random.nextInt(4) == 0;
      scores[i] = random.nextInt(400) + (truth[i] ? 200 : 0);
      positives += truth[i] ? 1 : 0;
    }
    double best = 0.0;
    for (double cut = -0.5; cut < 600.0; cut++) {
      best = Math.max(best, microF1(scores, truth, cut));
    }
    double least = best * (1.0 - CutSearch.TOLERANCE);
    double closest = Double.POSITIVE_INFINITY;
    for (double cut = -0.5; cut < 600.0; cut++) {
      if (microF1(scores, truth, cut) >= least) {
        closest = Math.min(closest, distance(predicted(scores, cut), positives));
      }
    }
    CutSearch.Result found = new CutSearch("MicroF1", false).search(scores, truth, 3);
    assertEquals(best, found.best(), 1e-12);
    double cut = found.cuts()[0];
    assertTrue(microF1(scores, truth, cut) >= least);
    assertEquals(closest, distance(predicted(scores, cut), positives), 1e-12);
  }

  private static double distance(double predicted, double positives) {
    return Math.max(predicted / positives, positives / predicted);
  }

  @Test
  void tiesAreNotTakenApart() {
    float[] scores = {2f, 1f, 1f, 1f, 1f, 0f};
    boolean[] truth = {true, true, true, false, false, false};
    double cut = new CutSearch("MicroF1", false).search(scores, truth, 1).cuts()[0];
    assertEquals(5, predicted(scores, cut));
  }

  @Test
  void byHammingLossTheBestCutIsTaken() {
    float[] scores = {4f, 3f, 2f, 1f, 0f, -1f};
    boolean[] truth = {true, false, false, true, false, false};
    double cut = new CutSearch("HammingLoss", false).search(scores, truth, 1).cuts()[0];
    assertEquals(1, predicted(scores, cut));
  }

  @Test
  void withoutTrueLabelsNothingIsPredicted() {
    float[] scores = {2f, 1f};
    double cut = new CutSearch("MicroF1", false).search(scores, new boolean[2], 1).cuts()[0];
    assertEquals(0, predicted(scores, cut));
  }

  @Test
  void aLabelsOwnCutIsDrawnTowardsTheCommonOne() {
    float[] scores = {4f, -1f, 3f, -2f, 1f, -3f, 0f, -4f};
    boolean[] truth = {true, true, true, false, false, false, false, false};
    double[] common = new CutSearch("MicroF1", false).search(scores, truth, 2).cuts();
    assertEquals(common[0], common[1]);
    double[] own = new CutSearch("MacroF1", true).search(scores, truth, 2).cuts();
    double base = new CutSearch("MacroF1", false).search(scores, truth, 2).cuts()[0];
    assertArrayEquals(
        new double[] {(2 * 2.0 + 20 * base) / 22, (1 * -1.5 + 20 * base) / 21}, own, 1e-9);
  }

  @Test
  void aLabelWithoutPositivesHasTheCommonCut() {
    float[] scores = {1f, 5f, 0f, 6f};
    boolean[] truth = {true, false, false, false};
    double[] cuts = new CutSearch("MicroF1", true).search(scores, truth, 2).cuts();
    assertEquals(new CutSearch("MicroF1", false).search(scores, truth, 2).cuts()[1], cuts[1]);
  }

  @Test
  void refusesOtherMetrics() {
    assertThrows(IllegalArgumentException.class, () -> new CutSearch("LRAP", false));
  }
}
