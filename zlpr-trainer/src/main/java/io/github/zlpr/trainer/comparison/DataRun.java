package io.github.zlpr.trainer.comparison;

import io.github.zlpr.eval.RankingEvaluation;
import io.github.zlpr.trainer.select.PredictionRule;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
  private int[] order;
  private int heldOutSize;
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
      Model<MultiLabel> model = PredictionRule.apply(trainer(cell).train(examples));
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
              .mapToInt(example -> example.getOutput().getLabelSet().size())
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
    order = shuffled(all.size());
    heldOutSize = (int) (settings.heldOut() * order.length + 1e-9);
    if (testExamples.size() == 0 || heldOutSize < 1) {
      throw new IllegalArgumentException(
          data.name()
              + " has "
              + order.length
              + " training and "
              + testExamples.size()
              + " test examples, too few for a comparison");
    }
    test = testExamples;
    train = all;
  }

  private int[] shuffled(int size) {
    int[] shuffled = new int[size];
    SplittableRandom random = new SplittableRandom(settings.seed());
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      shuffled[i] = shuffled[j];
      shuffled[j] = i;
    }
    return shuffled;
  }

  /** The examples that are held out in a fold, or the others, in the order of the data. */
  private Dataset<MultiLabel> fold(int fold, boolean heldOut) {
    int from = fold * heldOutSize;
    int[] indices =
        IntStream.range(0, order.length)
            .filter(i -> heldOut == (i >= from && i < from + heldOutSize))
            .map(i -> order[i])
            .sorted()
            .toArray();
    return new DatasetView<>(train, indices, heldOut ? "held-out" : "rest");
  }
}
