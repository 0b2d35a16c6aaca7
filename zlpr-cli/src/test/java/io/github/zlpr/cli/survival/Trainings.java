package io.github.zlpr.cli.survival;

import io.github.zlpr.data.TestData;
import io.github.zlpr.eval.RankingEvaluator;
import io.github.zlpr.loss.BinaryFocal;
import io.github.zlpr.loss.JointLogSumExp;
import io.github.zlpr.loss.MultiLabelLoss;
import io.github.zlpr.loss.PaddedSubsetSoftmax;
import io.github.zlpr.loss.PairwiseLogSumExp;
import io.github.zlpr.loss.SoftmaxCrossEntropy;
import io.github.zlpr.loss.SubsetSoftmax;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import io.github.zlpr.trainer.model.TrainedModels;
import io.github.zlpr.trainer.model.WeightDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;

/** Trains and evaluates one model of each kind and of each loss, and writes the bits to a file. */
final class Trainings {

  private Trainings() {}

  public static void main(String[] args) throws IOException {
    Files.write(Path.of(args[1]), run(Path.of(args[0])));
  }

  static List<String> run(Path directory) throws IOException {
    Files.createDirectories(directory);
    MutableDataset<MultiLabel> data = new MutableDataset<>(TestData.write(directory, 90, 7));
    List<String> results = new ArrayList<>();
    TrainedModels.trainers()
        .forEach((name, trainer) -> results.add(name + " " + bits(trainer.apply(1), data)));
    for (MultiLabelLoss loss :
        List.of(
            new ZLPR(),
            new PairwiseLogSumExp(),
            new SubsetSoftmax(2),
            new PaddedSubsetSoftmax(4, 0.0),
            new JointLogSumExp(),
            new SoftmaxCrossEntropy(),
            new WeightedBinaryCrossEntropy(3.0),
            new BinaryFocal())) {
      for (int threads : new int[] {1, 3}) {
        results.add(
            loss.getClass().getSimpleName()
                + " "
                + bits(
                    new LinearMultiLabelTrainer()
                        .withObjective(loss)
                        .withEpochs(3)
                        .withL2(1e-3)
                        .withValidationFraction(0.2)
                        .withThreads(threads),
                    data));
      }
    }
    return results;
  }

  private static String bits(Trainer<MultiLabel> trainer, MutableDataset<MultiLabel> data) {
    Model<MultiLabel> model = trainer.train(data);
    boolean scores = !model.predict(data.getExample(0)).getOutputScores().isEmpty();
    return WeightDigest.of(model)
        + (scores ? " " + new RankingEvaluator().evaluate(model, data).metrics() : "");
  }
}
