package io.github.zlpr.experiment.comparison;

import io.github.zlpr.core.Truth;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.experiment.provenance.Fingerprint;
import io.github.zlpr.experiment.provenance.TrainerSettings;
import io.github.zlpr.trainer.rule.LossRule;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.multilabel.MultiLabel;

/** Runs the cells of one data set, which is read when the first of them is run. */
final class DataRun {

  /** Changes when the meaning of stored cells does. */
  private static final String VERSION = "1";

  private final ComparisonSettings settings;
  private final ComparedData data;
  private final String dataFingerprint;
  private Dataset<MultiLabel> train;
  private Folds folds;
  private Dataset<MultiLabel> test;

  DataRun(ComparisonSettings settings, ComparedData data) {
    this.settings = settings;
    this.data = data;
    dataFingerprint = new Fingerprint().add(data.getProvenance()).hash();
  }

  /** A hash of all that a cell's values depend on. */
  String fingerprint(Cell cell) {
    Fingerprint fingerprint =
        new Fingerprint()
            .add(VERSION)
            .add(dataFingerprint)
            .add(cell.contender().settings(cell.rate(), cell.seed()).build().getProvenance())
            .add(cell.contender().meanLabels());
    if (cell.fold() != null) {
      fingerprint.add(cell.fold()).add(settings.heldOut()).add(settings.seed());
    }
    return fingerprint.hash();
  }

  /**
   * Trains and tests.
   *
   * @param cell a cell of this data set.
   * @return the values of each test example or held-out example.
   * @throws IllegalStateException if the training or the test fails.
   */
  CellValues run(Cell cell) {
    load();
    try {
      boolean isTest = cell.fold() == null;
      Dataset<MultiLabel> examples = isTest ? train : fold(cell.fold(), false);
      Model<MultiLabel> model = LossRule.apply(trainer(cell).train(examples));
      RankingEvaluation evaluation =
          ComparedMetric.evaluator().evaluate(model, isTest ? test : fold(cell.fold(), true));
      return new CellValues(evaluation.exampleValues(), evaluation.droppedLabels());
    } catch (IllegalStateException | IllegalArgumentException e) {
      IllegalStateException failure = new IllegalStateException(cell + ": " + e.getMessage());
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private Trainer<MultiLabel> trainer(Cell cell) {
    TrainerSettings trainer = cell.contender().settings(cell.rate(), cell.seed());
    if (cell.contender().meanLabels()) {
      double mean =
          train.getData().stream()
              .mapToInt(example -> Truth.names(example.getOutput()).size())
              .average()
              .orElse(0.0);
      trainer.labels((int) Math.max(1L, Math.round(mean)));
    }
    return data.transforming(trainer.build());
  }

  private void load() {
    if (train != null) {
      return;
    }
    MutableDataset<MultiLabel> testExamples = new MutableDataset<>(data.testData());
    MutableDataset<MultiLabel> all = new MutableDataset<>(data.trainData());
    folds = new Folds(all.size(), settings.heldOut(), settings.seed());
    if (testExamples.size() == 0 || folds.size() < 1) {
      throw new IllegalArgumentException(
          data.name()
              + " has "
              + all.size()
              + " training and "
              + testExamples.size()
              + " test examples, too few for a comparison");
    }
    test = testExamples;
    train = all;
  }

  private Dataset<MultiLabel> fold(int fold, boolean heldOut) {
    return heldOut
        ? new DatasetView<>(train, folds.heldOut(fold), "held-out")
        : new DatasetView<>(train, folds.rest(fold), "rest");
  }
}
