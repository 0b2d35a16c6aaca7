package io.github.zlpr.trainer.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
  void isTheBestOfTheCutsThatPredictAboutAsManyLabelsAsAreTrue(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] scores = new float[60];
    boolean[] truth = new boolean[60];
    int positives = 0;
    for (int i = 0; i < 60; i++) {
      truth[i] = random.nextInt(4) == 0;
      scores[i] = random.nextInt(40) + (truth[i] ? 9 : 0);
      positives += truth[i] ? 1 : 0;
    }
    double best = 0.0;
    for (double cut = -0.5; cut < 50.0; cut++) {
      int predicted = predicted(scores, cut);
      if (predicted >= CutSearch.LEAST * positives && predicted <= CutSearch.MOST * positives) {
        best = Math.max(best, microF1(scores, truth, cut));
      }
    }
    double cut = new CutSearch("MicroF1", false).cuts(scores, truth, 3)[0];
    assertEquals(best, microF1(scores, truth, cut), 1e-12);
  }

  @Test
  void whereTiesLeaveNoSuchCutTheClosestIsTaken() {
    float[] scores = {2f, 1f, 1f, 1f, 1f, 0f};
    boolean[] truth = {true, true, true, false, false, false};
    double cut = new CutSearch("MicroF1", false).cuts(scores, truth, 1)[0];
    assertEquals(5, predicted(scores, cut));
    assertEquals(
        6,
        predicted(
            scores,
            new CutSearch("HammingLoss", false)
                .cuts(scores, new boolean[] {true, true, true, true, true, true}, 1)[0]));
  }

  @Test
  void aLabelsOwnCutIsDrawnTowardsTheCommonOne() {
    float[] scores = {4f, -1f, 3f, -2f, 1f, -3f, 0f, -4f};
    boolean[] truth = {true, true, true, false, false, false, false, false};
    double[] common = new CutSearch("MicroF1", false).cuts(scores, truth, 2);
    assertEquals(common[0], common[1]);
    double[] own = new CutSearch("MacroF1", true).cuts(scores, truth, 2);
    double base = new CutSearch("MacroF1", false).cuts(scores, truth, 2)[0];
    assertArrayEquals(
        new double[] {(2 * 2.0 + 20 * base) / 22, (1 * -1.5 + 20 * base) / 21}, own, 1e-9);
  }

  @Test
  void aLabelWithoutPositivesHasTheCommonCut() {
    float[] scores = {1f, 5f, 0f, 6f};
    boolean[] truth = {true, false, false, false};
    double[] cuts = new CutSearch("MicroF1", true).cuts(scores, truth, 2);
    assertEquals(new CutSearch("MicroF1", false).cuts(scores, truth, 2)[1], cuts[1]);
  }

  @Test
  void refusesOtherMetrics() {
    assertThrows(IllegalArgumentException.class, () -> new CutSearch("LRAP", false));
  }
}
