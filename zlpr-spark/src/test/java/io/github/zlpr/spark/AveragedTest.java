package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Rounds of local steps whose weights are averaged. */
class AveragedTest {

  private static final Problem PROBLEM = Problem.random(4500, 8, 6, 7);

  private static MultiLabelLinearClassifier classifier() {
    return new MultiLabelLinearClassifier().setWeightCol("weight").setSolver("averaged");
  }

  private static double[] weights(MultiLabelLinearClassifier classifier, Dataset<Row> frame) {
    return classifier.fit(frame).coefficientMatrix().values();
  }

  @Test
  void theSameRowsInAnyOrderGiveTheSameBits() {
    Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 3);
    Dataset<Row> sorted = frame.sort("weight");
    for (double regParam : new double[] {0.0, 1e-3}) {
      MultiLabelLinearClassifier classifier =
          classifier().setRegParam(regParam).setMaxIter(3).setNumPartitions(4);
      assertArrayEquals(weights(classifier, frame), weights(classifier.setBlockSize(7), sorted));
    }
  }

  @Test
  void anyNumberOfPartsComesNearTheOptimum() {
    Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 2);
    MultiLabelRankingEvaluator evaluator = new MultiLabelRankingEvaluator();
    double best =
        evaluator.evaluate(
            classifier().setSolver("l-bfgs").setMaxIter(20).fit(frame).transform(frame));
    for (int parts : new int[] {1, 2}) {
      MultiLabelLinearClassificationModel model =
          classifier().setNumPartitions(parts).setMaxIter(16).fit(frame);
      assertEquals(best, evaluator.evaluate(model.transform(frame)), 0.005);
      double[] history = model.summary().objectiveHistory();
      assertEquals(16, history.length);
      assertTrue(history[15] < history[0]);
    }
  }

  @Test
  void aPenaltyMakesWeightsSmaller() {
    Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 2);
    MultiLabelLinearClassifier classifier = classifier().setMaxIter(4).setStepSize(0.3);
    double before = norm(weights(classifier, frame));
    for (boolean standardization : new boolean[] {true, false}) {
      classifier.setStandardization(standardization);
      double weak = norm(weights(classifier.setRegParam(0.01), frame));
      double strong = norm(weights(classifier.setRegParam(1.0), frame));
      assertTrue(strong < 0.5 * weak && weak < before, before + " " + weak + " " + strong);
    }
  }

  private static double norm(double[] weights) {
    return Math.sqrt(Arrays.stream(weights).map(w -> w * w).sum());
  }
}
