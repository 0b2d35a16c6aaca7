package io.github.zlpr.experiment.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What all reports say alike. */
final class Wording {

  private Wording() {}

  static String title(ComparisonResult.Table table) {
    return table.metric() + (table.higherIsBetter() ? "" : " (smaller is better)");
  }

  /**
   * The mark behind a score.
   *
   * @param score the score.
   * @param none what stands where there is no mark.
   */
  static String mark(ComparisonResult.Score score, String none) {
    return score.best() ? "*" : score.tied() ? "=" : none;
  }

  static String rate(ComparisonResult.Choice choice) {
    return choice.learningRate() == null ? "-" : choice.learningRate().toString();
  }

  static String test(RankTest test) {
    return String.format(
        Locale.ROOT,
        "Friedman test: chi-squared %.2f, p %s; F %s."
            + " Critical difference of mean ranks (Nemenyi, 5 %%): %.2f.",
        test.chiSquared(),
        probability(test.chiSquaredP()),
        test.f() == null
            ? "infinite, all data sets agreeing"
            : String.format(Locale.ROOT, "%.2f, p %s", test.f(), probability(test.fP())),
        test.criticalDifference());
  }

  private static String probability(double p) {
    return p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /** How the numbers came about and what they say, a sentence or two in each line. */
  static List<String> explanation(ComparisonResult result) {
    int seeds = result.seeds().size();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Each number is the mean over %d seed%s on the test examples, ± half of its 95 %%"
                + " bootstrap interval (%,d resamples of the test examples).",
            seeds,
            seeds == 1 ? "" : "s",
            result.resamples()));
    lines.add(
        "* is the best of its row; = is not clearly worse: the 95 % interval of the paired bootstrap"
            + " difference to the best contains 0. Neither is corrected for the number of"
            + " comparisons.");
    if (hasRates(result)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Where a contender lists learning rates, they were chosen by %s on %.0f %% of the"
                  + " training examples, held out, or on several such parts.",
              result.selectionMetric(),
              100.0 * result.heldOut()));
    }
    lines.add("MicroF1 is that of the sets the models predict by their own rule.");
    return lines;
  }

  /** Whether any contender chose from learning rates that it lists. */
  static boolean hasRates(ComparisonResult result) {
    return result.dataSets().stream()
        .flatMap(data -> data.choices().stream())
        .anyMatch(choice -> choice.learningRate() != null);
  }
}
