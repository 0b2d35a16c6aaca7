package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Seeds;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/** The loop over the epochs of a training, and what is around it. */
final class LinearTraining {
  private static final Logger logger = Logger.getLogger(LinearTraining.class.getName());

  private final LinearMultiLabelTrainer settings;
  private final CompressedRows examples;
  private final long seed;
  private final int epochs;
  private final int[] order;
  private final Validation validation;
  private final Optional<Checkpoint> checkpoint;
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
  LinearTraining(
      LinearMultiLabelTrainer settings,
      CompressedRows examples,
      long seed,
      Optional<Checkpoint> checkpoint,
      TrainingListener listener) {
    this.settings = settings;
    this.examples = examples;
    this.seed = seed;
    this.checkpoint = checkpoint;
    this.listener = listener;
    int[] all = IntStream.range(0, examples.size()).toArray();
    int heldOut = EpochLoop.heldOut(settings.validationFraction, all.length);
    if (heldOut > 0) {
      Seeds.shuffle(all, Seeds.ofEpoch(seed, 0));
      int[] part = Arrays.copyOf(all, heldOut);
      Arrays.sort(part);
      validation =
          new Validation(examples, part, settings.validationMetric(), settings.threadCount());
    } else {
      validation = null;
    }
    order = Arrays.copyOfRange(all, heldOut, all.length);
    Arrays.sort(order);
    epochs = settings.epochCount(order.length);
  }

  /** The number of epochs to do. */
  int epochs() {
    return epochs;
  }

  /**
   * Trains.
   *
   * @param start the biases to start from.
   * @param choice the learning rate, and what was tried for it, for the checkpoint.
   * @return the weights: those of the best epoch if examples are held out, else the last.
   */
  FeatureMajorWeights run(double[] start, Choice choice) {
    TrainingState state =
        new TrainingState(
            examples.featureCount() + 1,
            examples.labelCount(),
            settings.threadCount(),
            validation != null);
    state.startFrom(start, examples.biasValue());
    checkpoint.ifPresent(file -> file.restore(state));
    EpochRunner runner =
        new EpochRunner(
            settings,
            examples,
            new TrainingPlan(order, choice.learningRate(), epochs, seed),
            state);
    ProgressLog log = new ProgressLog(logger, settings.loggingInterval);
    new EpochLoop(epochs, order.length, log, listener)
        .run(
            state.epochs,
            runner::run,
            heldOut(state),
            () -> checkpoint.ifPresent(file -> file.save(state)));
    checkpoint.ifPresent(Checkpoint::delete);
    return validation == null ? state.weights : state.bestWeights;
  }

  /** The number of weights that do as well as all, on the examples held out. */
  long kept(FeatureMajorWeights weights) {
    return KeptWeights.number(weights, validation);
  }

  private Optional<EpochLoop.HeldOut> heldOut(TrainingState state) {
    return validation == null
        ? Optional.empty()
        : Optional.of(
            new EpochLoop.HeldOut(
                validation.metric(),
                settings.patience,
                () -> validation.measure(state.weights),
                () -> state.bestWeights.copyFrom(state.weights)));
  }
}
