package io.github.zlpr.spark;

import io.github.zlpr.loss.MultiLabelLoss;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import smile.math.BFGS;
import smile.math.DifferentiableMultivariateFunction;

/**
 * The same problem on one machine: the objective written anew, in the weights of the original
 * features, and minimised by Smile's L-BFGS.
 */
final class Reference {

  private final Problem problem;
  private final MultiLabelLoss loss;
  private final double regParam;
  private final double[] penalties;
  private final boolean fitIntercept;
  private final int dimension;
  private final double[] scales;
  private final double weightSum;

  Reference(
      Problem problem,
      MultiLabelLoss loss,
      double regParam,
      boolean standardization,
      boolean fitIntercept) {
    this.problem = problem;
    this.loss = loss;
    this.regParam = regParam;
    this.fitIntercept = fitIntercept;
    dimension = problem.features().get(0).size();
    double sum = 0.0;
    double squares = 0.0;
    for (double weight : problem.weights()) {
      sum += weight;
      squares += weight * weight;
    }
    weightSum = sum;
    penalties = new double[dimension];
    scales = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      double mean = 0.0;
      for (int i = 0; i < problem.size(); i++) {
        mean += problem.weights()[i] * problem.features().get(i).apply(j) / sum;
      }
      double variance = 0.0;
      for (int i = 0; i < problem.size(); i++) {
        double difference = problem.features().get(i).apply(j) - mean;
        variance += problem.weights()[i] * difference * difference / (sum - squares / sum);
      }
      scales[j] = variance > 1e-20 ? Math.sqrt(variance) : 0.0;
      penalties[j] = standardization ? variance : 1.0;
    }
  }

  /** The least value of the objective. */
  double minimum() {
    double[] start = new double[(dimension + 1) * problem.numLabels()];
    return BFGS.minimize(
        new DifferentiableMultivariateFunction() {
          private double[] point = {};
          private double[] gradientThere;
          private double value;

          @Override
          public double f(double[] v) {
            point = v.clone();
            gradientThere = new double[v.length];
            value = evaluate(v, gradientThere);
            return value;
          }

          /** Smile asks for the gradient where it has just asked for the value. */
          @Override
          public double g(double[] v, double[] gradient) {
            if (!Arrays.equals(v, point)) {
              f(v);
            }
            System.arraycopy(gradientThere, 0, gradient, 0, v.length);
            return value;
          }
        },
        10,
        start,
        1e-7,
        5000);
  }

  /** In v = w σ, for Smile's minimiser, too, likes scaled variables. */
  private double evaluate(double[] v, double[] gradient) {
    int labels = problem.numLabels();
    double[] w = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      int j = k / labels;
      w[k] =
          j == dimension ? (fitIntercept ? v[k] : 0.0) : scales[j] == 0.0 ? 0.0 : v[k] / scales[j];
    }
    double[] inW = new double[v.length];
    double value = value(w, inW);
    for (int k = 0; k < v.length; k++) {
      int j = k / labels;
      gradient[k] =
          j == dimension
              ? (fitIntercept ? inW[k] : 0.0)
              : scales[j] == 0.0 ? 0.0 : inW[k] / scales[j];
    }
    return value;
  }

  /** The objective at given weights, D + 1 rows of L, and its gradient. */
  double value(double[] w, double[] gradient) {
    int labels = problem.numLabels();
    double value = 0.0;
    for (int i = 0; i < problem.size(); i++) {
      Vector x = problem.features().get(i);
      double[] scores = new double[labels];
      System.arraycopy(w, dimension * labels, scores, 0, labels);
      var sparse = x.toSparse();
      for (int k = 0; k < sparse.indices().length; k++) {
        for (int l = 0; l < labels; l++) {
          scores[l] += sparse.values()[k] * w[sparse.indices()[k] * labels + l];
        }
      }
      double share = problem.weights()[i] / weightSum;
      value += share * loss.lossAndDirection(scores, problem.labels().get(i), null);
      for (int k = 0; k < sparse.indices().length; k++) {
        for (int l = 0; l < labels; l++) {
          gradient[sparse.indices()[k] * labels + l] -= share * sparse.values()[k] * scores[l];
        }
      }
      for (int l = 0; l < labels; l++) {
        gradient[dimension * labels + l] -= share * scores[l];
      }
    }
    for (int k = 0; k < dimension * labels; k++) {
      double strength = regParam * penalties[k / labels];
      value += 0.5 * strength * w[k] * w[k];
      gradient[k] += strength * w[k];
    }
    return value;
  }
}
