package io.github.zlpr.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * What is minimised: the weighted mean of the losses plus the penalty, as a function of the weights
 * of standardised features.
 *
 * <pre>
 *   f(v, c) = Σ w_i loss(s_i, t_i) / Σ w_i + Σ strength_j/2 v_jl²
 *   s_il = c_l + Σ_j v_jl (x_ij − μ_j) / σ_j
 * </pre>
 *
 * Without intercepts there are no c and no μ.
 *
 * <p>One evaluation is one job: the weights of the original features are broadcast once, and the
 * sums come back slice by slice, an array of (D + 1) L doubles each way.
 */
final class ObjectiveFunction {

  private final JavaRDD<SparseRows> blocks;
  private final String objective;
  private final double weightSum;
  private final FeatureScale scale;
  private final int numLabels;
  private final boolean fitIntercept;
  private final Penalty penalty;
  private final DriverLoops loops;

  ObjectiveFunction(
      JavaRDD<SparseRows> blocks,
      DataStatistics statistics,
      FeatureScale scale,
      int numLabels,
      String objective,
      boolean fitIntercept,
      Penalty penalty,
      DriverLoops loops) {
    this.blocks = blocks;
    this.objective = objective;
    this.weightSum = statistics.weightSum();
    this.scale = scale;
    this.numLabels = numLabels;
    this.fitIntercept = fitIntercept;
    this.penalty = penalty;
    this.loops = loops;
  }

  /** The loops of the driver. */
  DriverLoops loops() {
    return loops;
  }

  /** The number of variables: D L, and L intercepts if there are any. */
  int dimension() {
    return (scale.size() + (fitIntercept ? 1 : 0)) * numLabels;
  }

  /**
   * Evaluates the function.
   *
   * @param variables the point; gets the gradient.
   * @return the value.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  double replaceByGradient(double[] variables) {
    double[] weights = originalWeights(variables);
    double[] sums = overExamples(weights, weights.length + 1, DirectionSums::gradient);
    double value = replaceByPenaltyGradient(variables);
    addGradient(sums, variables);
    return sums[sums.length - 1] / weightSum + value;
  }

  /**
   * Weighted sums over all examples, of the losses' derivatives in the scores.
   *
   * @param variables the point.
   * @return the sum of the absolute values for each label, and in the last place that of all
   *     squares.
   * @throws IllegalArgumentException if the loss refuses an example.
   */
  double[] directionSizes(double[] variables) {
    return overExamples(originalWeights(variables), numLabels + 1, DirectionSums::sizes);
  }

  /** The sum of the weights of all examples. */
  double weightSum() {
    return weightSum;
  }

  /** The strength of the penalty on the variables of a feature; 0 for the row of intercepts. */
  double strength(int row) {
    return penalty.isNone() || row == scale.size() ? 0.0 : penalty.strength(row);
  }

  /** What is summed up over the examples of a partition. */
  private interface PartitionSums extends Serializable {
    double[] of(Directions directions, Iterator<SparseRows> blocks);
  }

  private double[] overExamples(double[] weights, int size, PartitionSums kind) {
    Broadcast<double[]> broadcast =
        JavaSparkContext.fromSparkContext(blocks.context()).broadcast(weights);
    TaskFaults faults = new TaskFaults(blocks.context());
    // Locals: a task needs neither this object nor what is in it.
    String loss = objective;
    int labels = numLabels;
    try {
      JavaRDD<double[]> sums =
          blocks.mapPartitions(
              partition ->
                  faults
                      .attempt(
                          () ->
                              kind.of(
                                  new Directions(broadcast.value(), Losses.parse(loss), labels),
                                  partition))
                      .stream()
                      .iterator());
      double[] total = SliceReduction.sum(sums, size);
      faults.check(objective);
      return total;
    } finally {
      broadcast.destroy();
    }
  }

  /** The weights of the original features, D + 1 rows of L, the intercepts last. */
  double[] originalWeights(double[] variables) {
    int intercepts = scale.size() * numLabels;
    double[] weights = new double[intercepts + numLabels];
    if (fitIntercept) {
      System.arraycopy(variables, intercepts, weights, intercepts, numLabels);
    }
    overFeatures(
        feature -> {
          int row = feature * numLabels;
          Rows.add(weights, row, scale.inverseDeviation(feature), variables, row, numLabels);
          return 0.0;
        });
    if (fitIntercept) {
      for (int feature = 0; feature < scale.size(); feature++) {
        int row = feature * numLabels;
        Rows.add(weights, intercepts, -scale.mean(feature), weights, row, numLabels);
      }
    }
    return weights;
  }

  /**
   * Replaces weights of the original features, D + 1 rows of L, the intercepts last, by the
   * variables that give the same scores.
   */
  void replaceByVariables(double[] weights) {
    int intercepts = scale.size() * numLabels;
    for (int feature = 0; feature < scale.size(); feature++) {
      int row = feature * numLabels;
      Rows.add(weights, intercepts, scale.mean(feature), weights, row, numLabels);
    }
    overFeatures(
        feature -> {
          double inverse = scale.inverseDeviation(feature);
          double deviation = inverse == 0.0 ? 0.0 : 1.0 / inverse;
          for (int i = feature * numLabels; i < (feature + 1) * numLabels; i++) {
            weights[i] *= deviation;
          }
          return 0.0;
        });
  }

  /** Adds the gradient of the mean loss in the variables. */
  private void addGradient(double[] direction, double[] gradient) {
    int intercepts = scale.size() * numLabels;
    overFeatures(
        feature -> {
          int row = feature * numLabels;
          double factor = scale.inverseDeviation(feature) / weightSum;
          Rows.add(gradient, row, -factor, direction, row, numLabels);
          if (fitIntercept) {
            Rows.add(gradient, row, factor * scale.mean(feature), direction, intercepts, numLabels);
          }
          return 0.0;
        });
    if (fitIntercept) {
      Rows.add(gradient, intercepts, -1.0 / weightSum, direction, intercepts, numLabels);
    }
  }

  /** Replaces a point by the gradient of the penalty; returns the penalty. */
  private double replaceByPenaltyGradient(double[] variables) {
    if (penalty.isNone()) {
      Arrays.fill(variables, 0.0);
      return 0.0;
    }
    Arrays.fill(variables, scale.size() * numLabels, variables.length, 0.0);
    return overFeatures(
        feature -> {
          double strength = penalty.strength(feature);
          double squares = 0.0;
          for (int i = feature * numLabels; i < (feature + 1) * numLabels; i++) {
            squares += variables[i] * variables[i];
            variables[i] *= strength;
          }
          return 0.5 * strength * squares;
        });
  }

  /** Runs something for each feature; returns the sum of what it returns. */
  private double overFeatures(IntToDoubleFunction step) {
    return loops.sum(
        scale.size(),
        numLabels,
        (from, to) -> {
          double sum = 0.0;
          for (int feature = from; feature < to; feature++) {
            sum += step.applyAsDouble(feature);
          }
          return sum;
        });
  }
}
