package io.github.zlpr.trainer.model;

import io.github.zlpr.core.RootLocale;
import io.github.zlpr.eval.scoring.LinearRule;
import java.util.HashMap;
import java.util.Locale;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.provenance.ModelProvenance;

/**
 * A model of Tribuo as a compact one, and what is lost by that.
 *
 * @param model the compact model; its provenance is that of Tribuo's model with another class name.
 * @param kept the number of weights kept.
 * @param all the number of weights of Tribuo's model that are not 0.
 * @param largestError the most by which a raw score can be off for an example of norm 1: the
 *     largest norm, over the labels, of the differences of the weights.
 */
public record Compaction(CompactLinearModel model, long kept, long all, double largestError) {

  /** What the fields of a message take besides their content, and the other small fields. */
  static final int SMALL_FIELDS = 1 << 10;

  /**
   * Makes a model compact.
   *
   * @param dense the model; a copy of its weights is made for a while.
   * @param bytes the most bytes that the model's file should take; {@link Long#MAX_VALUE} to drop
   *     only what is too small for the byte of a weight.
   * @return the compact model.
   * @throws IllegalArgumentException if the names and the provenance alone take more, or if the
   *     model's rule of prediction is not known.
   */
  public static Compaction of(LinearSGDModel dense, long bytes) {
    LinearRule rule =
        LinearRule.of(dense)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the model is too large to find out its normaliser and threshold"));
    TribuoWeights weights = new TribuoWeights(dense.getWeightsCopy());
    Pruning pruning = new Pruning(weights);
    CompactLinearModel empty = model(dense, rule, weights, pruning.keep(0));
    CompactWeights kept =
        bytes == Long.MAX_VALUE
            ? pruning.keep(pruning.notZero())
            : pruning.fit(spaceForWeights(empty, bytes));
    return new Compaction(
        empty.withWeights(kept), kept.size(), pruning.notZero(), largestError(weights, kept));
  }

  /**
   * What a file has room for besides everything but the weights.
   *
   * @param empty the model without weights.
   * @param bytes the size of the file.
   * @return the bytes for weights, at least 0.
   * @throws IllegalArgumentException if there is no room for the rest.
   */
  public static long spaceForWeights(CompactLinearModel empty, long bytes) {
    long rest =
        (long) RootLocale.call(empty::serialize).getSerializedSize()
            + SMALL_FIELDS
            + empty.getFeatureIDMap().size();
    if (rest > bytes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "without any weights the model takes %,d bytes, more than the %,d wanted",
              rest,
              bytes));
    }
    return bytes - rest;
  }

  private static CompactLinearModel model(
      LinearSGDModel dense, LinearRule rule, TribuoWeights weights, CompactWeights kept) {
    ModelProvenance provenance = dense.getProvenance();
    return new CompactLinearModel(
        dense.getName(),
        new ModelProvenance(
            CompactLinearModel.class.getName(),
            provenance.getTrainingTime(),
            provenance.getDatasetProvenance(),
            provenance.getTrainerProvenance(),
            new HashMap<>(provenance.getInstanceProvenance().getMap())),
        dense.getFeatureIDMap(),
        dense.getOutputIDInfo(),
        dense.generatesProbabilities(),
        kept,
        weights.biases(),
        rule.normalizer(),
        rule.threshold());
  }

  private static double largestError(WeightRows weights, CompactWeights kept) {
    double[] squares = new double[weights.labels()];
    float[] row = new float[weights.labels()];
    for (int feature = 0; feature < weights.features(); feature++) {
      weights.read(feature, row);
      kept.forEach(feature, (label, weight) -> row[label] -= weight);
      for (int label = 0; label < row.length; label++) {
        squares[label] += (double) row[label] * row[label];
      }
    }
    double largest = 0.0;
    for (double square : squares) {
      largest = Math.max(largest, Math.sqrt(square));
    }
    return largest;
  }
}
