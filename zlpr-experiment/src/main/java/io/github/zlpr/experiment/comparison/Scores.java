package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.ExampleValues;
import io.github.zlpr.eval.PairedBootstrap;
import io.github.zlpr.eval.PairedBootstrap.Difference;
import io.github.zlpr.eval.PairedBootstrap.Standing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The scores of the contenders on one data set, with 95 percent intervals. */
final class Scores {

  private static final double LEVEL = 0.95;

  private final PairedBootstrap bootstrap;

  /**
   * Scores by a bootstrap.
   *
   * @param resamples the number of resamples.
   * @param seed seed of the draws.
   */
  Scores(int resamples, long seed) {
    bootstrap = new PairedBootstrap(resamples, LEVEL, seed);
  }

  /**
   * Compares the contenders.
   *
   * @param contenders each contender's values, one for each seed.
   * @return each metric's scores, one for each contender.
   */
  Map<ComparedMetric, List<ComparisonResult.Score>> of(List<List<CellValues>> contenders) {
    List<List<ExampleValues>> values =
        contenders.stream().map(cells -> cells.stream().map(CellValues::values).toList()).toList();
    Map<ComparedMetric, List<ComparisonResult.Score>> scores = new EnumMap<>(ComparedMetric.class);
    for (ComparedMetric metric : ComparedMetric.values()) {
      scores.put(
          metric, bootstrap.standings(metric.label(), values).stream().map(Scores::score).toList());
    }
    return scores;
  }

  private static ComparisonResult.Score score(Standing standing) {
    Difference behind = standing.behind();
    boolean best = behind.value() == 0.0;
    return new ComparisonResult.Score(
        standing.value(),
        standing.interval().lower(),
        standing.interval().upper(),
        best,
        !best && !behind.clear(),
        behind.interval().lower(),
        behind.interval().upper());
  }
}
