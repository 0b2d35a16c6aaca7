package io.github.zlpr.experiment.comparison;

import io.github.zlpr.eval.metric.ExampleMetric;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Whether several contenders differ over several data sets, by their ranks on each.
 *
 * <p>The Friedman test asks whether they differ at all; F is Iman and Davenport's form of it, which
 * is less conservative. Two contenders differ by the Nemenyi test at the 5 percent level if their
 * average ranks are further apart than the critical difference q √(k (k+1) / 6N), with k
 * contenders, N data sets, and q the 95 percent quantile of the studentized range over √2.
 *
 * <ul>
 *   <li>Rank 1 is best. Equal values share the mean of their ranks: of 0.9, 0.8, 0.8 the ranks are
 *       1, 2.5, 2.5.
 *   <li>F is null where it is infinite: all data sets rank the contenders in the same order.
 * </ul>
 *
 * <p>Source: Demšar, <a href="https://jmlr.org/papers/v7/demsar06a.html">Statistical Comparisons of
 * Classifiers over Multiple Data Sets</a> (2006).
 *
 * @param averageRanks each contender's rank, averaged over the data sets.
 * @param chiSquared Friedman's statistic, with k − 1 degrees of freedom.
 * @param chiSquaredP the chance of one at least as large if no contender differs.
 * @param f Iman and Davenport's statistic, with k − 1 and (k − 1)(N − 1) degrees of freedom.
 * @param fP the chance of one at least as large if no contender differs.
 * @param criticalDifference of average ranks, at the 5 percent level.
 */
public record RankTest(
    List<Double> averageRanks,
    double chiSquared,
    double chiSquaredP,
    Double f,
    double fP,
    double criticalDifference) {

  private static final double LEVEL = 0.95;

  /**
   * Ranks and tests.
   *
   * @param metric what the values are.
   * @param values the values of the contenders on each data set, of two data sets or more.
   */
  static RankTest of(ExampleMetric metric, List<double[]> values) {
    int n = values.size();
    int k = values.get(0).length;
    List<Double> averages = averageRanks(metric, values);
    double squares = averages.stream().mapToDouble(rank -> rank * rank).sum();
    double chiSquared =
        Math.max(0.0, 12.0 * n / (k * (k + 1.0)) * (squares - k * (k + 1.0) * (k + 1.0) / 4.0));
    double rest = n * (k - 1.0) - chiSquared;
    // Below rounding errors of the ranks.
    Double f = rest > 1e-9 ? (n - 1.0) * chiSquared / rest : null;
    return new RankTest(
        averages,
        chiSquared,
        ChiSquaredDistribution.of(k - 1.0).survivalProbability(chiSquared),
        f,
        f == null ? 0.0 : FDistribution.of(k - 1.0, (k - 1.0) * (n - 1.0)).survivalProbability(f),
        StudentizedRange.quantile(LEVEL, k)
            / Math.sqrt(2.0)
            * Math.sqrt(k * (k + 1.0) / (6.0 * n)));
  }

  /** The contenders' ranks, averaged over the data sets. */
  private static List<Double> averageRanks(ExampleMetric metric, List<double[]> values) {
    int k = values.get(0).length;
    double[] sums = new double[k];
    for (double[] row : values) {
      for (int i = 0; i < k; i++) {
        sums[i] += rank(metric, row, i);
      }
    }
    List<Double> averages = new ArrayList<>();
    for (double sum : sums) {
      averages.add(sum / values.size());
    }
    return List.copyOf(averages);
  }

  private static double rank(ExampleMetric metric, double[] row, int contender) {
    double rank = 0.5;
    for (double other : row) {
      double lead = metric.lead(other, row[contender]);
      rank += lead > 0.0 ? 1.0 : lead == 0.0 ? 0.5 : 0.0;
    }
    return rank;
  }
}
