package io.github.zlpr.trainer.sparse;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.trainer.linear.CompressedRows;
import io.github.zlpr.trainer.linear.EpochLoop;
import io.github.zlpr.trainer.linear.ProgressLog;
import io.github.zlpr.trainer.linear.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;

/** One training from compressed rows to weights. */
final class SparseTraining {
  private static final Logger logger = Logger.getLogger(SparseTraining.class.getName());

  private final SparseMultiLabelTrainer settings;
  private final CompressedRows examples;
  private final long seed;
  private final Optional<SparseCheckpoint> checkpoint;
  private final TrainingListener listener;

  /**
   * A training.
   *
   * @param settings the trainer, for its properties.
   * @param examples the examples.
   * @param seed the seed of this training.
   * @param checkpoint keeps the state after each epoch.
   * @param listener is told how it goes.
   */
  SparseTraining(
      SparseMultiLabelTrainer settings,
      CompressedRows examples,
      long seed,
      Optional<SparseCheckpoint> checkpoint,
      TrainingListener listener) {
    this.settings = settings;
    this.examples = examples;
    this.seed = seed;
    this.checkpoint = checkpoint;
    this.listener = listener;
  }

  /** Trains. */
  PairWeights run() {
    int[] all = Seeds.permutation(examples.size(), Seeds.ofEpoch(seed, 0));
    int heldOutCount = heldOut(all.length);
    int[] heldOut = Arrays.copyOf(all, heldOutCount);
    int[] validation = settings.validationFraction > 0.0 ? heldOut : new int[0];
    int[] order = Arrays.copyOfRange(all, heldOutCount, all.length);
    try (Crew crew = new Crew(settings.threadCount())) {
      StepSizes steps = steps(order, crew);
      Arrays.sort(order);
      TrainingTotals totals = TrainingTotals.of(examples, order);
      PairWeights pairs =
          LabelPairs.choose(examples, order, totals, settings.minTogether, settings.evidence);
      logger.info(
          String.format(Locale.ROOT, "%,d pairs of a feature and a label", pairs.labels.length));
      PairWeights weights = train(pairs, order, totals, validation, steps, crew);
      CommonCut.apply(settings, weights, List.of(CommonCut.score(weights, examples, heldOut)));
      return weights;
    }
  }

  private int heldOut(int size) {
    if (settings.validationFraction > 0.0) {
      return EpochLoop.heldOut(settings.validationFraction, size);
    }
    return CommonCut.heldOut(settings, size);
  }

  private StepSizes steps(int[] order, Crew crew) {
    return checkpoint
        .flatMap(SparseCheckpoint::steps)
        .orElseGet(
            () -> {
              StepSizes found =
                  StepSearch.find(settings, examples, order, order.length, seed, crew);
              checkpoint.ifPresent(file -> file.save(found));
              return found;
            });
  }

  private PairWeights train(
      PairWeights weights,
      int[] order,
      TrainingTotals totals,
      int[] validation,
      StepSizes steps,
      Crew crew) {
    int epochs = settings.epochCount(order.length);
    SparseEpochs passes =
        new SparseEpochs(settings, examples, order, totals, weights, steps, epochs, seed, crew);
    boolean isValidated = validation.length > 0;
    SparseState state = new SparseState(weights, passes.biasSquares(), isValidated);
    checkpoint.ifPresent(file -> file.restore(state));
    HeldOutRanking heldOut =
        new HeldOutRanking(examples, validation, settings.validationMetric(), crew);
    ProgressLog log = new ProgressLog(logger, settings.loggingInterval);
    double weightSum = Math.max(totals.weightSum(), Double.MIN_NORMAL);
    new EpochLoop(epochs, order.length, log, listener)
        .run(
            state.epochs,
            epoch -> passes.run(epoch) / weightSum,
            Optional.of(
                    new EpochLoop.HeldOut(
                        heldOut.metric(),
                        settings.patience,
                        () -> heldOut.measure(state.weights),
                        () -> state.best.set(state.weights)))
                .filter(part -> isValidated),
            () -> checkpoint.ifPresent(file -> file.save(state)));
    checkpoint.ifPresent(SparseCheckpoint::delete);
    return isValidated ? state.best : state.weights;
  }
}
