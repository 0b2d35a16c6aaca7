package io.github.zlpr.trainer.linear;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.loss.ZLPR;
import io.github.zlpr.trainer.model.WeightDigest;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains linear multi-label models, close to the limit of the machine.
 *
 * <p>It does the job of Tribuo's {@code LinearSGDTrainer} and makes the same {@link
 * LinearSGDModel}, which loads and predicts without this project's jars.
 *
 * <p>How, with D features, L labels and k features in an example:
 *
 * <ul>
 *   <li>Weights are floats, one contiguous row of L for each feature ({@link FeatureMajorWeights}).
 *       An example costs k rows to score and k rows to update, O(kL) for both, in SIMD loops.
 *   <li>Examples are compressed sparse rows, made once ({@link CompressedRows}): 8 bytes for each
 *       feature value.
 *   <li>Adaptive steps with D + L numbers of state, not D × L ({@link FactoredAdaGrad}).
 *   <li>Small components of a gradient are thinned out without changing their expected value
 *       ({@link Thinning}).
 *   <li>Threads own label columns, so that any number of them gives the same bits ({@link
 *       GradientDescent}).
 *   <li>The learning rate is relative to the norm of a typical example and falls linearly to 0
 *       ({@link Rates}), so that one default serves binary, unit-norm and standardised features.
 * </ul>
 *
 * Memory: 4 D L bytes of weights while training, 8 D L with early stopping; when Tribuo's model is
 * made, its 8 D L bytes besides 4 D L.
 *
 * <p>The weights depend on configuration, data and invocation count only: not on threads,
 * repetitions, checkpoints or the JVM. That holds for the losses of this project; one that calls
 * {@link Math#exp}, as Tribuo's {@code BinaryCrossEntropy} does, may give other bits on another
 * JVM. {@link WeightDigest} tells whether two models are the same.
 *
 * <ul>
 *   <li>Example weights multiply the gradient. Soft targets are the scores of the labels.
 *   <li>Values that are not finite floats, targets outside [0, 1] and losses that are not finite
 *       end the training, with the number of the example in the data set, from 0.
 *   <li>{@code checkpoint} names a file for one training at a time. It is refused if it comes from
 *       another one, and deleted when the training has finished.
 * </ul>
 */
public final class LinearMultiLabelTrainer implements Trainer<MultiLabel>, WeightedExamples {
  @Config(description = "The loss: a MultiLabelLoss, or any Tribuo MultiLabelObjective (slower).")
  private MultiLabelObjective objective = new ZLPR();

  @Config(
      description =
          "The number of passes over the n training examples; 0 for 10000/n^⅔, and at least 16.")
  private int epochs = 0;

  @Config(
      description =
          "First learning rate, relative to the norm of a typical example, above 0; it falls"
              + " linearly to 0.")
  private double learningRate = 0.2;

  @Config(description = "The number of examples scored with the same weights, at least 1.")
  private int minibatchSize = 16;

  @Config(
      description =
          "Strength of the penalty l2/2 times the squared norm of the weights, bias excluded, per"
              + " example; at least 0.")
  private double l2 = 0.0;

  @Config(
      description =
          "Components of a gradient below it are thinned out at random, unchanged on average; at"
              + " least 0.")
  private double gradientCutoff = 1e-2;

  @Config(description = "The number of threads, 0 for one per core; has no effect on the weights.")
  private int threads = 0;

  @Config(description = "Seed of order, held-out part and thinning.")
  private long seed = Trainer.DEFAULT_SEED;

  @Config(description = "Shuffle the examples before each epoch. Only turn off for debugging.")
  private boolean shuffle = true;

  @Config(
      description =
          "Share of the examples held out to find the best epoch, at least 0 and below 1; with 0"
              + " the last epoch's weights are taken.")
  private double validationFraction = 0.0;

  @Config(description = "Stop after this many epochs without a better validation metric.")
  private int patience = 3;

  @Config(
      description =
          "Metric of the held-out part: LRAP, RankingLoss, OneError, Coverage, P@k, R@k or nDCG@k.")
  private String validationMetric = "LRAP";

  @Config(description = "Fewest seconds between two log lines, negative for none.")
  private double loggingInterval = 1.0;

  @Config(description = "File for the state after each epoch, from which a killed run goes on.")
  private Path checkpoint = null;

  private TrainingListener listener = progress -> {};
  private SplittableRandom rng;
  private int trainInvocationCounter;

  /** A trainer with the default configuration. */
  public LinearMultiLabelTrainer() {
    postConfig();
  }

  /**
   * A trainer with some properties other than the default.
   *
   * @return a builder.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public synchronized void postConfig() {
    settings();
    rng = new SplittableRandom(seed);
  }

  private LinearSettings settings() {
    return new LinearSettings(
        objective,
        epochs,
        learningRate,
        minibatchSize,
        l2,
        gradientCutoff,
        threads,
        shuffle,
        validationFraction,
        patience,
        validationMetric,
        loggingInterval,
        checkpoint);
  }

  /**
   * Sets who is told how trainings go. It is no property, and does not change the weights.
   *
   * @param listener called after each epoch of each training.
   */
  public synchronized void setListener(TrainingListener listener) {
    this.listener = Objects.requireNonNull(listener);
  }

  @Override
  public Model<MultiLabel> train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * Trains a model.
   *
   * @param examples the examples.
   * @param runProvenance provenance of the run, to be added to the model's.
   * @param invocationCount the number of trainings before this one, or {@link
   *     #INCREMENT_INVOCATION_COUNT}.
   * @return a {@link LinearSGDModel}.
   * @throws IllegalArgumentException if there is no example or no label, or if an example has an
   *     unknown output, or a value or target that training cannot use.
   * @throws IllegalStateException if the weights do not fit into memory, a loss is not finite, or
   *     the checkpoint is not that of this training.
   */
  @Override
  public Model<MultiLabel> train(
      Dataset<MultiLabel> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    if (examples.getOutputInfo().getUnknownCount() > 0) {
      throw new IllegalArgumentException(
          "examples with unknown outputs cannot be trained on, found "
              + examples.getOutputInfo().getUnknownCount());
    }
    if (examples.size() == 0 || examples.getOutputInfo().size() == 0) {
      throw new IllegalArgumentException(
          "training needs examples and labels, found "
              + examples.size()
              + " examples with "
              + examples.getOutputInfo().size()
              + " labels");
    }
    TrainerProvenance trainerProvenance;
    LinearSettings settings;
    TrainingListener progressListener;
    long trainingSeed;
    synchronized (this) {
      if (invocationCount != INCREMENT_INVOCATION_COUNT) {
        setInvocationCount(invocationCount);
      }
      trainingSeed = rng.split().nextLong();
      trainerProvenance = getProvenance();
      settings = settings();
      progressListener = TrainingHistory.begin(listener, validationMetric);
      trainInvocationCounter++;
    }
    ImmutableOutputInfo<MultiLabel> labels = examples.getOutputIDInfo();
    WeightMemory.require(
        examples.getFeatureMap().size(),
        labels.size(),
        settings.heldOut(examples.size()) > 0,
        Runtime.getRuntime().maxMemory());
    Weights weights = weights(settings, examples, trainingSeed, labels, progressListener);
    ModelProvenance provenance =
        new ModelProvenance(
            LinearSGDModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            examples.getProvenance(),
            trainerProvenance,
            runProvenance);
    return new ModelFactory(settings.objective())
        .create(
            weights.matrix(), weights.biasValue(), provenance, examples.getFeatureIDMap(), labels);
  }

  /** A method of its own, so that all buffers of the training are gone when the model is made. */
  private static Weights weights(
      LinearSettings settings,
      Dataset<MultiLabel> examples,
      long trainingSeed,
      ImmutableOutputInfo<MultiLabel> labels,
      TrainingListener listener) {
    LinearTraining training = prepare(settings, examples, trainingSeed, labels, listener);
    return new Weights(training.run(), training.biasValue());
  }

  /**
   * Tribuo's feature map can be a third of the weights in size, so it is not kept while training.
   * Its ids are those of the sorted names, each time it is made.
   */
  private static LinearTraining prepare(
      LinearSettings settings,
      Dataset<MultiLabel> examples,
      long trainingSeed,
      ImmutableOutputInfo<MultiLabel> labels,
      TrainingListener listener) {
    ImmutableFeatureMap featureMap = examples.getFeatureIDMap();
    CompressedRows rows = new CompressedRows(examples, featureMap, labels);
    return new LinearTraining(settings, rows, trainingSeed, featureMap, labels, listener);
  }

  private record Weights(FeatureMajorWeights matrix, float biasValue) {}

  @Override
  public synchronized int getInvocationCount() {
    return trainInvocationCounter;
  }

  @Override
  public synchronized void setInvocationCount(int invocationCount) {
    if (invocationCount < 0) {
      throw new IllegalArgumentException(
          "the invocation count must be at least 0, found " + invocationCount);
    }
    rng = new SplittableRandom(seed);
    for (int i = 0; i < invocationCount; i++) {
      rng.split();
    }
    trainInvocationCounter = invocationCount;
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  @Override
  public String toString() {
    return "LinearMultiLabelTrainer(" + settings().fingerprint() + ",seed=" + seed + ")";
  }

  /** Builds trainers; what is not set has its default. */
  public static final class Builder {
    private final List<Consumer<LinearMultiLabelTrainer>> changes = new ArrayList<>();

    private Builder() {}

    private Builder change(Consumer<LinearMultiLabelTrainer> change) {
      changes.add(change);
      return this;
    }

    /**
     * Sets objective.
     *
     * @param objective the loss.
     * @return this builder.
     */
    public Builder objective(MultiLabelObjective objective) {
      return change(trainer -> trainer.objective = objective);
    }

    /**
     * Sets epochs.
     *
     * @param epochs the number of passes over the training examples, 0 to choose by their number.
     * @return this builder.
     */
    public Builder epochs(int epochs) {
      return change(trainer -> trainer.epochs = epochs);
    }

    /**
     * Sets learningRate.
     *
     * @param learningRate the first learning rate, above 0.
     * @return this builder.
     */
    public Builder learningRate(double learningRate) {
      return change(trainer -> trainer.learningRate = learningRate);
    }

    /**
     * Sets minibatchSize.
     *
     * @param minibatchSize the number of examples scored with the same weights, at least 1.
     * @return this builder.
     */
    public Builder minibatchSize(int minibatchSize) {
      return change(trainer -> trainer.minibatchSize = minibatchSize);
    }

    /**
     * Sets l2.
     *
     * @param l2 the strength of the penalty, at least 0.
     * @return this builder.
     */
    public Builder l2(double l2) {
      return change(trainer -> trainer.l2 = l2);
    }

    /**
     * Sets gradientCutoff.
     *
     * @param gradientCutoff components of a gradient below it are thinned out, at least 0.
     * @return this builder.
     */
    public Builder gradientCutoff(double gradientCutoff) {
      return change(trainer -> trainer.gradientCutoff = gradientCutoff);
    }

    /**
     * Sets threads.
     *
     * @param threads the number of threads, 0 for one per core.
     * @return this builder.
     */
    public Builder threads(int threads) {
      return change(trainer -> trainer.threads = threads);
    }

    /**
     * Sets seed.
     *
     * @param seed the seed.
     * @return this builder.
     */
    public Builder seed(long seed) {
      return change(trainer -> trainer.seed = seed);
    }

    /**
     * Sets shuffle.
     *
     * @param shuffle whether to shuffle the examples before each epoch.
     * @return this builder.
     */
    public Builder shuffle(boolean shuffle) {
      return change(trainer -> trainer.shuffle = shuffle);
    }

    /**
     * Sets validationFraction.
     *
     * @param validationFraction the share of the examples held out, at least 0 and below 1.
     * @return this builder.
     */
    public Builder validationFraction(double validationFraction) {
      return change(trainer -> trainer.validationFraction = validationFraction);
    }

    /**
     * Sets patience.
     *
     * @param patience the number of epochs without a better metric to stop after, at least 1.
     * @return this builder.
     */
    public Builder patience(int patience) {
      return change(trainer -> trainer.patience = patience);
    }

    /**
     * Sets validationMetric.
     *
     * @param validationMetric the metric of the held-out part.
     * @return this builder.
     */
    public Builder validationMetric(String validationMetric) {
      return change(trainer -> trainer.validationMetric = validationMetric);
    }

    /**
     * Sets loggingInterval.
     *
     * @param loggingInterval the fewest seconds between two log lines, negative for none.
     * @return this builder.
     */
    public Builder loggingInterval(double loggingInterval) {
      return change(trainer -> trainer.loggingInterval = loggingInterval);
    }

    /**
     * Sets checkpoint.
     *
     * @param checkpoint the file for the state after each epoch.
     * @return this builder.
     */
    public Builder checkpoint(Path checkpoint) {
      return change(trainer -> trainer.checkpoint = checkpoint);
    }

    /**
     * Builds a trainer.
     *
     * @return a new trainer.
     * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a property is out of range.
     */
    public LinearMultiLabelTrainer build() {
      LinearMultiLabelTrainer trainer = new LinearMultiLabelTrainer();
      changes.forEach(change -> change.accept(trainer));
      trainer.postConfig();
      return trainer;
    }
  }
}
