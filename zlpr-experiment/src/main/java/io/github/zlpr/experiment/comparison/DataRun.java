package io.github.zlpr.experiment.comparison;

import io.github.zlpr.core.Truth;
import io.github.zlpr.data.TableSource;
import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.experiment.provenance.Fingerprint;
import io.github.zlpr.trainer.rule.LossRule;
import java.util.OptionalInt;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.multilabel.MultiLabel;

/** Runs the cells of one data set, which is read when the first of them is run. */
final class DataRun {

  /** Changes when the meaning of stored cells does. */
  private static final String VERSION = "3";

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
            .add(trainer(cell, OptionalInt.empty()).getProvenance())
            .add(cell.contender().meanLabels());
    if (cell instanceof Cell.HeldOut heldOut) {
      fingerprint.add(heldOut.fold()).add(settings.heldOut()).add(settings.seed());
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
  Cell.Result run(Cell cell) {
    load();
    try {
      Dataset<MultiLabel> examples = train;
      Dataset<MultiLabel> tested = test;
      if (cell instanceof Cell.HeldOut heldOut) {
        examples = new DatasetView<>(train, folds.rest(heldOut.fold()), "rest");
        tested = new DatasetView<>(train, folds.heldOut(heldOut.fold()), "held-out");
      }
      Trainer<MultiLabel> trainer = data.transforming(trainer(cell, labels(cell.contender())));
      Model<MultiLabel> model = LossRule.apply(trainer.train(examples));
      RankingEvaluation evaluation = ComparedMetrics.evaluator().evaluate(model, tested);
      return new Cell.Result(evaluation.exampleValues(), evaluation.unseenOccurrences());
    } catch (IllegalStateException | IllegalArgumentException e) {
      IllegalStateException failure = new IllegalStateException(cell + ": " + e.getMessage());
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private static Trainer<MultiLabel> trainer(Cell cell, OptionalInt labels) {
    return cell.contender().trainer(cell.rate(), cell.seed(), labels);
  }

  /** The mean number of true labels, rounded, for a contender that wants it. */
  private OptionalInt labels(Contender contender) {
    if (!contender.meanLabels()) {
      return OptionalInt.empty();
    }
    double mean =
        train.getData().stream()
            .mapToInt(example -> Truth.names(example.getOutput()).size())
            .average()
            .orElse(0.0);
    return OptionalInt.of((int) Math.max(1L, Math.round(mean)));
  }

  private void load() {
    if (train != null) {
      return;
    }
    MutableDataset<MultiLabel> testExamples = new MutableDataset<>(TableSource.of(data.testData()));
    MutableDataset<MultiLabel> all = new MutableDataset<>(TableSource.of(data.trainData()));
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
}
