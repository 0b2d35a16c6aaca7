package io.github.zlpr.experiment.comparison;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.Settings;
import io.github.zlpr.eval.metric.ExampleMetric;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The checked properties of a comparison.
 *
 * @param contenders what is compared, at least two.
 * @param data on what, at least one data set.
 * @param seeds the seeds of the trainings, at least one.
 * @param selectionMetric the metric by which learning rates are chosen.
 * @param heldOut share of the training data held out to choose them, above 0 and below 1.
 * @param resamples the number of bootstrap resamples, at least 100.
 * @param seed seed of the held-out part and of the bootstrap.
 */
record ComparisonSettings(
    List<Contender> contenders,
    List<ComparedData> data,
    List<Long> seeds,
    String selectionMetric,
    double heldOut,
    int resamples,
    long seed) {

  private static final int FEWEST_RESAMPLES = 100;

  /**
   * Checks the properties.
   *
   * @param contenders what is compared, at least two.
   * @param data on what, at least one data set.
   * @param seeds the seeds of the trainings, at least one.
   * @param selectionMetric the metric by which learning rates are chosen.
   * @param heldOut share of the training data held out to choose them, above 0 and below 1.
   * @param resamples the number of bootstrap resamples, at least 100.
   * @param seed seed of the held-out part and of the bootstrap.
   * @throws PropertyException if one is out of its range, or a name or seed is given twice.
   */
  public ComparisonSettings {
    check(
        contenders.size() >= 2,
        "contenders",
        "a comparison needs two contenders or more",
        "found " + contenders.size());
    check(!data.isEmpty(), "dataSets", "a comparison needs a data set", "found none");
    check(!seeds.isEmpty(), "seeds", "a comparison needs a seed", "found none");
    checkUnique("contenders", contenders.stream().map(Contender::name).toList());
    checkUnique("dataSets", data.stream().map(ComparedData::name).toList());
    checkUnique("seeds", seeds.stream().map(String::valueOf).toList());
    Settings.check(
        ComparedMetrics.named(selectionMetric).isPresent(),
        "selectionMetric",
        selectionMetric,
        "one of " + ComparedMetrics.names());
    Settings.check(heldOut > 0.0 && heldOut < 1.0, "heldOut", heldOut, "above 0 and below 1");
    for (ComparedData set : data) {
      // So many disjoint parts must fit; doubles such as 0.2 are not exact.
      check(
          set.folds() * heldOut <= 1.0 + 1e-9,
          "heldOut",
          set.name() + " has not room for " + set.folds() + " held-out parts of this share",
          "found " + heldOut);
    }
    Settings.check(
        resamples >= FEWEST_RESAMPLES, "resamples", resamples, "at least " + FEWEST_RESAMPLES);
    contenders = List.copyOf(contenders);
    data = List.copyOf(data);
    seeds = List.copyOf(seeds);
  }

  private static void check(boolean valid, String property, String expected, String found) {
    if (!valid) {
      throw new PropertyException("", property, expected + ", " + found);
    }
  }

  /** Without regard to case, which some file systems do not have. */
  private static void checkUnique(String property, List<String> names) {
    Set<String> known = new HashSet<>();
    for (String name : names) {
      check(known.add(name.toLowerCase(Locale.ROOT)), property, "must differ", name + " is twice");
    }
  }

  ExampleMetric selection() {
    return ComparedMetrics.named(selectionMetric).orElseThrow();
  }
}
