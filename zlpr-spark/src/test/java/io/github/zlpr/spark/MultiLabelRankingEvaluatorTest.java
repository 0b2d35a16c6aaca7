package io.github.zlpr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.zlpr.eval.metric.LRAP;
import io.github.zlpr.eval.metric.NDCGAtK;
import io.github.zlpr.eval.metric.PrecisionAtK;
import io.github.zlpr.eval.metric.Ranking;
import io.github.zlpr.eval.metric.RankingLoss;
import io.github.zlpr.eval.metric.RankingMetric;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MultiLabelRankingEvaluatorTest {

  /** The features serve as scores. */
  private static final Problem PROBLEM = Problem.random(97, 7, 7, 8);

  @Test
  void valuesAreThoseOfTheMetrics() {
    for (RankingMetric metric :
        List.of(new LRAP(), new RankingLoss(), new NDCGAtK(5), new PrecisionAtK(1))) {
      double sum = 0.0;
      Ranking ranking = new Ranking(7);
      for (int i = 0; i < PROBLEM.size(); i++) {
        sum +=
            metric.value(
                ranking.rank(PROBLEM.features().get(i).toArray(), PROBLEM.labels().get(i)));
      }
      MultiLabelRankingEvaluator evaluator =
          new MultiLabelRankingEvaluator()
              .setRawPredictionCol("features")
              .setMetricName(metric.name());
      Dataset<Row> frame = PROBLEM.frame(Sessions.local(), 5);
      double value = evaluator.evaluate(frame);
      assertEquals(sum / PROBLEM.size(), value, 1e-14);
      for (int i = 0; i < 5; i++) {
        assertEquals(value, evaluator.evaluate(frame), "not the same bits");
      }
      assertEquals(!metric.name().equals("RankingLoss"), evaluator.isLargerBetter());
    }
  }
}
