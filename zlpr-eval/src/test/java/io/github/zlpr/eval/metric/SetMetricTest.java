package io.github.zlpr.eval.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SetMetricTest {

  /** {0, 1} is true and {1, 2} predicted, of four labels. */
  private static final SetOverlap OVERLAP = new SetOverlap(4, 2, 2, 1);

  private static final SetOverlap NOTHING = new SetOverlap(4, 0, 0, 0);

  @Test
  void overlap() {
    assertEquals(3, OVERLAP.union());
    assertEquals(2, OVERLAP.errors());
  }

  @Test
  void documentedExamples() {
    assertEquals(0.5, new HammingLoss().value(OVERLAP));
    assertEquals(0.0, new SubsetAccuracy().value(new SetOverlap(4, 2, 3, 2)));
    assertEquals(1.0, new SubsetAccuracy().value(new SetOverlap(4, 2, 2, 2)));
    assertEquals(0.4, new SamplesF1().value(new SetOverlap(4, 2, 3, 1)));
    assertEquals(1.0 / 3.0, new Jaccard().value(OVERLAP));
    MicroF1 micro = new MicroF1();
    List<ExampleOutcome> outcomes =
        List.of(
            new ExampleOutcome(new Ranking(3), new SetOverlap(3, 2, 1, 1)),
            new ExampleOutcome(new Ranking(3), new SetOverlap(3, 1, 2, 1)));
    assertEquals(4.0, outcomes.stream().mapToDouble(micro::numerator).sum());
    assertEquals(6.0, outcomes.stream().mapToDouble(micro::denominator).sum());
    MacroF1 macro = new MacroF1();
    assertEquals(2.0 / 3.0, macro.labelValue(label(1, 1, 2)));
    assertEquals(0.0, macro.labelValue(label(0, 2, 0)));
    assertEquals(1.0 / 3.0, macro.value(new double[] {2.0 / 3.0, 0.0}));
  }

  /** A label that is true for a number of examples. */
  private static LabelOutcome label(int hits, int trueExamples, int predicted) {
    int[] truePairs = trueExamples == 0 ? new int[0] : new int[] {trueExamples};
    return new LabelOutcome(
        new PooledRanking(truePairs, new long[2 * truePairs.length + 1]), predicted, hits);
  }

  @Test
  void nothingTrueAndNothingPredicted() {
    assertEquals(0.0, new HammingLoss().value(NOTHING));
    assertEquals(1.0, new SubsetAccuracy().value(NOTHING));
    assertEquals(0.0, new SamplesF1().value(NOTHING));
    assertEquals(1.0, new Jaccard().value(NOTHING));
    assertEquals(0.0, new MicroF1().valueOfNothing());
    assertEquals(0.0, new MacroF1().labelValue(label(0, 0, 0)));
  }

  @Test
  void meansHaveTheDenominatorOne() {
    ExampleOutcome outcome = new ExampleOutcome(new Ranking(4), OVERLAP);
    for (SetMetric metric :
        List.of(new HammingLoss(), new SubsetAccuracy(), new SamplesF1(), new Jaccard())) {
      assertEquals(1.0, metric.denominator(outcome));
      assertEquals(metric.value(OVERLAP), metric.numerator(outcome));
      assertEquals(Double.NaN, metric.valueOfNothing());
    }
  }

  @Test
  void namesAreThoseOfTheReport() {
    assertEquals(
        "[HammingLoss, SubsetAccuracy, MicroF1, SamplesF1, Jaccard]",
        List.of(
                new HammingLoss(),
                new SubsetAccuracy(),
                new MicroF1(),
                new SamplesF1(),
                new Jaccard())
            .stream()
            .map(ExampleMetric::name)
            .toList()
            .toString());
    assertEquals("MacroF1", new MacroF1().name());
    assertFalse(new HammingLoss().higherIsBetter());
    assertTrue(new MicroF1().higherIsBetter());
  }
}
