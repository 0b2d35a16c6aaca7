package io.github.zlpr.spark;

import java.util.Arrays;

/** The penalty Σ_j strength_j/2 Σ_l v_jl² of the weights v of standardised features. */
final class Penalty {

  /** The factor of the chosen penalty. */
  static final double PRIOR = 0.03;

  /** The strength of each feature, or none. */
  private final double[] strengths;

  private Penalty(double[] strengths) {
    this.strengths = strengths;
  }

  /** No penalty. */
  static Penalty none() {
    return new Penalty(new double[0]);
  }

  /**
   * A penalty that is given.
   *
   * @param regParam its strength.
   * @param standardization whether it is on the weights of standardised features, or on those of
   *     the features as they are.
   * @param scale the features.
   */
  static Penalty of(double regParam, boolean standardization, FeatureScale scale) {
    if (regParam == 0.0) {
      return none();
    }
    double[] strengths = new double[scale.size()];
    Arrays.setAll(
        strengths,
        feature -> {
          double inverse = standardization ? 1.0 : scale.inverseDeviation(feature);
          return regParam * inverse * inverse;
        });
    return new Penalty(strengths);
  }

  /**
   * A weak penalty that depends on no units: {@value #PRIOR} √(k D / p_j) / n for n examples and D
   * features, of which feature j is not 0 in the share p_j of the examples, and k in an example on
   * average. If no feature is ever 0, this is {@value #PRIOR} D / n.
   *
   * <p>A rare feature deviates by about √p_j times its values. A penalty on standardised features
   * would thus spare the weights that are learnt from the fewest examples, and one on features as
   * they are would leave them near 0. This one is between them.
   */
  static Penalty chosen(FeatureScale scale, long examples) {
    double valuesOfExample = 0.0;
    for (int feature = 0; feature < scale.size(); feature++) {
      valuesOfExample += scale.share(feature);
    }
    double whole = PRIOR * Math.sqrt(valuesOfExample * scale.size()) / examples;
    double[] strengths = new double[scale.size()];
    Arrays.setAll(
        strengths,
        feature ->
            scale.inverseDeviation(feature) == 0.0 ? 0.0 : whole / Math.sqrt(scale.share(feature)));
    return new Penalty(strengths);
  }

  boolean isNone() {
    return strengths.length == 0;
  }

  double strength(int feature) {
    return strengths[feature];
  }

  /** The strengths in the weights of the features as they are, or none. */
  double[] ofOriginal(FeatureScale scale) {
    double[] original = strengths.clone();
    for (int feature = 0; feature < original.length; feature++) {
      double inverse = scale.inverseDeviation(feature);
      original[feature] = inverse == 0.0 ? 0.0 : original[feature] / (inverse * inverse);
    }
    return original;
  }
}
