package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.zlpr.loss.MultiLabelLoss;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark finds the optimum that another library finds on one machine. */
class OptimumTest {

  @ParameterizedTest
  @CsvSource({
    "ZLPR, true, true",
    "ZLPR, true, false",
    "ZLPR, false, true",
    "ZLPR, false, false",
    "'ZLPR(threshold=0.5,scale=2.0)', true, true",
    "WeightedBinaryCrossEntropy, true, true",
    "JointLogSumExp, false, true"
  })
  void optimumOfRandomProblem(String objective, boolean standardization, boolean fitIntercept) {
    check(Problem.random(200, 6, 5, 1), objective, 0.02, standardization, fitIntercept);
  }

  @ParameterizedTest
  @CsvSource({"emotions, 1, 0.05", "yeast, 1, 0.05", "bibtex, 30, 0.5"})
  void optimumOfMulan(String name, int step, double regParam) throws IOException {
    assumeTrue(Problem.mulanFolder() != null, "no Mulan data");
    check(Problem.mulan(name, step), "ZLPR", regParam, true, true);
  }

  /**
   * Minutes, most of them for the reference: mvn -P spark -pl zlpr-spark -am -Dzlpr.spark.slow=
   * test.
   */
  @Tag("slow")
  @Test
  void optimumOfBibtex() throws IOException {
    assumeTrue(Problem.mulanFolder() != null, "no Mulan data");
    check(Problem.mulan("bibtex", 1), "ZLPR", 1e-2, true, true);
  }

  /** It takes 9; 17 with one curvature for all labels, and 36 with none. */
  @Test
  void optimumOfWordNetInFewIterations() {
    double[] history = check(Problem.wordNet(40), "ZLPR", 0.05, true, true);
    double best = history[history.length - 1];
    assertTrue(history[12] <= best * (1.0 + 1e-6), () -> Arrays.toString(history));
  }

  private static double[] check(
      Problem problem,
      String objective,
      double regParam,
      boolean standardization,
      boolean fitIntercept) {
    MultiLabelLinearClassifier classifier =
        new MultiLabelLinearClassifier()
            .setSolver("l-bfgs")
            .setObjective(objective)
            .setWeightCol("weight")
            .setRegParam(regParam)
            .setStandardization(standardization)
            .setFitIntercept(fitIntercept)
            .setMaxIter(1000)
            .setTol(1e-9)
            .setBlockSize(64);
    MultiLabelLinearClassificationModel model = classifier.fit(problem.frame(Sessions.local(), 3));
    double[] history = model.summary().objectiveHistory();
    double reached = history[history.length - 1];
    MultiLabelLoss loss = Losses.parse(objective);
    Reference reference = new Reference(problem, loss, regParam, standardization, fitIntercept);
    double best = reference.minimum();
    assertEquals(best, reached, 1e-6 * best);
    assertTrue(model.summary().gradientNorm() <= 1e-4 * best, model.summary()::stopReason);
    assertEquals(reached, reference.value(weights(model), new double[weights(model).length]), 1e-9);
    return history;
  }

  @Test
  void itGoesOnFromTheAveragedWeights() {
    Problem problem = Problem.random(200, 6, 5, 1);
    Dataset<Row> frame = problem.frame(Sessions.local(), 2);
    MultiLabelLinearClassifier classifier =
        new MultiLabelLinearClassifier().setWeightCol("weight").setRegParam(0.02).setMaxIter(3);
    double[] averaged = weights(classifier.setSolver("averaged").fit(frame));
    double[] history = classifier.setSolver("l-bfgs").fit(frame).summary().objectiveHistory();
    Reference reference = new Reference(problem, Losses.parse("ZLPR"), 0.02, true, true);
    double start = reference.value(averaged, new double[averaged.length]);
    assertEquals(start, history[0], 1e-6 * start);
    assertTrue(history[history.length - 1] < start);
  }

  @Test
  void theChosenPenaltyDoesNotDependOnUnits() {
    Problem problem = Problem.random(200, 6, 5, 1);
    Dataset<Row> frame = problem.frame(Sessions.local(), 2);
    MultiLabelLinearClassifier classifier =
        new MultiLabelLinearClassifier().setSolver("l-bfgs").setTol(1e-10).setMaxIter(200);
    Column larger =
        functions
            .udf((UDF1<Vector, Vector>) OptimumTest::largerByFeature, SQLDataTypes.VectorType())
            .apply(functions.col("features"));
    double[] chosen = classifier.fit(frame).summary().objectiveHistory();
    double[] scaled =
        classifier.fit(frame.withColumn("features", larger)).summary().objectiveHistory();
    double[] none = classifier.setRegParam(0.0).fit(frame).summary().objectiveHistory();
    double value = chosen[chosen.length - 1];
    assertEquals(value, scaled[scaled.length - 1], 1e-6 * value);
    assertTrue(none[none.length - 1] < value - 1e-5);
  }

  private static Vector largerByFeature(Vector vector) {
    double[] values = vector.toArray();
    for (int feature = 0; feature < values.length; feature++) {
      values[feature] *= 1 << feature;
    }
    return Vectors.dense(values);
  }

  private static double[] weights(MultiLabelLinearClassificationModel model) {
    double[] coefficients = model.coefficientMatrix().values();
    double[] weights =
        Arrays.copyOf(coefficients, coefficients.length + model.interceptVector().size());
    System.arraycopy(
        model.interceptVector().values(),
        0,
        weights,
        coefficients.length,
        model.interceptVector().size());
    return weights;
  }
}
