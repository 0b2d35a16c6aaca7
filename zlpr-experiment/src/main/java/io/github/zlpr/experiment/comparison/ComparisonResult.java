package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.BootstrapComparison;
import io.github.zlpr.eval.BootstrapComparison.Difference;
import io.github.zlpr.eval.BootstrapComparison.Standing;
import io.github.zlpr.eval.metric.ExampleMetric;
import io.github.zlpr.eval.resampling.ExampleValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison found; {@code comparison.json} has the same structure.
 *
 * @param contenders the contenders' names.
 * @param trainers what each contender trains with: trainers, loss and the settings of the loss.
 * @param seeds the seeds of the trainings.
 * @param selectionMetric the metric by which learning rates were chosen.
 * @param heldOut the share of the training data they were chosen on.
 * @param resamples the number of bootstrap resamples.
 * @param dataSets the data sets, with the learning rates chosen.
 * @param tables one table for each metric.
 */
public record ComparisonResult(
    List<String> contenders,
    List<String> trainers,
    List<Long> seeds,
    String selectionMetric,
    double heldOut,
    int resamples,
    List<DataSet> dataSets,
    List<Table> tables) {

  private static final double LEVEL = 0.95;

  /**
   * A data set.
   *
   * @param name its name.
   * @param testExamples the number of test examples.
   * @param unseenLabels how many true labels of the test data no training example has; they count
   *     as missed.
   * @param choices the learning rates, in the contenders' order.
   */
  public record DataSet(String name, int testExamples, long unseenLabels, List<Choice> choices) {}

  /**
   * The learning rate chosen for a contender on a data set.
   *
   * @param contender the contender's name.
   * @param learningRate the rate, null for the trainer's own.
   * @param tried each rate that was tried with the metric reached on held-out data, null where the
   *     training failed; empty if there was nothing to choose.
   */
  public record Choice(String contender, Double learningRate, Map<Double, Double> tried) {}

  /**
   * One metric.
   *
   * @param metric its name.
   * @param higherIsBetter false for losses.
   * @param rows one row for each data set.
   * @param ranks the test of the ranks over the data sets, null for a single data set.
   */
  public record Table(String metric, boolean higherIsBetter, List<Row> rows, RankTest ranks) {}

  /**
   * One metric on one data set.
   *
   * @param dataSet the data set's name.
   * @param scores one for each contender, in their order.
   */
  public record Row(String dataSet, List<Score> scores) {}

  /**
   * One metric of one contender on one data set, with bootstrap intervals of 95 percent.
   *
   * @param mean the mean over the seeds.
   * @param low where its interval begins.
   * @param high where its interval ends.
   * @param best whether no mean of the row is better.
   * @param tied whether it is not the best, but not clearly worse: the interval of the paired
   *     difference to the best contains 0.
   * @param behindLow where the interval of that difference begins, positive if the best is better.
   * @param behindHigh where it ends.
   */
  public record Score(
      double mean,
      double low,
      double high,
      boolean best,
      boolean tied,
      double behindLow,
      double behindHigh) {

    private static Score of(Standing standing) {
      Difference behind = standing.behind();
      boolean best = behind.value() == 0.0;
      return new Score(
          standing.value(),
          standing.interval().lower(),
          standing.interval().upper(),
          best,
          !best && !behind.clear(),
          behind.interval().lower(),
          behind.interval().upper());
    }

    /**
     * Half the length of the interval.
     *
     * @return the number after the ±.
     */
    double margin() {
      return 0.5 * (high - low);
    }
  }

  /**
   * The scores of the contenders on one data set.
   *
   * @param resamples the number of bootstrap resamples.
   * @param seed seed of the resamples.
   * @param contenders each contender's results, one for each seed.
   * @return each metric's scores, one for each contender.
   */
  static Map<ExampleMetric, List<Score>> scores(
      int resamples, long seed, List<List<Cell.Result>> contenders) {
    BootstrapComparison bootstrap = new BootstrapComparison(resamples, LEVEL, seed);
    List<List<ExampleValues>> values =
        contenders.stream().map(cells -> cells.stream().map(Cell.Result::values).toList()).toList();
    Map<ExampleMetric, List<Score>> scores = new LinkedHashMap<>();
    for (ExampleMetric metric : ComparedMetrics.ALL) {
      scores.put(
          metric, bootstrap.standings(metric.name(), values).stream().map(Score::of).toList());
    }
    return scores;
  }

  /** Puts the tables together and ranks the contenders. */
  static ComparisonResult of(
      ComparisonSettings settings,
      List<DataSet> dataSets,
      List<Map<ExampleMetric, List<Score>>> scores) {
    List<Table> tables = new ArrayList<>();
    for (ExampleMetric metric : ComparedMetrics.ALL) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < dataSets.size(); i++) {
        rows.add(new Row(dataSets.get(i).name(), scores.get(i).get(metric)));
      }
      List<double[]> means =
          rows.stream()
              .map(row -> row.scores().stream().mapToDouble(Score::mean).toArray())
              .toList();
      RankTest ranks = rows.size() < 2 ? null : RankTest.of(metric, means);
      tables.add(new Table(metric.name(), metric.higherIsBetter(), rows, ranks));
    }
    return new ComparisonResult(
        settings.contenders().stream().map(Contender::name).toList(),
        settings.contenders().stream().map(Contender::description).toList(),
        settings.seeds(),
        settings.selectionMetric(),
        settings.heldOut(),
        settings.resamples(),
        dataSets,
        tables);
  }

  /**
   * The tables as text for a terminal.
   *
   * @return several lines.
   */
  public String toText() {
    return TextReport.of(this);
  }
}
