package io.github.zlpr.eval.metric;

import java.util.Arrays;

/**
 * Propensities of labels: the chance that a label which applies to an example is also recorded.
 * Rare labels are overlooked more often than frequent ones.
 *
 * <pre>
 *   p_l = 1 / (1 + C (N_l + B)^−A),   C = (ln N − 1) (B + 1)^A
 * </pre>
 *
 * where N is the number of training examples and N_l of those with label l.
 *
 * <ul>
 *   <li>A, B = 0.55, 1.5 in general; 0.5, 0.4 for Wikipedia and 0.6, 2.6 for Amazon data.
 *   <li>ln N must be above 1, so there must be at least 3 training examples.
 * </ul>
 *
 * <p>Example: N = 1000 training examples, A, B = 0.55, 1.5: a label seen once has 1/p = ln N =
 * 6.908, one seen 100 times 1 + 5.908 · (2.5/101.5)^0.55 = 1.770.
 *
 * <p>Source: Jain, Prabhu and Varma, Extreme Multi-label Loss Functions for Recommendation,
 * Tagging, Ranking and Other Missing Label Applications (2016).
 */
public final class Propensities {

  private final double[] inverses;

  /**
   * Propensities from training data.
   *
   * @param labelCounts N_l of each label by id.
   * @param examples N, at least 3.
   * @param a A, at least 0.
   * @param b B, above 0.
   * @throws IllegalArgumentException if N is too small, or A or B is out of range.
   */
  public Propensities(long[] labelCounts, long examples, double a, double b) {
    double excess = StrictMath.log((double) examples) - 1.0;
    if (!(excess > 0.0)) {
      throw new IllegalArgumentException(
          "propensities need at least 3 training examples (ln N > 1), found N = " + examples);
    }
    if (!(a >= 0.0 && b > 0.0 && Double.isFinite(a + b))) {
      throw new IllegalArgumentException(
          "propensities need A of at least 0 and B above 0, found A = " + a + " and B = " + b);
    }
    inverses =
        Arrays.stream(labelCounts)
            .mapToDouble(count -> 1.0 + excess * StrictMath.pow((b + 1.0) / (count + b), a))
            .toArray();
  }

  /**
   * The propensity of a label.
   *
   * @param label its id.
   * @return in (0, 1).
   */
  public double propensity(int label) {
    return 1.0 / inverses[label];
  }

  /**
   * The weight of a hit.
   *
   * @param label the id of the label.
   * @return 1/p, above 1.
   */
  public double inverse(int label) {
    return inverses[label];
  }

  /**
   * The weights of the hits of the best possible ranking.
   *
   * @param ranking a ranking with the true labels in question.
   * @param k the number of labels looked at.
   * @return min(k, |Y|) weights, the largest first.
   */
  double[] largestInverses(Ranking ranking, int k) {
    double[] weights = new double[ranking.trueLabels()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = -inverses[ranking.trueLabel(i)];
    }
    Arrays.sort(weights);
    double[] largest = Arrays.copyOf(weights, Math.min(k, weights.length));
    for (int i = 0; i < largest.length; i++) {
      largest[i] = -largest[i];
    }
    return largest;
  }
}
