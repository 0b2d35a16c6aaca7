package io.github.zlpr.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.zlpr.experiment.comparison.ComparisonResult.Choice;
import io.github.zlpr.experiment.comparison.ComparisonResult.DataSet;
import io.github.zlpr.experiment.comparison.ComparisonResult.Row;
import io.github.zlpr.experiment.comparison.ComparisonResult.Score;
import io.github.zlpr.experiment.comparison.ComparisonResult.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextReportTest {

  private static Score score(double mean, boolean best, boolean tied) {
    return new Score(mean, mean - 0.02, mean + 0.04, best, tied, 0.0, 0.0);
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("one", List.of(score(0.5, false, true), score(0.625, true, false))),
          new Row("another", List.of(score(0.75, true, false), score(0.25, false, false))));

  private static ComparisonResult result(List<Row> rows, RankTest ranks) {
    return result(rows, ranks, new Choice("ZLPR", 0.1, Map.of(0.1, 0.5)));
  }

  private static ComparisonResult result(List<Row> rows, RankTest ranks, Choice choice) {
    return new ComparisonResult(
        List.of("ZLPR", "BCE"),
        List.of("LinearMultiLabelTrainer with ZLPR", "LinearMultiLabelTrainer with Hinge"),
        List.of(1L, 2L, 3L),
        "LRAP",
        0.2,
        1000,
        rows.stream()
            .map(
                row ->
                    new DataSet(
                        row.dataSet(), 40, 0, List.of(choice, new Choice("BCE", null, Map.of()))))
            .toList(),
        List.of(new Table("RankingLoss", false, rows, ranks)));
  }

  private static List<String> lines(ComparisonResult result) {
    return result.toText().lines().toList();
  }

  @Test
  void marksTheBestAndWhatIsNotClearlyWorse() {
    RankTest ranks = new RankTest(List.of(1.25, 1.75), 2.0, 0.25, 3.5, 0.00001, 1.386);
    List<String> lines = lines(result(ROWS, ranks));
    assertEquals(
        List.of(
            "RankingLoss (smaller is better)",
            "                     ZLPR              BCE",
            "one        0.5000 ±0.0300=  0.6250 ±0.0300*",
            "another    0.7500 ±0.0300*  0.2500 ±0.0300",
            "mean rank            1.25             1.75",
            "Friedman test: chi-squared 2.00, p 0.2500; F 3.50, p < 0.0001."
                + " Critical difference of mean ranks (Nemenyi, 5 %): 1.39.",
            "",
            "Learning rates",
            "         ZLPR   BCE",
            "one       0.1     -",
            "another   0.1     -",
            "",
            "Each number is the mean over 3 seeds on the test examples, ± half of its 95 % bootstrap"
                + " interval (1,000 resamples of the test examples)."),
        lines.subList(0, 13));
    assertEquals(
        List.of(
            "Where a contender lists learning rates, they were chosen by LRAP on 20 % of the training"
                + " examples, held out, or on several such parts.",
            "MicroF1 is that of the sets the models predict by their own rule."),
        lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void oneDataSetHasNoRanks() {
    assertEquals(
        List.of(
            "RankingLoss (smaller is better)",
            "               ZLPR              BCE",
            "one  0.5000 ±0.0300=  0.6250 ±0.0300*",
            "",
            "Learning rates"),
        lines(result(ROWS.subList(0, 1), null)).subList(0, 5));
  }

  @Test
  void saysNothingOfRatesWhereTrainersChooseThem() {
    Choice none = new Choice("ZLPR", null, Map.of());
    assertEquals(
        List.of(),
        lines(result(ROWS, null, none)).stream().filter(line -> line.contains("ates")).toList());
  }
}
