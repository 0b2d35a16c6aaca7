package io.github.zlpr.trainer.linear;

import io.github.zlpr.core.Seeds;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Sha256;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.logging.Logger;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.VariableInfo;
import org.tribuo.multilabel.MultiLabel;

/** One training from compressed rows to weights: the loop over the epochs and what is around it. */
final class LinearTraining {
  private static final Logger logger = Logger.getLogger(LinearTraining.class.getName());

  /** The fewest epochs if none are given. */
  private static final int FEWEST_EPOCHS = 16;

  /** The number of epochs of n examples is this divided by n^⅔, if that is more. */
  private static final double EPOCHS_OF_ONE = 10_000.0;

  private final LinearMultiLabelTrainer settings;
  private final CompressedRows examples;
  private final long seed;
  private final int threads;
  private final int epochs;
  private final int[] order;
  private final double weightSum;
  private final Validation validation;
  private final Checkpoint checkpoint;
  private final TrainingListener listener;

  /**
   * A training.
   *
   * @param settings the trainer, for its properties.
   * @param examples the examples.
   * @param seed the seed of this training.
   * @param featureMap the features' names, for the checkpoint's fingerprint.
   * @param labels the labels' names, likewise.
   * @param listener is told how it goes.
   */
  LinearTraining(
      LinearMultiLabelTrainer settings,
      CompressedRows examples,
      long seed,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels,
      TrainingListener listener) {
    this.settings = settings;
    threads = settings.threads == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads;
    this.examples = examples;
    this.seed = seed;
    this.listener = listener;
    int[] all = new int[examples.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    int heldOut = heldOut(settings.validationFraction, all.length);
    if (heldOut > 0) {
      Seeds.shuffle(all, Seeds.ofEpoch(seed, 0));
      int[] part = Arrays.copyOf(all, heldOut);
      Arrays.sort(part);
      validation = new Validation(examples, part, settings.validationMetric(), threads);
    } else {
      validation = null;
    }
    order = Arrays.copyOfRange(all, heldOut, all.length);
    Arrays.sort(order);
    double sum = 0.0;
    for (int example : order) {
      sum += examples.weight(example);
    }
    weightSum = sum;
    epochs = settings.epochs > 0 ? settings.epochs : epochCount(order.length);
    checkpoint =
        settings.checkpoint == null
            ? null
            : new Checkpoint(settings.checkpoint, fingerprint(featureMap, labels));
  }

  /** The number of epochs if none is given. */
  static int epochCount(int examples) {
    double root = StrictMath.cbrt(examples);
    return (int) Math.max(FEWEST_EPOCHS, Math.ceil(EPOCHS_OF_ONE / (root * root)));
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
   * @return the weights: those of the best epoch if examples are held out, else the last.
   */
  FeatureMajorWeights run() {
    TrainingState state =
        new TrainingState(
            examples.featureCount() + 1, examples.labelCount(), threads, validation != null);
    if (checkpoint != null && checkpoint.restore(state)) {
      logger.info("going on after epoch " + state.epoch + " from the checkpoint");
    }
    GradientDescent descent =
        new GradientDescent(
            examples,
            state.weights,
            state.sums,
            ArrayObjective.of(settings.objective),
            settings.gradientCutoff,
            settings.minibatchSize);
    Rates rates = new Rates(settings.learningRate / examples.typicalNorm(), epochs, order.length);
    ProgressLog log = new ProgressLog(logger, settings.loggingInterval);
    int firstEpoch = state.epoch;
    long start = System.nanoTime();
    while (state.epoch < epochs && !isOutOfPatience(state)) {
      long epochStart = System.nanoTime();
      double loss = epoch(descent, state.epoch + 1, rates);
      double seconds = (System.nanoTime() - epochStart) / 1e9;
      state.epoch++;
      OptionalDouble metric = validate(state);
      if (checkpoint != null) {
        checkpoint.save(state);
      }
      boolean ends = state.epoch == epochs || isOutOfPatience(state);
      double secondsPerEpoch = (System.nanoTime() - start) / 1e9 / (state.epoch - firstEpoch);
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
    if (checkpoint != null) {
      checkpoint.delete();
    }
    return validation == null ? state.weights : state.bestWeights;
  }

  /** The number of weights that do as well as all, on the examples held out. */
  long kept(FeatureMajorWeights weights) {
    return KeptWeights.number(weights, validation);
  }

  /** The value of the bias in each example. */
  float biasValue() {
    return examples.biasValue();
  }

  /** Trains for one epoch and gives the mean loss. */
  private double epoch(GradientDescent descent, int epoch, Rates rates) {
    long epochSeed = Seeds.ofEpoch(seed, epoch);
    int[] shuffled = order.clone();
    if (settings.shuffle) {
      Seeds.shuffle(shuffled, epochSeed);
    }
    double loss = descent.run(shuffled, epoch, epochSeed, rates);
    if (settings.l2 > 0.0) {
      descent.penalise(settings.l2, weightSum, rates.at(epoch, 0.5 * order.length));
    }
    return weightSum > 0.0 ? loss / weightSum : 0.0;
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

  /** What determines the bits of the weights: configuration, seed, names and data. */
  private byte[] fingerprint(
      ImmutableFeatureMap featureMap, ImmutableOutputInfo<MultiLabel> labels) {
    Sha256 sha = new Sha256().add(Settings.fingerprint(settings)).add(seed);
    for (VariableInfo feature : featureMap) {
      sha.add(feature.getName());
    }
    for (int label = 0; label < examples.labelCount(); label++) {
      sha.add(labels.getOutput(label).getLabelString());
    }
    for (int example = 0; example < examples.size(); example++) {
      sha.add(Double.doubleToLongBits(examples.weight(example)));
      for (int k = examples.start(example); k < examples.end(example); k++) {
        sha.add(
            ((long) examples.features()[k] << 32)
                | (Float.floatToIntBits(examples.values()[k]) & 0xFFFFFFFFL));
      }
      for (int target : examples.targets(example).ids()) {
        sha.add(target);
      }
      if (examples.targets(example).values() != null) {
        for (double value : examples.targets(example).values()) {
          sha.add(Double.doubleToLongBits(value));
        }
      }
    }
    return sha.bytes();
  }
}
