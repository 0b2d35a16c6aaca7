package io.github.zlpr.cli.survival;

import io.github.zlpr.data.ArffDataSource;
import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.experiment.ExperimentFiles;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.nio.file.Path;

/** Trains with a checkpoint and writes all files, over and over, until it is killed. */
final class Saver {

  private Saver() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    ArffDataSource data = TestData.write(directory, 50, 7);
    for (int run = 0; ; run++) {
      Experiment experiment =
          new Experiment(
              data,
              data,
              new LinearMultiLabelTrainer()
                  .withEpochs(20)
                  .withCheckpoint(directory.resolve("out/checkpoint")),
              new RankingEvaluator());
      new ExperimentFiles(directory.resolve("out")).write(experiment, experiment.run());
      if (run == 0) {
        System.out.println("ready");
      }
    }
  }
}
