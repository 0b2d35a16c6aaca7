package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.zlpr.loss.MultiLabelLoss;
import java.io.IOException;
import java.util.Arrays;
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

  @Test
  void optimumOfWordNet() {
    check(Problem.wordNet(40), "ZLPR", 0.05, true, true);
  }

  private static void check(
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
            .setBlockSize(64);
    MultiLabelLinearClassificationModel model = classifier.fit(problem.frame(Sessions.local(), 3));
    double[] history = model.summary().objectiveHistory();
    double reached = history[history.length - 1];
    MultiLabelLoss loss = Losses.parse(objective);
    Reference reference = new Reference(problem, loss, regParam, standardization, fitIntercept);
    double best = reference.minimum();
    assertEquals(best, reached, 1e-6 * best);
    assertTrue(model.summary().gradientNorm() <= classifier.getTol(), model.summary()::stopReason);
    assertEquals(reached, reference.value(weights(model), new double[weights(model).length]), 1e-9);
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
