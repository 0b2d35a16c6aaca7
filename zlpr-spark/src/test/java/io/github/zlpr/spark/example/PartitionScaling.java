package io.github.zlpr.spark.example;

import io.github.zlpr.spark.MultiLabelLinearClassificationModel;
import io.github.zlpr.spark.MultiLabelLinearClassifier;
import io.github.zlpr.spark.MultiLabelRankingEvaluator;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a round of the solver {@code averaged} costs, and how well the model ranks, by the number of
 * partitions. Seconds are of CPU, so that tasks that share cores do not disturb each other.
 */
final class PartitionScaling {

  /** The head of the table. */
  static final String HEAD =
      "| partitions | rows of one | rounds | local work, s an epoch of one | exchange, s a round |"
          + " MB a round | LRAP |\n|---|---|---|---|---|---|---|";

  private final MultiLabelLinearClassifier classifier;
  private final Dataset<Row> train;
  private final Dataset<Row> test;

  PartitionScaling(MultiLabelLinearClassifier classifier, Dataset<Row> train, Dataset<Row> test) {
    this.classifier = classifier;
    this.train = train;
    this.test = test;
  }

  /** Trains in so many partitions, and gives a row of the table. */
  String row(int partitions) throws TimeoutException {
    Costs costs = new Costs();
    train.sparkSession().sparkContext().addSparkListener(costs);
    MultiLabelLinearClassificationModel model = classifier.setNumPartitions(partitions).fit(train);
    train.sparkSession().sparkContext().listenerBus().waitUntilEmpty();
    train.sparkSession().sparkContext().removeSparkListener(costs);
    return String.format(
        Locale.ROOT,
        "| %d | %,d | %d | %.2f | %.2f | %.0f | %.4f |",
        partitions,
        train.count() / partitions,
        costs.rounds,
        costs.local / 1e9 / partitions / model.summary().totalIterations(),
        costs.exchange / 1e9 / costs.rounds,
        costs.bytes / 1e6 / costs.rounds,
        new MultiLabelRankingEvaluator().setMetricName("LRAP").evaluate(model.transform(test)));
  }

  /** Adds up what the stages of the rounds cost. */
  private static final class Costs extends SparkListener {
    private int rounds;
    private double local;
    private double exchange;
    private double bytes;

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      TaskMetrics metrics = stage.stageInfo().taskMetrics();
      if (stage.stageInfo().name().startsWith("mapPartitionsToPair at AveragedDescent")) {
        rounds++;
        local += metrics.executorCpuTime();
        bytes += metrics.shuffleWriteMetrics().bytesWritten();
      } else if (stage.stageInfo().name().startsWith("runJob at SliceReduction")) {
        exchange += metrics.executorCpuTime();
      }
    }
  }
}
