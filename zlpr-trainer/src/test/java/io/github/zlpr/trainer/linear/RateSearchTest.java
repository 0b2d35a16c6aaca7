package io.github.zlpr.trainer.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateSearchTest {

  private static RateSearch.Result search(DoubleUnaryOperator value, boolean higherIsBetter) {
    return RateSearch.search(
        rates -> rates.stream().map(value::applyAsDouble).toList(), higherIsBetter);
  }

  /** A parabola over the logarithm of the rate, highest at the given rate. */
  private static double parabola(double rate, double top) {
    double distance = Math.log(rate / top);
    return 1.0 - distance * distance;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.003, 0.02, 0.07, 0.1, 0.13, 0.2, 0.9, 7.0})
  void theTopOfAParabolaIsFound(double top) {
    assertEquals(top, search(rate -> parabola(rate, top), true).rate(), 0.01 * top);
    assertEquals(top, search(rate -> -parabola(rate, top), false).rate(), 0.01 * top);
  }

  @Test
  void fewRatesAreTried() {
    RateSearch.Result result = search(rate -> parabola(rate, 0.15), true);
    assertTrue(result.trials().size() <= 4, result.toString());
    assertEquals(0.1 * 2, result.best().rate());
  }

  @Test
  void equallyGoodRatesAreNoTop() {
    RateSearch.Result result = search(rate -> 0.5, true);
    assertEquals(List.of(0.05, 0.1, 0.2), rates(result));
    assertTrue(result.rate() >= 0.05 && result.rate() <= 0.2);
  }

  @Test
  void ratesThatFailAreWorseThanAllOthers() {
    RateSearch.Result result = search(rate -> rate > 0.03 ? Double.NaN : rate, true);
    assertEquals(0.025, result.rate());
    assertThrows(IllegalStateException.class, () -> search(rate -> Double.NaN, true));
  }

  @Test
  void theSearchEndsWhereNothingGetsWorse() {
    assertTrue(search(rate -> rate, true).rate() < 100.0);
    assertTrue(search(rate -> -rate, true).rate() > 1e-5);
  }

  private static List<Double> rates(RateSearch.Result result) {
    return result.trials().stream().map(RateSearch.Trial::rate).toList();
  }
}
