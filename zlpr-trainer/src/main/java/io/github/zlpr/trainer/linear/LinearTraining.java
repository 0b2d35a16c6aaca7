package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Seeds;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
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
    int heldOut = heldOut(settings.validationFraction, all.length);
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

  /** The number of examples held out: at least 1 if any are to be held out, and fewer than all. */
  static int heldOut(double fraction, int examples) {
    if (fraction == 0.0) {
      return 0;
    }
    if (examples < 2) {
      throw new IllegalArgumentException(
          "validationFraction is " + fraction + ", but there is only one example");
    }
    return (int) Math.max(1, Math.min(examples - 1, Math.round(fraction * examples)));
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
    if (checkpoint.isPresent() && checkpoint.get().restore(state)) {
      logger.info("going on after epoch " + state.epoch + " from the checkpoint");
    }
    EpochRunner runner =
        new EpochRunner(
            settings,
            examples,
            new TrainingPlan(order, choice.learningRate(), epochs, seed),
            state);
    ProgressLog log = new ProgressLog(logger, settings.loggingInterval);
    int firstEpoch = state.epoch;
    long begin = System.nanoTime();
    while (state.epoch < epochs && !isOutOfPatience(state)) {
      long epochStart = System.nanoTime();
      double loss = runner.run();
      double seconds = (System.nanoTime() - epochStart) / 1e9;
      OptionalDouble metric = validate(state);
      checkpoint.ifPresent(file -> file.save(state));
      boolean ends = state.epoch == epochs || isOutOfPatience(state);
      double secondsPerEpoch = (System.nanoTime() - begin) / 1e9 / (state.epoch - firstEpoch);
      TrainingProgress progress =
          new TrainingProgress(
              state.epoch,
              epochs,
              loss,
              metric,
              validation == null ? state.epoch : state.bestEpoch,
              order.length / seconds,
              Duration.ofMillis(
                  ends ? 0 : Math.round(1e3 * secondsPerEpoch * (epochs - state.epoch))));
      log.log(progress, settings.validationMetric, ends);
      listener.epochDone(progress);
    }
    checkpoint.ifPresent(Checkpoint::delete);
    return validation == null ? state.weights : state.bestWeights;
  }

  /** The number of weights that do as well as all, on the examples held out. */
  long kept(FeatureMajorWeights weights) {
    return KeptWeights.number(weights, validation);
  }

  private OptionalDouble validate(TrainingState state) {
    if (validation == null) {
      return OptionalDouble.empty();
    }
    double metric = validation.measure(state.weights);
    if (state.bestEpoch == 0 || validation.metric().lead(metric, state.bestMetric) > 0.0) {
      state.bestEpoch = state.epoch;
      state.bestMetric = metric;
      state.bestWeights.copyFrom(state.weights);
    }
    return OptionalDouble.of(metric);
  }

  private boolean isOutOfPatience(TrainingState state) {
    return validation != null
        && state.epoch > 0
        && state.epoch - state.bestEpoch >= settings.patience;
  }
}
