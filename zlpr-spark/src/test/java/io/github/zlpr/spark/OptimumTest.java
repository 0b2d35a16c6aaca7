package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.zlpr.loss.MultiLabelLoss;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

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
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "yeast", "WordNet"})
  void averagedWeightsSaveHalfOfTheIterations(String name) throws IOException {
    assumeTrue(!name.equals("yeast") || Problem.mulanFolder() != null, "no Mulan data");
    Problem problem =
        switch (name) {
          case "yeast" -> Problem.mulan(name, 1);
          case "WordNet" -> Problem.wordNet(10);
          default -> Problem.random(2500, 20, 15, 5);
        };
    Dataset<Row> frame = problem.frame(Sessions.local(), 2);
    MultiLabelLinearClassifier classifier =
        new MultiLabelLinearClassifier()
            .setSolver("l-bfgs")
            .setWeightCol("weight")
            .setMaxIter(1000)
            .setTol(1e-10)
            .setRegParam(1e-4);
    double[] fromAveraged = classifier.fit(frame).summary().objectiveHistory();
    double[] fromZero = historyFromZero(frame, problem, 1e-4);
    double best = Math.min(fromZero[fromZero.length - 1], fromAveraged[fromAveraged.length - 1]);
    int iterations = iterationsTo(best * (1.0 + 1e-6), fromAveraged);
    int before = iterationsTo(best * (1.0 + 1e-6), fromZero);
    System.out.println(
        "ITER "
            + name
            + " "
            + iterations
            + " "
            + before
            + " start "
            + fromAveraged[0]
            + " zero "
            + fromZero[0]
            + " best "
            + best
            + " lens "
            + fromAveraged.length
            + " "
            + fromZero.length);
    assertTrue(2 * iterations <= before, iterations + " and " + before + " iterations");
  }

  private static int iterationsTo(double value, double[] history) {
    int iteration = 0;
    while (history[iteration] > value) {
      iteration++;
    }
    return iteration;
  }

  private static double[] historyFromZero(Dataset<Row> frame, Problem problem, double regParam) {
    JavaRDD<SparseRows> blocks =
        frame
            .withColumn("number", functions.monotonically_increasing_id())
            .javaRDD()
            .mapPartitions(rows -> new BlockReader(rows, 1024, 0))
            .cache();
    DataStatistics statistics =
        blocks.aggregate(new DataStatistics(), DataStatistics::add, DataStatistics::merge);
    try (DriverLoops loops = new DriverLoops(1)) {
      ObjectiveFunction function =
          new ObjectiveFunction(
              blocks,
              statistics,
              FeatureScale.of(blocks, statistics),
              problem.numLabels(),
              new LinearSettings("ZLPR", regParam, 1000, 1e-10, true, true),
              loops);
      return new Minimizer(1000, 1e-10, LoggerFactory.getLogger(OptimumTest.class))
          .minimise(function, new double[function.dimension()])
          .history;
    }
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
