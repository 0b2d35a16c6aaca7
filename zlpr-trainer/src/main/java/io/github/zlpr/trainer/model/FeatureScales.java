package io.github.zlpr.trainer.model;

import com.google.protobuf.ByteString;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a model does with the values of an example's features before it weighs them: it multiplies
 * each by a factor of the feature, such as its inverse document frequency, and divides all by the
 * Euclidean norm of the products.
 *
 * <p>Products that are all 0 stay 0. Without factors, values stay as they are.
 */
public final class FeatureScales implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Values stay as they are. */
  public static final FeatureScales NONE = new FeatureScales(new float[0]);

  /** By feature; none if values stay as they are. */
  private final float[] factors;

  private FeatureScales(float[] factors) {
    this.factors = factors;
  }

  /**
   * Scales by factors and to norm 1.
   *
   * @param factors the factors by feature id, finite and at least 0.
   * @return the scales.
   */
  public static FeatureScales of(float[] factors) {
    return new FeatureScales(factors.clone());
  }

  /**
   * The inverse document frequency ln((1 + N) / (1 + n)) + 1 of each feature, of N examples of
   * which n have it.
   *
   * @param counts n by feature.
   * @param examples N.
   * @return the scales.
   */
  public static FeatureScales inverseDocumentFrequency(int[] counts, int examples) {
    float[] factors = new float[counts.length];
    for (int feature = 0; feature < factors.length; feature++) {
      factors[feature] = (float) (StrictMath.log((1.0 + examples) / (1.0 + counts[feature])) + 1.0);
    }
    return new FeatureScales(factors);
  }

  /**
   * Whether values stay as they are.
   *
   * @return true if they do.
   */
  public boolean isNone() {
    return factors.length == 0;
  }

  /**
   * Scales an example.
   *
   * @param features the ids of its features.
   * @param values their values; not changed.
   * @return the scaled values, in the same order; the array given if values stay as they are.
   */
  public double[] apply(int[] features, double[] values) {
    if (isNone()) {
      return values;
    }
    double[] scaled = new double[values.length];
    double squares = 0.0;
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] * factors[features[i]];
      squares += scaled[i] * scaled[i];
    }
    double norm = Math.sqrt(squares);
    for (int i = 0; i < scaled.length && norm > 0.0; i++) {
      scaled[i] /= norm;
    }
    return scaled;
  }

  /**
   * What the values of a feature are multiplied by.
   *
   * @param feature the feature's id.
   * @return the factor, 1 if values stay as they are.
   */
  public float factor(int feature) {
    return isNone() ? 1f : factors[feature];
  }

  /** The factors, four bytes each, the lowest first. */
  ByteString encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * factors.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(factors);
    return ByteString.copyFrom(bytes);
  }

  /**
   * Reads factors.
   *
   * @param features the number of features.
   * @param encoded what {@link #encode} gave.
   * @return the scales.
   * @throws IllegalArgumentException if the bytes are not factors of so many features.
   */
  static FeatureScales decode(int features, ByteString encoded) {
    float[] factors = new float[encoded.size() / Float.BYTES];
    encoded.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(factors);
    if (!encoded.isEmpty()
        && (encoded.size() != (long) features * Float.BYTES
            || IntStream.range(0, features)
                .anyMatch(id -> !(factors[id] >= 0f && Float.isFinite(factors[id]))))) {
      throw new IllegalArgumentException("the scales of the features are damaged");
    }
    return new FeatureScales(factors);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureScales scales && Arrays.equals(factors, scales.factors);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(factors);
  }
}
